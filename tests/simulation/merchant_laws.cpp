#include "simulation/merchant_laws.hpp"

#include "reconcile/source_number.hpp"
#include "sandbox/erp_truth.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
using sandbox::DeskRefusal;
using sandbox::MerchantOrder;
using sandbox::PracticeOrder;
using sandbox::ShipmentAttempt;
using store::MerchantState;

/// Whoever reads an order before it is shipped knows of what was so long before.
constexpr Milliseconds known_after = 1h;

/// One order, seen from all sides.
struct Sale {
    const MerchantOrder& truth;
    const store::MerchantRecord* row = nullptr;
    const std::vector<store::Event>* events = nullptr;
    /// What factories had of it, one after the other under other numbers; the last one counts.
    std::vector<const PracticeOrder*> given = {};
};

bool is_ours(const ShipmentAttempt& attempt)
{
    return attempt.shipment.by != by_merchant;
}

std::string describe(const Sale& sale)
{
    std::string text = "merchant: " + sale.truth.number + ": ";
    if (sale.row == nullptr)
        return text + "not in the ledger";
    const auto& verdict = sale.row->verdict;
    text += "the ledger says " + std::string(store::to_text(verdict.state));
    for (const auto* part : {&verdict.difference, &verdict.rule})
        text += part->empty() ? "" : ", " + *part;
    return text;
}

std::vector<const PracticeOrder*> find_given(const sandbox::World& world,
                                             const MerchantOrder& truth)
{
    std::vector<const PracticeOrder*> given;
    OrderId id = truth.draft.id;
    while (const auto* order = world.platform.orders.find(id)) {
        given.push_back(order);
        if (order->replaced_by.empty())
            break;
        id.number = order->replaced_by;
    }
    return given;
}

/// Has a number that somebody uploaded without daifa become the ledger's all the same?
bool is_told_as_ours(const PracticeOrder& order, const std::string& number,
                     const LedgerView& factories)
{
    const auto row = factories.orders.find(order.id);
    return row != factories.orders.end() &&
           std::ranges::any_of(row->second.writes, [&](const auto& write) {
               return write.kind == store::WriteKind::upload_waybill &&
                      write.subject.ends_with("/" + number);
           });
}

/// By the ERP's book, now or before somebody changed it.
bool was_in_erp(const sandbox::ErpWorld& erp, const std::string& source,
                const sandbox::MerchantShipment& shipment, const Excuses& excuses)
{
    const auto is_source = [&](const sandbox::SalesOrder& order) {
        return std::ranges::any_of(order.source_numbers, [&](const auto& number) {
            return number == source ||
                   reconcile::parse_source_number(number).order_number == source;
        });
    };
    for (const auto& order : erp.orders().all()) {
        if (!is_source(order))
            continue;
        if (order.reserved_number == shipment.number)
            return true;
        for (const auto& parcel : order.parcels)
            if (parcel.waybill_number == shipment.number &&
                erp.carriers()[parcel.carrier].express_code == shipment.carrier)
                return true;
    }
    return std::ranges::any_of(excuses.former, [&](const FormerNumber& former) {
        return former.number == shipment.number && former.carrier == shipment.carrier &&
               is_source(erp.orders().at(former.order));
    });
}

bool was_uploaded(const Sale& sale, const sandbox::MerchantShipment& shipment,
                  const LedgerView& factories)
{
    return std::ranges::any_of(sale.given, [&](const PracticeOrder* order) {
        return std::ranges::any_of(order->numbers, [&](const auto& number) {
            return number.accepted > 0 && number.number == shipment.number &&
                   number.carrier == shipment.carrier &&
                   is_told_as_ours(*order, number.number, factories);
        });
    });
}

/// The goods left with it, and what somebody else uploaded passed for it: the platform only shows
/// that a number stands there.
bool left_with_it(const sandbox::ErpWorld& erp, const Sale& sale,
                  const sandbox::MerchantShipment& shipment, const LedgerView& factories,
                  const Excuses& excuses)
{
    return std::ranges::any_of(sale.given, [&](const PracticeOrder* order) {
        const bool is_foreign =
            std::ranges::any_of(excuses.foreign, [&](const ForeignNumber& foreign) {
                return foreign.order == order->id;
            });
        return is_foreign && is_told_as_ours(*order, shipment.number, factories) &&
               was_in_erp(erp, order->id.number, shipment, excuses);
    });
}

