#include "admin/call.hpp"
#include "admin/error_json.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "admin/unblock.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/timestamp.hpp>

#include <limits>

namespace daifa::admin {
namespace json = boost::json;
namespace {

json::object problem_json(const ShopEntry& shop, Sentence what, Sentence next)
{
    json::object made = to_json(what);
    made["shop"] = shop.id.text();
    made["next_en"] = next.en;
    made["next_zh"] = next.zh;
    return made;
}

json::object step_json(const ShopEntry& shop, const reconcile::PlannedStep& planned)
{
    json::object made = to_json(planned.decision);
    made["shop"] = shop.id.text();
    made["order"] = daifa::to_text(planned.order);
    return made;
}

/// Why nothing can be planned for a shop at the moment.
std::optional<json::object> find_obstacle(const ShopEntry& shop)
{
    if (!shop.lane)
        return problem_json(shop, shop.problem,
                            {"mend this and run daifa reload", "处理后执行 daifa reload"});
    const auto status = shop.lane->status();
    const bool is_refused =
        status.platform_stop && status.platform_stop->error.code == Errc::unauthorized;
    if (status.token_problem || is_refused)
        return problem_json(
            shop,
            {"not authorized, so nobody knows which orders the platform has for it",
             "店铺未授权，无法知道平台上有哪些订单"},
            {"run daifa authorize " + shop.id.text(), "请执行 daifa authorize " + shop.id.text()});
    if (status.platform_ready && status.erp_ready)
        return std::nullopt;
    return problem_json(
        shop,
        {"carriers and channel could not be read yet, so nothing can be planned",
         "尚未读到快递和渠道，无法计算计划"},
        {"see daifa doctor", "请看 daifa doctor"});
}

} // namespace

awaitable<http::Response> get_plan(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_shops(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const auto limit = parse_limit(find_field(fields, "limit"), list_limit_max);
    if (!limit)
        co_return refuse(limit.error());
    const bool refreshes = find_field(fields, "refresh") == "1";

    json::array steps;
    json::array problems;
    std::int64_t planned = 0;
    std::int64_t differing = 0;
    std::int64_t equal = 0;
    for (const auto& shop : *shops) {
        if (!shop.is_enabled)
            continue;
        if (shop.merchant) {
            if (refreshes)
                co_await shop.merchant->refresh();
            continue; // daifa merchant --plan tells what its orders would do.
        }
        if (refreshes && shop.lane) {
            const auto read = co_await shop.lane->refresh();
            if (!read) {
                const auto context = shop.lane->decide_context();
                const bool is_platform = find_error_row(context.platform.errors, read.error().remote_code) != nullptr;
                json::object problem = to_json(
                    read.error(), is_platform ? context.platform.errors : context.erp.errors);
                problem["shop"] = shop.id.text();
                problems.push_back(std::move(problem));
                continue;
            }
        }
        if (auto obstacle = find_obstacle(shop)) {
            problems.push_back(std::move(*obstacle));
            continue;
        }
        // All are looked at, or a difference behind many equal orders would go unseen.
        const auto looked_at = co_await shop.lane->plan(std::numeric_limits<int>::max());
        ++planned;
        for (const auto& one : looked_at) {
            ++(is_equal(one) ? equal : differing);
            if (!is_equal(one) && steps.size() < static_cast<std::size_t>(*limit))
                steps.push_back(step_json(shop, one));
        }
    }
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["steps"] = std::move(steps);
    body["planned_shops"] = planned;
    body["differing"] = differing;
    body["equal"] = equal;
    body["problems"] = std::move(problems);
    co_return answer(body);
}

} // namespace daifa::admin
