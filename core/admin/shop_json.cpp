#include "admin/shop_json.hpp"

#include "admin/error_json.hpp"
#include "admin/failure.hpp"
#include "admin/ledger_text.hpp"
#include "admin/merchant_json.hpp"
#include "admin/order_json.hpp"
#include "admin/push_json.hpp"
#include "admin/stock_json.hpp"

#include <daifa/codec/timestamp.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

struct Side {
    bool is_ready = false;
    Milliseconds clock_offset = {};
    std::optional<TimePoint> pass_at = {};
    const std::optional<reconcile::SideStop>& stop;
    std::span<const ErrorRow> errors = {};
};

json::object side_json(const std::string& plugin, const Side& side)
{
    json::object made;
    made["plugin"] = plugin;
    made["is_ready"] = side.is_ready;
    made["clock_offset_ms"] = side.clock_offset.count();
    made["read_at"] = time_json(side.pass_at);
    made["stop"] = nullptr;
    if (side.stop)
        made["stop"] = to_json(*side.stop, side.errors);
    return made;
}

json::object counters_json(const reconcile::LaneCounters& counters)
{
    json::object made;
    made["platform_passes"] = counters.platform_passes;
    made["erp_passes"] = counters.erp_passes;
    made["rows_read"] = counters.rows_read;
    made["orders_new"] = counters.orders_new;
    made["writes_confirmed"] = counters.writes_confirmed;
    made["writes_refused"] = counters.writes_refused;
    made["writes_uncertain"] = counters.writes_uncertain;
    made["holes"] = counters.holes;
    return made;
}

} // namespace

json::object to_json(const Credential& credential)
{
    json::object made;
    made["owner_id"] = credential.owner_id;
    made["owner_name"] = credential.owner_name;
    made["expires_at"] = time_json(credential.expires_at);
    made["refresh_expires_at"] = time_json(credential.refresh_expires_at);
    made["granted_until"] = time_json(credential.granted_until);
    return made;
}

std::string_view shop_state(const ShopEntry& shop)
{
    if (!shop.is_enabled)
        return "disabled";
    if (shop.any_lane() == nullptr)
        return "not_started";
    const auto status = shop.any_lane()->status();
    const auto needs_person = [](const auto& stop) { return stop && stop->needs_person; };
    if (status.token_problem || status.store_problem || needs_person(status.platform_stop) ||
        needs_person(status.erp_stop))
        return "stopped";
    if (status.platform_stop || status.erp_stop)
        return "resting";
    return status.platform_ready && status.erp_ready ? "working" : "starting";
}

void add_shop(json::object& made, const ShopEntry& shop, Backend& backend)
{
    made["shop"] = shop.id.text();
    made["source"] = shop.source;
    made["state"] = shop_state(shop);
    made["now"] = to_utc_text(shop_now(shop, backend));
    made["role"] = shop.role == TradeRole::merchant ? "merchant" : "factory";
    made["problem"] = nullptr;
    reconcile::AnyLane* const lane = shop.any_lane();
    if (lane == nullptr) {
        made["problem"] = to_json(shop.problem);
        return;
    }
    const auto status = lane->status();
    const ShopPlan& plan = lane->shop_plan();
    made["strategy"] = plan.strategy.name;
    made["strategy_source"] = plan.strategy.source;
    made["store_problem"] = nullptr;
    if (status.store_problem)
        made["store_problem"] = to_json(*status.store_problem, backend.facts().store_url);
    made["token"] = nullptr;
    if (status.credential != nullptr)
        made["token"] = to_json(*status.credential);
    made["token_problem"] = nullptr;
    if (status.token_problem)
        made["token_problem"] = to_json(*status.token_problem, lane->platform_errors());
    const Side platform{status.platform_ready, status.platform_clock_offset,
                        status.platform_pass_at, status.platform_stop, lane->platform_errors()};
    const Side erp{status.erp_ready, status.erp_clock_offset, status.erp_pass_at, status.erp_stop,
                   lane->erp_errors()};
    made["platform"] = side_json(shop.platform, platform);
    made["erp"] = side_json(shop.erp, erp);
    made["push"] = to_json(status.push, lane->platform_errors());
    made["in_flight"] = status.in_flight;
    made["counters"] = counters_json(status.counters);
    made["low_waybills"] = json::array();
    if (shop.merchant)
        made["shipping"] = merchant_lane_json(*shop.merchant);
    if (!shop.lane)
        return;
    json::array low;
    for (const auto& contract : reconcile::low_contracts(shop.lane->waybill_desk(), plan)) {
        json::object one;
        one["carrier"] = contract.carrier_code;
        one["branch_name"] = contract.branch_name;
        one["balance"] = contract.balance;
        low.push_back(std::move(one));
    }
    made["low_waybills"] = std::move(low);
    made["stock_sync"] = stock_lane_json(*shop.lane);
}

json::object daemon_json(Backend& backend)
{
    const DaemonFacts facts = backend.facts();
    json::object store;
    store["url"] = facts.store_url;
    store["bytes"] = nullptr;
    if (facts.store_bytes)
        store["bytes"] = *facts.store_bytes;
    json::object made;
    made["version"] = facts.version;
    made["now"] = to_utc_text(backend.clock().now());
    made["started_at"] = time_json(facts.started_at);
    made["epoch"] = facts.epoch;
    made["store"] = std::move(store);
    made["configuration_problems"] = to_json(backend.configuration_problems());
    made["refused_plugins"] = backend.refused_plugins().size();
    return made;
}

json::array to_json(const std::vector<config::Problem>& problems)
{
    json::array made;
    for (const auto& problem : problems) {
        json::object one;
        one["file"] = problem.file;
        one["line"] = problem.line;
        one["column"] = problem.column;
        one["severity"] = problem.severity == config::Severity::error ? "error" : "warning";
        one["en"] = config::to_text(problem, config::Language::en);
        one["zh"] = config::to_text(problem, config::Language::zh);
        made.push_back(std::move(one));
    }
    return made;
}

} // namespace daifa::admin
