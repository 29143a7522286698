#include "simulation/laws.hpp"

#include "admin/differences.hpp"
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
    case OrderState::closed:
        return true;
    default:
        return !verdict.difference.empty();
    }
}

/// The difference has a name, or a person has dealt with it.
bool is_told(const store::OrderRecord& row)
{
    return !row.verdict.difference.empty() || row.verdict.state == OrderState::closed;
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

/// Each was done when the one before it may have been forgotten. A configuration's retention
/// outlasts what the platform can assign again; a world's few days don't.
bool were_forgotten(std::vector<TimePoint> done, const Excuses& excuses)
{
    std::ranges::sort(done);
    const auto is_too_soon = [&](TimePoint one, TimePoint next) {
        return !excuses.remembered || next - one < *excuses.remembered;
    };
    return std::ranges::adjacent_find(done, is_too_soon) == done.end();
}

std::vector<TimePoint> live_imports_of(const sandbox::ErpWorld& erp,
                                       const std::vector<sandbox::OrderIndex>& orders)
{
    std::vector<TimePoint> made;
    for (const auto index : orders)
        if (is_live(erp.orders().at(index)))
            made.push_back(erp.orders().at(index).created_at);
    return made;
}

/// First copies; nobody asked for them.
std::vector<TimePoint> first_prints_of(const sandbox::TakenNumber& taken)
{
    std::vector<TimePoint> printed;
    for (const auto& print : taken.printed)
        if (!print.is_reprint)
            printed.push_back(print.at);
    return printed;
}

std::vector<TimePoint> uploads_of(const PracticeOrder& order, const std::string& number)
{
    std::vector<TimePoint> uploaded;
    for (const auto& event : order.timeline) {
        const bool is_upload =
            event.what.starts_with("uploaded ") || event.what.starts_with("extra ");
        if (is_upload && event.what.ends_with(" " + number))
            uploaded.push_back(event.at);
    }
    return uploaded;
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

/// A number that the order had before the ERP's users changed it.
bool was_given(const sandbox::ErpWorld& erp, const std::string& order,
               const sandbox::NumberRecord& number, const Excuses& excuses)
{
    return std::ranges::any_of(excuses.former, [&](const FormerNumber& former) {
        return former.number == number.number && former.carrier == number.carrier &&
               is_of(erp.orders().at(former.order), order);
    });
}

/// Null when daifa alone uploaded it.
const ForeignNumber* find_foreign(const OrderId& order, const std::string& number,
                                  const Excuses& excuses)
{
    const auto found = std::ranges::find_if(excuses.foreign, [&](const ForeignNumber& foreign) {
        return foreign.order == order && foreign.number == number;
    });
    return found == excuses.foreign.end() ? nullptr : &*found;
}

/// The platform only shows that a number stands there: where daifa has uploaded one, it is daifa's.
bool may_pass_for_ours(const store::OrderRecord& row)
{
    return std::ranges::any_of(row.writes, [](const auto& write) {
        return write.kind == store::WriteKind::upload_waybill &&
               write.state == store::WriteState::confirmed;
    });
}

/// Whoever asks for a copy of a label says that its number goes to where the order goes now.
bool is_copy_for(const store::WriteRecord& write, const std::string& number,
                 const std::string& address)
{
    return write.kind == store::WriteKind::print_label && write.digest == address &&
           write.subject.ends_with("/" + number) && !write.key.ends_with("/1");
}

/// The order's goods are not in that parcel any more.
bool has_left_parcel(const store::OrderRecord& row, const std::string& number)
{
    return std::ranges::any_of(row.writes, [&](const auto& write) {
        return write.kind == store::WriteKind::cancel_waybill &&
               write.state == store::WriteState::confirmed && write.subject.ends_with("/" + number);
    });
}

/// A number for a former recipient stays only where somebody knows of it: the goods left before, or
/// a person said so.
void judge_address(const sandbox::TakenNumber& taken, const store::OrderRecord& row,
                   Judgement& judgement)
{
    const bool is_accepted = std::ranges::any_of(row.decisions, [](const auto& decision) {
        return decision.difference.starts_with("address_changed_after_");
    });
    const std::string address = row.body ? store::address_digest(*row.body) : std::string();
    const bool is_wanted = std::ranges::any_of(
        row.writes, [&](const auto& write) { return is_copy_for(write, taken.number, address); });
    if (!is_accepted && !is_wanted && !is_told(row) && !has_left_parcel(row, taken.number))
        judgement.unfinished.push_back("address: " + to_text(row.id) + ": " + taken.number +
                                       " goes to a former recipient, and nobody is told");
}

/// The factory has nothing to do with it any more.
bool is_over(const Case& order)
{
    return !order.truth.is_assigned || order.truth.after_sale == sandbox::AfterSaleStep::refunded;
}

/// A person said that the number which was uploaded is the right one.
bool keeps_number(const store::OrderRecord& row)
{
    return std::ranges::any_of(row.decisions, [&](const auto& decision) {
        return decision.difference == "waybill_mismatch" && decision.choice == "keep" &&
               decision.generation == row.generation;
    });
}

/// L3: exactly once, to its own order, with its own carrier.
void judge_uploads(const sandbox::World& world, const Case& order, const Excuses& excuses,
                   Judgement& judgement)
{
    const std::string& id = order.truth.id.number;
    auto present = parcels_of(world.erp, id);
    for (const auto* taken : world.platform.waybills.of(order.truth.id))
        present[taken->number] = taken->carrier;
    for (const auto& number : order.truth.numbers) {
        if (number.accepted == 0)
            continue;
        const auto parcel = present.find(number.number);
        const bool is_foreign = find_foreign(order.truth.id, number.number, excuses) != nullptr;
        const bool is_given = (parcel != present.end() && parcel->second == number.carrier) ||
                              was_given(world.erp, id, number, excuses);
        if (!is_given && !is_foreign)
            judgement.violations.push_back("L3 " + describe(order) + ": " + number.carrier + " " +
                                           number.number + " was uploaded, the ERP never gave it");
        if (number.accepted - number.retracted - (is_foreign ? 1 : 0) > 1 &&
            !excuses.doubled.contains(id) &&
            !were_forgotten(uploads_of(order.truth, number.number), excuses))
            judgement.violations.push_back("L3 " + describe(order) + ": " + number.number +
                                           " was uploaded " + std::to_string(number.accepted) +
                                           " times");
    }
    const auto* main = live_main_number(order.truth);
    const auto* foreign =
        main == nullptr ? nullptr : find_foreign(order.truth.id, main->number, excuses);
    const bool is_named =
        is_forgotten(order, excuses) || (order.row != nullptr && is_told(*order.row)) ||
        (foreign != nullptr && order.row != nullptr && may_pass_for_ours(*order.row));
    const bool is_kept = order.row != nullptr &&
                         (keeps_number(*order.row) || (foreign != nullptr && is_over(order)));
    const bool is_in_erp = std::ranges::any_of(world.erp.orders().all(), [&](const auto& made) {
        return is_of(made, id) && sandbox::is_live(made);
    });
    // What ended there says nothing any more.
    if (main != nullptr && is_in_erp && !present.contains(main->number) && !is_named && !is_kept)
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
            return row != ledger.orders.end() && is_told(row->second);
        });
        const auto printed = first_prints_of(*taken);
        if (!were_forgotten(printed, excuses))
            judgement.violations.push_back("L2 " + describe(order) + ": " + taken->number +
                                           " was printed " + std::to_string(printed.size()) +
                                           " times");
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
        // Of a parcel of several it is the matter of those who moved.
        const bool is_outdated = order.truth.recipient_group != taken->recipient_group;
        if (!taken->is_cancelled && is_outdated && order.truth.is_assigned && is_owed &&
            order.row != nullptr)
            judge_address(*taken, *order.row, judgement);
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
        const bool has_event = std::ranges::any_of(
            *order.events, [&](const auto& event) { return event.what.starts_with(what); });
        if (!has_event)
            judgement.violations.push_back("L8 " + describe(order) + ": no event says " + what);
    }
}

/// What an observation said. A verdict's event may use the same words, for a refund as well, which
/// the merchant may take back; its cause is a rule.
bool is_withdrawal(const store::Event& event)
{
    const bool is_verdict = admin::find_rule(event.cause) != nullptr;
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
    const bool is_named = is_told(*order.row);
    bool agrees = is_named;
    const auto* main = live_main_number(order.truth);
    if (main != nullptr)
        agrees = agrees || verdict.state == OrderState::uploaded;
    // What others do with an order that was taken away is not the factory's matter any more.
    if (is_over(order) &&
        (main == nullptr || find_foreign(order.truth.id, main->number, excuses) != nullptr))
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
        const bool is_excused = excuses.doubled.contains(source) ||
                                were_forgotten(live_imports_of(world.erp, record.orders), excuses);
        if (live > 1 && !is_excused)
            judgement.violations.push_back("L2 " + source + ": " + std::to_string(live) +
                                           " live orders in the ERP");
    }
    return judgement;
}

} // namespace daifa::simulation
