#include "admin/stock_json.hpp"

#include "admin/error_json.hpp"
#include "admin/order_json.hpp"

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

json::value count_json(const std::optional<std::int64_t>& count)
{
    return count ? json::value(*count) : json::value(nullptr);
}

json::object write_json(const store::StockWrite& write)
{
    json::object made;
    made["state"] = store::to_text(write.state);
    made["quantity"] = write.quantity;
    made["before"] = write.before;
    made["attempts"] = write.attempts;
    made["claimed_at"] = time_json(write.claimed_at);
    made["settled_at"] = time_json(write.settled_at);
    made["is_read_back"] = write.is_verified;
    made["request_id"] = write.request_id;
    made["failure"] = write.failure_text;
    return made;
}

void add_verdict(json::object& made, const store::StockVerdict& verdict)
{
    made["state"] = store::to_text(verdict.state);
    made["rule"] = rule_json(verdict.rule);
    made["difference"] = difference_json(verdict.difference);
    made["detail"] = verdict.detail;
    made["base"] = count_json(verdict.base);
    made["wanted"] = count_json(verdict.wanted);
    made["next_at"] = time_json(verdict.due_at);
}

std::string_view to_text(reconcile::StockStep step)
{
    switch (step) {
    case reconcile::StockStep::look:
        return "look";
    case reconcile::StockStep::send:
        return "send";
    case reconcile::StockStep::wait:
        break;
    }
    return "wait";
}

} // namespace

json::object to_json(const store::StockItem& item)
{
    json::object made;
    made["listing"] = daifa::to_text(item.id);
    made["sku_code"] = item.sku_code;
    made["title"] = item.title;
    made["item"] = item.item;
    made["is_listed"] = item.is_listed;
    made["is_on_sale"] = item.is_on_sale;
    made["platform"] = item.quantity;
    made["read_at"] = time_json(item.read_at);
    add_verdict(made, item.verdict);
    made["since"] = time_json(item.verdict_since);
    made["approved"] = count_json(item.approved);
    made["write"] = nullptr;
    if (item.write)
        made["write"] = write_json(*item.write);
    return made;
}

json::object to_json(const reconcile::StockSync::Planned& planned)
{
    json::object made = to_json(planned.item);
    add_verdict(made, planned.decision.verdict);
    made["step"] = to_text(planned.decision.step);
    made["quantity"] = nullptr;
    if (planned.decision.step == reconcile::StockStep::send)
        made["quantity"] = planned.decision.quantity;
    return made;
}

json::object to_json(const store::StockSummary& summary)
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
    made["erp_full_at"] = time_json(summary.progress.full_at);
    made["shelf_at"] = time_json(summary.progress.shelf_at);
    return made;
}

json::object stock_lane_json(const reconcile::ShopLane& lane)
{
    const auto& strategy = lane.shop_plan().strategy.stock;
    const auto& desk = lane.stock().desk();
    const auto context = lane.decide_context();
    json::object made;
    made["is_enabled"] = strategy.is_enabled;
    made["mode"] = to_text(strategy.mode);
    made["read_at"] = time_json(desk.pass_at);
    made["unlisted"] = count_json(desk.unlisted);
    json::array stops;
    if (strategy.is_enabled) {
        if (desk.erp.stop())
            stops.push_back(to_json(*desk.erp.stop(), context.erp.errors));
        for (const auto* health : {&desk.shelf, &desk.writes})
            if (health->stop())
                stops.push_back(to_json(*health->stop(), context.platform.errors));
    }
    made["stops"] = std::move(stops);
    made["passes"] = desk.counters.passes;
    made["writes_confirmed"] = desk.counters.writes_confirmed;
    made["writes_refused"] = desk.counters.writes_refused;
    made["writes_uncertain"] = desk.counters.writes_uncertain;
    return made;
}

} // namespace daifa::admin
