#include "simulation/laws.hpp"

#include "reconcile/source_number.hpp"
#include "sandbox/erp_truth.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
using sandbox::PracticeOrder;
using store::OrderState;

/// An observation is dated by when its read began; the ledger knows it some time later.
constexpr Milliseconds reading_max = 2min;

/// One order, seen from all sides.
struct Case {
    const PracticeOrder& truth;
    const store::OrderRecord* row = nullptr;
    const std::vector<store::Event>* events = nullptr;
};

std::string describe(const Case& order)
{
    std::string text = to_text(order.truth.id) + ": ";
    if (order.row == nullptr)
        return text + "not in the ledger";
    const auto& verdict = order.row->verdict;
    text += "the ledger says " + std::string(store::to_text(verdict.state));
    for (const auto* part : {&verdict.difference, &verdict.rule})
        text += part->empty() ? "" : ", " + *part;
    return text;
}

/// The ledger's last word, until somebody changes something.
bool is_ended(const store::OrderRecord& row)
{
    const auto& verdict = row.verdict;
    switch (verdict.state) {
    case OrderState::uploaded:
    case OrderState::withdrawn:
    case OrderState::skipped:
        return !verdict.due_at || !verdict.difference.empty();
    case OrderState::held:
        return !verdict.difference.empty();
    default:
        return !verdict.difference.empty();
    }
}

bool has_open_write(const store::OrderRecord& row)
{
    return std::ranges::any_of(row.writes, [](const auto& write) {
        return write.state == store::WriteState::claimed ||
               write.state == store::WriteState::uncertain;
    });
}

/// It ended before the retention, and the ledger owes nothing to it any more.
bool is_forgotten(const Case& order, const Excuses& excuses)
{
    return order.row == nullptr && excuses.forgotten_before &&
           order.truth.assigned_at < *excuses.forgotten_before;
}

/// Each live one was made when the one before it may have been forgotten. A configuration's retention outlasts
/// what the platform can assign again; a world's few days don't.
bool were_forgotten(const sandbox::ErpWorld& erp, const std::vector<sandbox::OrderIndex>& orders,
                    const Excuses& excuses)
{
    std::vector<TimePoint> made;
    for (const auto index : orders)
        if (is_live(erp.orders().at(index)))
            made.push_back(erp.orders().at(index).created_at);
    std::ranges::sort(made);
    const auto is_too_soon = [&](TimePoint one, TimePoint next) {
        return !excuses.remembered || next - one < *excuses.remembered;
    };
    return std::ranges::adjacent_find(made, is_too_soon) == made.end();
}

using Parcels = std::map<std::string, std::string>; ///< Number → carrier everybody knows.

bool is_of(const sandbox::SalesOrder& order, const std::string& number)
{
    return std::ranges::any_of(order.source_numbers, [&](const auto& source) {
        return reconcile::parse_source_number(source).order_number == number;
    });
}

/// Which numbers the ERP gives to an order now.
Parcels parcels_of(const sandbox::ErpWorld& erp, const std::string& number)
{
    Parcels parcels;
    for (const auto& order : erp.orders().all()) {
        if (!is_of(order, number))
            continue;
        if (!order.reserved_number.empty() && order.carrier)
            parcels[order.reserved_number] = erp.carriers()[*order.carrier].express_code;
        for (const auto& parcel : order.parcels)
            parcels[parcel.waybill_number] = erp.carriers()[parcel.carrier].express_code;
    }
    return parcels;
}

Parcels with_former(Parcels parcels, const sandbox::ErpWorld& erp, const std::string& number,
                    const Excuses& excuses)
{
    for (const auto& former : excuses.former)
        if (is_of(erp.orders().at(former.order), number))
            parcels.emplace(former.number, former.carrier);
    return parcels;
}

/// L3: exactly once, to its own order, with its own carrier.
void judge_uploads(const sandbox::World& world, const Case& order, const Excuses& excuses,
                   Judgement& judgement)
{
    const std::string& id = order.truth.id.number;
    auto present = parcels_of(world.erp, id);
    for (const auto* taken : world.platform.waybills.of(order.truth.id))
        present[taken->number] = taken->carrier;
    const auto parcels = with_former(present, world.erp, id, excuses);
    for (const auto& number : order.truth.numbers) {
        if (number.accepted == 0)
            continue;
        const auto parcel = parcels.find(number.number);
        if (parcel == parcels.end() || parcel->second != number.carrier)
            judgement.violations.push_back("L3 " + describe(order) + ": " + number.carrier + " " +
                                           number.number + " was uploaded, the ERP never gave it");
        if (number.accepted - number.retracted > 1 && !excuses.doubled.contains(id))
            judgement.violations.push_back("L3 " + describe(order) + ": " + number.number +
                                           " was uploaded " + std::to_string(number.accepted) +
                                           " times");
    }
    const auto* main = live_main_number(order.truth);
    const bool is_named = is_forgotten(order, excuses) ||
                          (order.row != nullptr && !order.row->verdict.difference.empty());
    if (main != nullptr && !present.contains(main->number) && !is_named)
        judgement.unfinished.push_back("L5 " + describe(order) +
                                       ": the ERP has another number than " + main->number);
}

