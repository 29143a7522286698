#include "reconcile/order_view.hpp"

#include "reconcile/source_number.hpp"

#include <algorithm>

namespace daifa::reconcile {

using store::WriteKind;
using store::WriteState;

const store::WriteRecord* OrderView::find_write(WriteKind kind) const
{
    const store::WriteRecord* found = nullptr;
    for (const auto& write : order.writes) {
        const bool is_candidate = write.kind == kind && write.generation == order.generation;
        if (is_candidate && (found == nullptr || write.claimed_at >= found->claimed_at))
            found = &write;
    }
    return found;
}

const store::WriteRecord* OrderView::find_write(WriteKind kind, const std::string& subject) const
{
    for (const auto& write : order.writes)
        if (write.kind == kind && write.generation == order.generation && write.subject == subject)
            return &write;
    return nullptr;
}

bool OrderView::is_confirmed(WriteKind kind) const
{
    return std::ranges::any_of(order.writes, [&](const store::WriteRecord& write) {
        return write.kind == kind && write.generation == order.generation &&
               write.state == WriteState::confirmed;
    });
}

const store::WriteRecord* OrderView::live_upload() const
{
    for (const auto& write : order.writes) {
        if (write.kind != WriteKind::upload_waybill || write.generation != order.generation ||
            write.state != WriteState::confirmed)
            continue;
        const auto* retraction = find_retraction(write);
        if (retraction == nullptr || retraction->state != WriteState::confirmed)
            return &write;
    }
    return nullptr;
}

const store::WriteRecord* OrderView::find_retraction(const store::WriteRecord& upload) const
{
    const auto found =
        std::ranges::find(order.writes, retraction_key(upload.key), &store::WriteRecord::key);
    return found == order.writes.end() ? nullptr : &*found;
}

std::vector<const store::ErpFacts*> OrderView::erp_facts() const
{
    std::vector<const store::ErpFacts*> facts;
    for (const auto& fact : order.erp)
        if (fact.generation == order.generation)
            facts.push_back(&fact);
    return facts;
}

std::vector<const store::ErpFacts*> OrderView::later_erp_facts() const
{
    std::vector<const store::ErpFacts*> facts;
    for (const auto& fact : order.erp)
        if (fact.generation > order.generation)
            facts.push_back(&fact);
    return facts;
}

std::vector<ErpOrder> OrderView::live_erp_orders() const
{
    std::vector<ErpOrder> live;
    const auto facts = erp_facts();
    for (const store::ErpFacts* fact : facts) {
        const auto stage = fact->order.stage;
        const bool has_ended = fact->is_missing || stage == ErpStage::cancelled ||
                               stage == ErpStage::merged || stage == ErpStage::split;
        const auto* cancel = find_write(WriteKind::cancel_order, fact->order.id.text());
        // A confirmed cancel counts until a later look says otherwise.
        const bool is_cancelled = cancel != nullptr && cancel->state == WriteState::confirmed &&
                                  fact->read_at <= cancel->settled_at;
        if (!has_ended && !is_cancelled)
            live.push_back(fact->order);
    }
    const auto* import = find_write(WriteKind::import_order);
    // Once a look could have shown it and did not, it is missing.
    const bool is_unseen =
        import != nullptr &&
        order.erp_read_at < import->settled_at + context.erp.create_order.late_arrival &&
        import->state == WriteState::confirmed && facts.empty();
    if (is_unseen) {
        const auto* cancel = find_write(WriteKind::cancel_order, import->result);
        if (cancel == nullptr || cancel->state != WriteState::confirmed) {
            ErpOrder made;
            made.id = ErpOrderId(import->result);
            made.channel = context.plan.channel;
            made.source_numbers = {source_number(order.id.number, order.generation)};
            live.push_back(std::move(made));
        }
    }
    return live;
}

bool OrderView::has_shipped() const
{
    return std::ranges::any_of(order.erp, [](const store::ErpFacts& fact) {
        return !fact.is_missing && (fact.order.stage == ErpStage::shipped ||
                                    fact.order.stage == ErpStage::part_shipped);
    });
}

std::string OrderView::write_key(std::string_view verb, const std::string& subject) const
{
    std::string key = std::string(verb) + "/" + std::to_string(order.generation);
    if (!subject.empty())
        key += "/" + subject;
    return key;
}

std::string retraction_key(const std::string& upload_key)
{
    return "retract" + upload_key.substr(upload_key.find('/'));
}

} // namespace daifa::reconcile
