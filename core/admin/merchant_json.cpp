#include "admin/merchant_json.hpp"

#include "admin/error_json.hpp"
#include "admin/order_json.hpp"

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

std::string_view to_text(MerchantStage stage)
{
    switch (stage) {
    case MerchantStage::to_ship:
        return "to_ship";
    case MerchantStage::shipped:
        return "shipped";
    case MerchantStage::closed:
        break;
    }
    return "closed";
}

std::string_view to_text(reconcile::MerchantStep step)
{
    switch (step) {
    case reconcile::MerchantStep::look:
        return "look";
    case reconcile::MerchantStep::look_erp:
        return "look_erp";
    case reconcile::MerchantStep::ship:
        return "ship";
    case reconcile::MerchantStep::wait:
        break;
    }
    return "wait";
}

json::array items_json(const MerchantOrder& order)
{
    json::array items;
    for (const auto& item : order.items) {
        json::object one;
        one["product"] = item.product_name;
        one["variant"] = item.variant_name;
        one["sku_code"] = item.sku_code;
        one["product_code"] = item.product_code;
        one["quantity"] = item.quantity;
        items.push_back(std::move(one));
    }
    return items;
}

json::object found_json(const store::FoundNumber& found)
{
    json::object made;
    made["origin"] = found.origin;
    made["factory"] = found.factory;
    made["carrier"] = found.carrier.code.empty() ? found.carrier.name : found.carrier.code;
    made["number"] = found.number.text();
    made["since"] = time_json(found.since);
    made["problem"] = found.problem;
    return made;
}

json::object write_json(const store::ShipWrite& write)
{
    json::object made;
    made["key"] = "ship/" + write.shipment.order;
    made["state"] = store::to_text(write.state);
    made["carrier"] = write.shipment.carrier_code;
    made["number"] = write.shipment.number.text();
    made["return_address"] = write.shipment.return_address;
    made["attempts"] = write.attempts;
    made["claimed_at"] = time_json(write.claimed_at);
    made["settled_at"] = time_json(write.settled_at);
    made["request_id"] = write.request_id;
    made["failure"] = write.failure_text;
    return made;
}

void add_verdict(json::object& made, const store::MerchantVerdict& verdict)
{
    made["state"] = store::to_text(verdict.state);
    made["rule"] = rule_json(verdict.rule);
    made["difference"] = difference_json(verdict.difference);
    made["detail"] = verdict.detail;
    made["next_at"] = time_json(verdict.due_at);
}

/// What keeps a person from assigning: the platform refuses such orders, or takes them away again.
json::array obstacles_json(const MerchantOrder& order)
{
    json::array obstacles;
    if (order.after_sale != AfterSale::none)
        obstacles.emplace_back(order.after_sale == AfterSale::open ? "after_sale_open"
                                                                   : "after_sale_refunded");
    if (order.is_under_risk_control)
        obstacles.emplace_back("risk_control");
    if (order.is_on_hold)
        obstacles.emplace_back("on_hold");
    return obstacles;
}

} // namespace

json::object to_json(const store::MerchantRecord& record)
{
    const MerchantOrder& order = record.order;
    json::object made;
    made["order"] = order.number;
    made["stage"] = to_text(order.stage);
    made["confirmed_at"] = time_json(order.confirmed_at);
    made["ship_by"] = time_json(order.ship_by);
    made["is_under_risk_control"] = order.is_under_risk_control;
    made["is_on_hold"] = order.is_on_hold;
    made["is_sf_only"] = order.is_sf_only;
    made["after_sale"] = after_sale_text(order.after_sale);
    made["after_sale_code"] = order.after_sale_code;
    made["region"] = order.region.province + " " + order.region.city + " " + order.region.district;
    made["items"] = items_json(order);
    made["platform_carrier"] = order.carrier_code;
    made["platform_number"] = order.waybill.text();
    made["read_at"] = time_json(record.read_at);
    made["erp"] = found_json(record.erp);
    made["factory"] = found_json(record.factory);
    made["approved"] = record.approved;
    add_verdict(made, record.verdict);
    made["since"] = time_json(record.verdict_since);
    made["write"] = nullptr;
    if (record.write)
        made["write"] = write_json(*record.write);
    return made;
}

json::object to_json(const reconcile::MerchantLane::Planned& planned)
{
    json::object made = to_json(planned.record);
    add_verdict(made, planned.decision.verdict);
    made["step"] = to_text(planned.decision.step);
    made["shipment"] = nullptr;
    if (planned.decision.step == reconcile::MerchantStep::ship)
        made["shipment"] = reconcile::subject_of(planned.decision.shipment.carrier_code,
                                                 planned.decision.shipment.number);
    return made;
}

json::object to_json(const reconcile::MerchantLane::Proposed& proposed)
{
    const MerchantOrder& order = proposed.record.order;
    json::object made;
    made["order"] = order.number;
    made["items"] = items_json(order);
    made["region"] = order.region.province + " " + order.region.city + " " + order.region.district;
    made["is_sf_only"] = order.is_sf_only;
    made["factory"] = proposed.proposal.factory;
    made["rule"] = proposed.proposal.rule;
    made["without"] = proposed.proposal.without;
    made["since"] = time_json(proposed.record.first_seen_at);
    made["ship_by"] = time_json(order.ship_by);
    made["obstacles"] = obstacles_json(order);
    return made;
}

json::object to_json(const store::MerchantSummary& summary)
{
    json::object made;
    json::object states;
    for (const auto& [state, count] : summary.states)
        states[store::to_text(state)] = count;
    json::object differences;
    json::object meanings;
    for (const auto& [name, count] : summary.differences) {
        differences[name] = count;
        meanings[name] = difference_json(name);
    }
    made["states"] = std::move(states);
    made["differences"] = std::move(differences);
    made["meanings"] = std::move(meanings);
    return made;
}

json::object merchant_lane_json(const reconcile::MerchantLane& lane)
{
    const MerchantPlan& plan = lane.shop_plan().merchant;
    json::object made;
    made["is_enabled"] = plan.ship.is_enabled;
    made["mode"] = to_text(plan.ship.mode);
    made["has_erp"] = plan.has_erp;
    made["return_address_problem"] = nullptr;
    if (lane.shop().addresses_problem)
        made["return_address_problem"] =
            to_json(*lane.shop().addresses_problem, lane.platform_errors());
    json::array factories;
    for (const auto& factory : plan.factories) {
        json::object one;
        one["name"] = factory.name;
        one["shop"] = factory.shop.text();
        factories.push_back(std::move(one));
    }
    made["factories"] = std::move(factories);
    return made;
}

} // namespace daifa::admin