/// A number that the platform gave is printed once, and used, given back, or somebody's case.
void judge_labels(const sandbox::World& world, const LedgerView& ledger, const Case& order,
                  const Excuses& excuses, Judgement& judgement)
{
    for (const auto* taken : world.platform.waybills.of(order.truth.id)) {
        // In a parcel of several it is the case of one of them.
        const bool is_named = std::ranges::any_of(taken->orders, [&](const PracticeOrder* one) {
            const auto row = ledger.orders.find(one->id);
            return row != ledger.orders.end() && !row->second.verdict.difference.empty();
        });
        const auto unasked =
            std::ranges::count(taken->printed, false, &sandbox::PrintRecord::is_reprint);
        if (unasked > 1)
            judgement.violations.push_back("L2 " + describe(order) + ": " + taken->number +
                                           " was printed " + std::to_string(unasked) + " times");
        if (taken->older != nullptr && !taken->is_cancelled && !taken->older->is_cancelled)
            judgement.violations.push_back("L2 " + describe(order) + ": " + taken->number +
                                           " was taken beside " + taken->older->number);
        if (taken->misplaced > 0)
            judgement.violations.push_back("L3 " + describe(order) + ": " + taken->number +
                                           " was uploaded to another order or after its end");
        // A further parcel's number need not go to the platform.
        const bool is_on_parcel =
            !taken->printed.empty() && live_main_number(order.truth) != nullptr;
        const bool is_owed = !is_named && !is_forgotten(order, excuses);
        if (!taken->is_cancelled && !is_used(*taken) && !is_on_parcel && is_owed)
            judgement.unfinished.push_back("L5 " + describe(order) + ": " + taken->number +
                                           " was taken and is neither used nor given back");
    }
}

/// L8: each change of a write has its event.
void judge_events(const Case& order, Judgement& judgement)
{
    if (order.row == nullptr || order.events == nullptr)
        return;
    for (const auto& write : order.row->writes) {
        if (write.state == store::WriteState::claimed)
            continue;
        const std::string what = std::string(store::to_text(write.kind)) + " " +
                                 std::string(store::to_text(write.state));
        const bool is_told = std::ranges::any_of(
            *order.events, [&](const auto& event) { return event.what.starts_with(what); });
        if (!is_told)
            judgement.violations.push_back("L8 " + describe(order) + ": no event says " + what);
    }
}

/// What an observation said. A verdict's event may use the same words, for a refund as well, which
/// the merchant may take back.
bool is_withdrawal(const store::Event& event)
{
    const bool is_verdict = event.cause.starts_with("withdraw") || event.cause == "import.look";
    return event.what == "seen withdrawn" || (event.what.starts_with("withdrawn") && !is_verdict);
}

/// L4: what the ledger knew to be withdrawn is neither imported nor uploaded. A write is judged by
/// when it was claimed.
void judge_history(const Case& order, Judgement& judgement)
{
    if (order.events == nullptr)
        return;
    std::optional<TimePoint> withdrawn_at;
    for (const auto& event : *order.events) {
        if (event.what.starts_with("assigned again"))
            withdrawn_at.reset();
        else if (is_withdrawal(event))
            withdrawn_at = event.at;
        const bool is_meant = event.what.starts_with("import") || event.what.starts_with("upload");
        if (is_meant && withdrawn_at && event.since && *event.since > *withdrawn_at + reading_max)
            judgement.violations.push_back("L4 " + describe(order) + ": " + event.what +
                                           ", claimed after it was withdrawn");
    }
}

/// L1 and L5: it is in the ledger, and the ledger agrees or has a name for the difference.
void judge_state(const Case& order, const Excuses& excuses, Judgement& judgement)
{
    if (!order.truth.replaced_by.empty())
        return;
    if (order.row == nullptr) {
        if (is_forgotten(order, excuses))
            return;
        judgement.unfinished.push_back("L1 " + describe(order));
        return;
    }
    const auto& verdict = order.row->verdict;
    const bool is_named = !verdict.difference.empty();
    const bool is_over =
        !order.truth.is_assigned || order.truth.after_sale == sandbox::AfterSaleStep::refunded;
    bool agrees = is_named;
    if (live_main_number(order.truth) != nullptr)
        agrees = agrees || verdict.state == OrderState::uploaded;
    else if (is_over)
        agrees = agrees || verdict.state == OrderState::withdrawn;
    const bool is_hanging = has_open_write(*order.row) && !is_named;
    if (!agrees || !is_ended(*order.row) || is_hanging)
        judgement.unfinished.push_back(
            "L5 " + describe(order) + "; the platform says " +
            (live_main_number(order.truth) != nullptr ? "uploaded, " : "no number, ") +
            (order.truth.is_assigned ? "assigned" : "withdrawn") +
            (is_hanging ? "; a write is open" : ""));
}

} // namespace

Judgement judge(const sandbox::World& world, const LedgerView& ledger, const Excuses& excuses)
{
    Judgement judgement;
    for (const auto& truth : world.platform.orders.all()) {
        Case order{truth};
        const auto row = ledger.orders.find(truth.id);
        if (row != ledger.orders.end())
            order.row = &row->second;
        const auto events = ledger.events.find(truth.id);
        if (events != ledger.events.end())
            order.events = &events->second;
        judge_uploads(world, order, excuses, judgement);
        judge_labels(world, ledger, order, excuses, judgement);
        judge_history(order, judgement);
        judge_events(order, judgement);
        judge_state(order, excuses, judgement);
    }
    // L2
    for (const auto& [source, record] : world.erp.orders().sources()) {
        const auto live = sandbox::live_imports(world.erp, source);
        const bool is_excused =
            excuses.doubled.contains(source) || were_forgotten(world.erp, record.orders, excuses);
        if (live > 1 && !is_excused)
            judgement.violations.push_back("L2 " + source + ": " + std::to_string(live) +
                                           " live orders in the ERP");
    }
    return judgement;
}

} // namespace daifa::simulation
