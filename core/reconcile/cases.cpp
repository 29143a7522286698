#include "reconcile/cases.hpp"

#include <daifa/codec/digest.hpp>

#include <algorithm>

namespace daifa::reconcile {
namespace {

using store::WriteKind;
using store::WriteState;

enum About : unsigned {
    assignment = 1, ///< Whether it is the factory's, and since when.
    content = 2,    ///< What the ERP is told.
    address = 4,    ///< Where a label sends it.
    erp_orders = 8, ///< Which ERP orders stand for it.
    labels = 16,    ///< The waybill numbers that were taken for it.
    parcels = 32,   ///< Those, and what the ERP shipped with.
    numbers = 64,   ///< All of these, and what was uploaded.
};

constexpr auto kinds = std::to_array<CaseKind>({
    {"withdrawn_but_open",
     assignment | erp_orders,
     {{{"cancel", Ruling::cancel}, {"settled", Ruling::close}}}},
    {"withdrawn_after_print",
     assignment | labels,
     {{{"destroyed", Ruling::replace}, {"settled", Ruling::close}}}},
    {"waybill_kept",
     assignment | labels,
     {{{"give_back", Ruling::replace}, {"kept", Ruling::close}}}},
    {"withdrawn_after_ship",
     assignment | numbers,
     {{{"intercepted", Ruling::close}, {"settled", Ruling::close}}}},
    {"address_changed_after_take",
     address | labels,
     {{{"another_number", Ruling::replace}, {"ship_anyway", Ruling::accept}}}},
    {"address_changed_after_print",
     address | labels,
     {{{"destroyed", Ruling::replace}, {"ship_anyway", Ruling::accept}}}},
    {"address_not_in_erp", content, {{{"accepted", Ruling::accept}}}},
    {"changed_after_import",
     content | erp_orders,
     {{{"accepted", Ruling::accept}, {"cancel", Ruling::cancel}}}},
    {"item_unmapped", content, {{{"closed", Ruling::close}}}},
    {"import_refused", content, {{{"closed", Ruling::close}}}},
    {"missing_in_erp", erp_orders, {{{"closed", Ruling::close}}}},
    {"cancelled_in_erp", erp_orders, {{{"closed", Ruling::close}}}},
    {"merged_in_erp", erp_orders, {{{"closed", Ruling::close}}}},
    {"split_in_erp", erp_orders, {{{"closed", Ruling::close}}}},
    {"shipped_without_number", erp_orders | numbers, {{{"closed", Ruling::close}}}},
    // Not about what was uploaded: it holds for the number that takes the uploaded one's place.
    {"carrier_not_allowed", parcels, {{{"agreed", Ruling::accept}, {"closed", Ruling::close}}}},
    {"waybill_in_use", numbers, {{{"closed", Ruling::close}}}},
    {"waybill_mismatch", numbers, {{{"keep", Ruling::accept}, {"retract", Ruling::replace}}}},
    {"upload_refused", numbers, {{{"closed", Ruling::close}}}},
    {"upload_gone", assignment | numbers, {{{"settled", Ruling::close}}}},
    {"extra_parcel", numbers, {{{"by_hand", Ruling::accept}}}},
    {"uploaded_by_other", assignment | numbers, {{{"theirs", Ruling::close}}}},
});

/// Joins facts so that no two lists of them give the same text.
class Facts {
public:
    void add(std::string_view fact)
    {
        text_ += fact;
        text_ += '\x1f';
    }
    std::string digest() const { return sha256_hex(text_).substr(0, 16); }

private:
    std::string text_;
};

void add_assignment(Facts& facts, const store::PlatformFacts& platform)
{
    const bool is_ours = platform.is_assigned && platform.after_sale != AfterSale::refunded;
    facts.add(is_ours ? "ours" : "taken away");
    facts.add(std::to_string(platform.assigned_at.time_since_epoch().count()));
}

/// Our own cancellation counts until a later look says otherwise.
bool is_cancelled(const store::OrderRecord& order, const std::string& erp_id, TimePoint read_at)
{
    return std::ranges::any_of(order.writes, [&](const store::WriteRecord& write) {
        return write.kind == WriteKind::cancel_order && write.state == WriteState::confirmed &&
               write.generation == order.generation && write.subject == erp_id &&
               read_at <= write.settled_at;
    });
}

/// Empty when it was not, or nobody knows.
std::string imported_as(const store::OrderRecord& order)
{
    const auto import = std::ranges::find_if(order.writes, [&](const store::WriteRecord& write) {
        return write.kind == WriteKind::import_order && write.state == WriteState::confirmed &&
               write.generation == order.generation;
    });
    return import == order.writes.end() ? std::string() : import->result;
}

/// A look that shows what our own writes said changes no facts.
void add_erp_orders(Facts& facts, const store::OrderRecord& order)
{
    std::string unseen = imported_as(order);
    for (const auto& fact : order.erp) {
        if (fact.generation != order.generation)
            continue;
        const auto stage = fact.order.stage;
        const std::string& id = fact.order.id.text();
        const bool has_ended = fact.is_missing || stage == ErpStage::cancelled ||
                               stage == ErpStage::merged || stage == ErpStage::split ||
                               is_cancelled(order, id, fact.read_at);
        facts.add(id);
        facts.add(has_ended ? "ended" : "live");
        if (id == unseen)
            unseen.clear();
    }
    if (unseen.empty())
        return;
    facts.add(unseen);
    facts.add(is_cancelled(order, unseen, TimePoint()) ? "ended" : "live");
}

bool has_write(const store::OrderRecord& order, WriteKind kind, std::string_view subject)
{
    return std::ranges::any_of(order.writes, [&](const store::WriteRecord& write) {
        return write.kind == kind && write.state == WriteState::confirmed &&
               write.generation == order.generation && write.subject == subject;
    });
}

/// Did that write bring a number that was not given back?
bool is_label(const store::OrderRecord& order, const store::WriteRecord& write)
{
    return write.kind == WriteKind::take_waybill && write.state == WriteState::confirmed &&
           write.generation == order.generation &&
           !has_write(order, WriteKind::cancel_waybill, write.result);
}

void add_labels(Facts& facts, const store::OrderRecord& order)
{
    for (const auto& write : order.writes)
        if (is_label(order, write))
            facts.add(write.result);
}

void add_parcels(Facts& facts, const store::OrderRecord& order)
{
    add_labels(facts, order);
    for (const auto& fact : order.erp)
        for (const auto& parcel : fact.order.parcels) {
            facts.add(parcel.carrier.code);
            facts.add(parcel.number.text());
        }
}

void add_numbers(Facts& facts, const store::OrderRecord& order)
{
    add_parcels(facts, order);
    for (const auto& write : order.writes)
        if ((write.kind == WriteKind::upload_waybill || write.kind == WriteKind::retract_upload) &&
            write.state == WriteState::confirmed && write.generation == order.generation)
            facts.add(write.key);
}

bool is_uploaded(const store::OrderRecord& order)
{
    return std::ranges::any_of(order.writes, [&](const store::WriteRecord& write) {
        return write.kind == WriteKind::upload_waybill && write.state == WriteState::confirmed &&
               write.generation == order.generation;
    });
}

/// Does the number of a label of the order stand at the platform?
bool is_label_uploaded(const store::OrderRecord& order)
{
    return std::ranges::any_of(order.writes, [&](const store::WriteRecord& take) {
        return is_label(order, take) && has_write(order, WriteKind::upload_waybill, take.result) &&
               !has_write(order, WriteKind::retract_upload, take.result);
    });
}

bool has_extras(const store::OrderRecord& order)
{
    return std::ranges::any_of(order.writes, [&](const store::WriteRecord& write) {
        return write.kind == WriteKind::upload_extra && write.state != WriteState::refused &&
               write.generation == order.generation;
    });
}

bool has_left(const store::OrderRecord& order)
{
    return std::ranges::any_of(order.erp, [](const store::ErpFacts& fact) {
        return !fact.is_missing && (fact.order.stage == ErpStage::shipped ||
                                    fact.order.stage == ErpStage::part_shipped);
    });
}

/// Merged orders go together, and what was revived after its cancellation is somebody's wish.
bool can_be_cancelled(const store::OrderRecord& order)
{
    return std::ranges::none_of(order.erp, [&](const store::ErpFacts& fact) {
        return fact.generation == order.generation &&
               (fact.order.source_numbers.size() > 1 ||
                has_write(order, WriteKind::cancel_order, fact.order.id.text()));
    });
}

} // namespace

std::span<const CaseKind> all_case_kinds()
{
    return kinds;
}

const CaseKind* find_case_kind(std::string_view difference)
{
    const auto found = std::ranges::find(kinds, difference, &CaseKind::difference);
    return found == kinds.end() ? nullptr : &*found;
}

const CaseChoice* find_choice(const CaseKind& kind, std::string_view name)
{
    const auto found = std::ranges::find(kind.choices, name, &CaseChoice::name);
    return name.empty() || found == kind.choices.end() ? nullptr : &*found;
}

bool is_possible(const store::OrderRecord& order, const CaseKind& kind, const CaseChoice& choice)
{
    if (choice.ruling == Ruling::cancel)
        return can_be_cancelled(order);
    if (choice.ruling != Ruling::replace)
        return true;
    // Nothing takes an extra number off an order, and what has left needs its label; nor is a
    // label's number exchanged for one that the ERP alone knows.
    if (kind.difference == "waybill_mismatch")
        return is_uploaded(order) && !has_extras(order) && !is_label_uploaded(order);
    return !has_left(order);
}

std::string case_subject(const store::OrderRecord& order, std::string_view difference)
{
    const CaseKind* kind = find_case_kind(difference);
    if (kind == nullptr)
        return {};
    Facts facts;
    facts.add(difference);
    facts.add(std::to_string(order.generation));
    if ((kind->about & assignment) != 0)
        add_assignment(facts, order.platform);
    if ((kind->about & content) != 0)
        facts.add(order.platform.content_digest);
    if ((kind->about & address) != 0 && order.body)
        facts.add(store::address_digest(*order.body));
    if ((kind->about & erp_orders) != 0)
        add_erp_orders(facts, order);
    if ((kind->about & labels) != 0)
        add_labels(facts, order);
    if ((kind->about & parcels) != 0)
        add_parcels(facts, order);
    if ((kind->about & numbers) != 0)
        add_numbers(facts, order);
    return facts.digest();
}

const store::CaseDecision* find_decision(const store::OrderRecord& order,
                                         std::string_view difference)
{
    for (const auto& decision : order.decisions)
        if (decision.generation == order.generation && decision.difference == difference &&
            decision.subject == case_subject(order, difference))
            return &decision;
    return nullptr;
}

std::optional<Ruling> find_ruling(const store::OrderRecord& order, std::string_view difference)
{
    const auto* decision = find_decision(order, difference);
    const CaseKind* kind = find_case_kind(difference);
    const CaseChoice* choice =
        decision == nullptr || kind == nullptr ? nullptr : find_choice(*kind, decision->choice);
    return choice == nullptr ? std::nullopt : std::optional(choice->ruling);
}

} // namespace daifa::reconcile