void judge_attempts(const sandbox::World& world, const Sale& sale, const MerchantRules& rules,
                    const Excuses& excuses, Judgement& judgement)
{
    bool has_shipped = false;
    for (const auto& attempt : sale.truth.attempts) {
        if (!is_ours(attempt))
            continue;
        const auto& shipment = attempt.shipment;
        const std::string what = shipment.carrier + " " + shipment.number;
        if (has_shipped && !excuses.doubled.contains(sale.truth.number))
            judgement.violations.push_back(describe(sale) + "; shipped again with " + what);
        has_shipped = has_shipped || !attempt.refused;
        const bool is_known = was_in_erp(world.erp, sale.truth.number, shipment, excuses) ||
                              was_uploaded(sale, shipment, rules.factories) ||
                              left_with_it(world.erp, sale, shipment, rules.factories, excuses);
        // With what the factory's ledger has forgotten nobody can compare.
        if (!is_known && !excuses.remembered)
            judgement.violations.push_back(describe(sale) + "; shipped with " + what +
                                           ", which neither its ERP nor its factory had");
    }
}

std::optional<TimePoint> suspended_since(const Sale& sale, const MerchantSide& side, TimePoint at)
{
    std::optional<TimePoint> since;
    const auto found = side.suspensions().find(sale.truth.number);
    if (found == side.suspensions().end())
        return since;
    for (const auto& suspension : found->second)
        if (suspension.at <= at) {
            if (!suspension.is_on)
                since.reset();
            else if (!since)
                since = suspension.at;
        }
    return since;
}

/// Since when the platform has shown what it refused the shipment for.
std::optional<TimePoint> stopped_since(const Sale& sale, const ShipmentAttempt& attempt,
                                       const MerchantSide& side)
{
    if (attempt.refused == DeskRefusal::on_hold)
        return suspended_since(sale, side, attempt.shipment.at);
    const bool is_risk = attempt.refused == DeskRefusal::risk_control;
    const bool is_after_sale = attempt.refused == DeskRefusal::after_sale;
    std::optional<TimePoint> since;
    if ((!is_risk && !is_after_sale) || sale.given.empty())
        return since;
    const std::string_view word = is_risk ? "risk control" : "after-sale";
    for (const auto& event : sale.given.back()->timeline)
        if (event.at <= attempt.shipment.at && event.what.starts_with(word))
            since = event.at;
    return since;
}

/// Not while it was stopped: by what the ledger had read, and by what it could have known.
void judge_stops(const Sale& sale, const MerchantRules& rules, Judgement& judgement)
{
    if (sale.events != nullptr) {
        bool is_sold_back = false;
        bool is_risky = false;
        bool is_suspended = false;
        for (const auto& event : *sale.events) {
            const auto says = [&](std::string_view words) {
                return event.what.find(words) != std::string::npos;
            };
            const bool is_verdict = event.cause.starts_with("after_sale");
            if (says("after-sale ") && !is_verdict)
                is_sold_back = says("after-sale open") || says("after-sale refunded");
            if (says("risk control") && !is_verdict)
                is_risky = !says("risk control over");
            if (says("dispatch suspended") || says("dispatch released"))
                is_suspended = says("dispatch suspended");
            const bool is_claim = event.what.starts_with("ship ") && says(" claimed");
            if (is_claim && (is_sold_back || is_risky || is_suspended))
                judgement.violations.push_back(describe(sale) + "; " + event.what +
                                               " after it was read that it is stopped");
        }
    }
    for (const auto& attempt : sale.truth.attempts) {
        if (!is_ours(attempt) || !attempt.refused || !rules.are_clocks_right)
            continue;
        const auto since = stopped_since(sale, attempt, rules.side);
        if (since && attempt.shipment.at - *since > known_after)
            judgement.violations.push_back(describe(sale) + "; " + attempt.shipment.number +
                                           " was sent although it had been stopped for long");
    }
}

