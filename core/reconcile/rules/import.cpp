#include "reconcile/draft.hpp"
#include "reconcile/rules/rules.hpp"
#include "reconcile/selection.hpp"
#include "reconcile/source_number.hpp"

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;
using store::WriteKind;

/// Characters, not bytes: that is how remotes limit texts.
std::size_t character_count(const std::string& text)
{
    std::size_t count = 0;
    for (const char byte : text)
        count += (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u ? 1 : 0;
    return count;
}

/// The ERP refused what the plan made of this order: a retry releases it, and so does mending the
/// plan.
Answer wait_for_plan(const OrderView& view, const store::WriteRecord& write,
                     const std::string& part)
{
    if (write.retry_after != TimePoint{} || part != write.result)
        return std::nullopt;
    if (write.failure == Errc::recipient_refused)
        return held("import", "import_refused", "recipient_fill: " + write.failure_text);
    return held("items", "item_unmapped",
                item_key(view.order.body->item) + ": the ERP refuses " + part);
}

Answer wait_after_import(const OrderView& view, const store::WriteRecord* write)
{
    if (write != nullptr && write->state == store::WriteState::refused && write->failure) {
        const auto part = refused_part(*write->failure, *view.order.body, view.context.plan);
        if (!part.empty())
            return wait_for_plan(view, *write, part);
    }
    return wait_for_retry(view, write, OrderState::downloaded, "import", "import_refused");
}

/// The ERP has an order of this number although no import of ours is confirmed: an older ledger
/// made it, or a person. A second one would be a double.
Answer adopt(const OrderView& view, const store::WriteRecord* write)
{
    if (write != nullptr && write->state != store::WriteState::refused)
        return std::nullopt;
    const auto live = view.live_erp_orders();
    if (live.empty())
        return std::nullopt;
    Decision decision;
    decision.verdict = verdict(OrderState::imported, "import.adopt");
    Step step;
    step.kind = StepKind::adopt_order;
    step.key = view.write_key("import");
    step.subject = source_number(view.order.id.number, view.order.generation);
    step.erp_order = live.front().id;
    decision.step = std::move(step);
    return decision;
}

} // namespace

Answer import_order(const OrderView& view)
{
    if (view.is_confirmed(WriteKind::import_order))
        return std::nullopt;
    const auto* write = view.find_write(WriteKind::import_order);
    if (auto adopted = adopt(view, write))
        return adopted;
    const auto& plan = view.context.plan;
    const auto& download = plan.strategy.download;
    const auto& body = view.order.body;
    if (!body)
        return held("import", "unverifiable", "the order's content is not in the ledger");

    if (const auto reason = reason_to_skip(*body, download))
        return differs(OrderState::skipped, *reason, "");
    const TimePoint ripe = view.order.platform.assigned_at + download.delay;
    if (view.context.now < ripe)
        return differs(OrderState::downloaded, "download.delay", "", "", ripe);

    if (auto wait = wait_after_import(view, write))
        return wait;
    if (may_be_imported(view))
        return doing(StepKind::look_at_erp, OrderState::downloaded, "import.look");

    const auto item = map_item(body->item, plan.items);
    if (!item)
        return held("items", "item_unmapped", item_key(body->item));
    const std::string number = source_number(view.order.id.number, view.order.generation);
    if (character_count(number) > view.context.erp.source_number_max)
        return held("import", "import_refused", "the order number is too long for the ERP");

    Decision decision;
    decision.verdict = verdict(OrderState::downloaded, "import");
    Step step;
    step.kind = StepKind::import_order;
    step.key = view.write_key("import");
    step.subject = number;
    decision.step = std::move(step);
    return decision;
}

} // namespace daifa::reconcile::rules