/// Each request that arrived was claimed, and each end of a write is told.
void judge_events(const Sale& sale, const Excuses& excuses, Judgement& judgement)
{
    if (sale.row == nullptr || sale.events == nullptr || excuses.remembered)
        return;
    const auto claims = std::ranges::count_if(*sale.events, [](const auto& event) {
        return event.what.starts_with("ship ") && event.what.ends_with(" claimed");
    });
    const auto attempts = std::ranges::count_if(sale.truth.attempts, is_ours);
    if (attempts > claims && !excuses.doubled.contains(sale.truth.number))
        judgement.violations.push_back(describe(sale) + "; " + std::to_string(attempts) +
                                       " requests, " + std::to_string(claims) + " claims");
    const auto& write = sale.row->write;
    if (!write || write->state == store::WriteState::claimed)
        return;
    const std::string end = " " + std::string(store::to_text(write->state));
    const bool is_told = std::ranges::any_of(*sale.events, [&](const auto& event) {
        return event.what.starts_with("ship ") && event.what.ends_with(end);
    });
    if (!is_told)
        judgement.violations.push_back("L8 " + describe(sale) + "; no event says" + end);
}

/// The factory's ledger has a number for it, and all that they have to agree in does.
bool has_proved_number(const Sale& sale, const LedgerView& factories)
{
    if (sale.given.empty())
        return false;
    const PracticeOrder& order = *sale.given.back();
    const auto row = factories.orders.find(order.id);
    const auto* main = live_main_number(order);
    return order.is_assigned && main != nullptr && row != factories.orders.end() &&
           row->second.verdict.state == store::OrderState::uploaded &&
           row->second.verdict.difference.empty() && row->second.body &&
           order.remark.find(sale.truth.number) != std::string::npos &&
           is_told_as_ours(order, main->number, factories) &&
           row->second.body->region == order.region &&
           row->second.body->item.sku_code == order.item.sku_code &&
           row->second.body->item.quantity == order.item.quantity;
}

void judge_end(const Sale& sale, const MerchantRules& rules, const Excuses& excuses,
               Judgement& judgement)
{
    const auto add = [&](const std::string& what) {
        judgement.unfinished.push_back(describe(sale) + "; " + what);
    };
    if (sale.row == nullptr) {
        const bool is_forgotten = excuses.forgotten_before && sale.truth.shipment;
        if (!is_forgotten)
            add("it was never seen");
        return;
    }
    const auto& verdict = sale.row->verdict;
    const bool is_open =
        sale.row->write && (sale.row->write->state == store::WriteState::claimed ||
                            sale.row->write->state == store::WriteState::uncertain);
    if (is_open)
        add("a write is open");
    if (sale.truth.shipment && verdict.state != MerchantState::shipped &&
        verdict.difference.empty())
        add("it has shipped");
    if (!sale.truth.shipment && verdict.difference.empty())
        add("it has not shipped, and the difference has no name");
    const bool waits = verdict.state == MerchantState::waiting;
    if (!sale.truth.shipment && waits && has_proved_number(sale, rules.factories))
        add("its factory has a number for it");
}

} // namespace

void judge_merchant(const sandbox::World& world, const MerchantView& view,
                    const MerchantRules& rules, const Excuses& excuses, Judgement& judgement)
{
    for (const auto& truth : world.platform.desk.orders()) {
        Sale sale{truth};
        const auto row = view.orders.find(truth.number);
        if (row != view.orders.end())
            sale.row = &row->second;
        const auto events = view.events.find(truth.number);
        if (events != view.events.end())
            sale.events = &events->second;
        sale.given = find_given(world, truth);
        judge_attempts(world, sale, rules, excuses, judgement);
        judge_stops(sale, rules, judgement);
        judge_events(sale, excuses, judgement);
        judge_end(sale, rules, excuses, judgement);
    }
}

} // namespace daifa::simulation
