#include "admin/api.hpp"

#include "admin/call.hpp"
#include "admin/ledger_text.hpp"
#include "admin/query.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace daifa::admin {
namespace {

struct Route {
    std::string_view method;
    std::string_view path; ///< "*" stands for one segment, a shop.
    Answerer answer;
};

constexpr std::array<Route, 34> routes = {{
    {"GET", "/v1/status", get_status},
    {"GET", "/v1/shops", list_shops},
    {"GET", "/v1/shops/*/orders", list_orders},
    {"GET", "/v1/orders/explain", explain_order},
    {"GET", "/v1/cases", list_cases},
    {"GET", "/v1/windows", list_windows},
    {"GET", "/v1/plan", get_plan},
    {"GET", "/v1/plugins", list_plugins},
    {"GET", "/v1/differences", list_differences},
    {"POST", "/v1/shops/*/authorize/start", start_authorization},
    {"POST", "/v1/shops/*/authorize/finish", finish_authorization},
    {"POST", "/v1/shops/*/tokens", adopt_tokens},
    {"POST", "/v1/orders/retry", retry_order},
    {"POST", "/v1/orders/resolve", resolve_write},
    {"POST", "/v1/orders/hold", hold_order},
    {"POST", "/v1/orders/release", release_order},
    {"POST", "/v1/reload", reload_configuration},
    {"POST", "/v1/doctor", run_doctor},
    {"GET", "/v1/waybills", list_waybills},
    {"GET", "/v1/shops/*/waybills", list_waybills},
    {"POST", "/v1/shops/*/sender", compare_sender},
    {"POST", "/v1/orders/preview", preview_order},
    {"POST", "/v1/print", print_labels},
    {"POST", "/v1/orders/reprint", reprint_order},
    {"POST", "/v1/orders/cancel_waybill", cancel_waybill},
    {"GET", "/v1/stock", list_stock},
    {"GET", "/v1/stock/plan", plan_stock},
    {"GET", "/v1/stock/explain", explain_stock},
    {"POST", "/v1/stock/send", send_stock},
    {"GET", "/v1/merchant", list_merchant_orders},
    {"GET", "/v1/merchant/plan", plan_merchant},
    {"GET", "/v1/merchant/explain", explain_merchant_order},
    {"POST", "/v1/merchant/ship", ship_merchant_order},
    {"GET", "/v1/proposals", list_proposals},
}};

/// What stands at the pattern's "*" (empty without one); nothing when the path is another one.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path)
{
    const auto star = pattern.find('*');
    if (star == std::string_view::npos)
        return pattern == path ? std::optional(std::string_view()) : std::nullopt;
    const std::string_view before = pattern.substr(0, star);
    const std::string_view after = pattern.substr(star + 1);
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
        !path.ends_with(after))
        return std::nullopt;
    const auto middle = path.substr(before.size(), path.size() - before.size() - after.size());
    if (middle.find('/') != std::string_view::npos)
        return std::nullopt;
    return middle;
}

Failure no_such_path(const http::Request& request, bool is_other_method)
{
    Failure failure;
    failure.status = is_other_method ? 405 : 404;
    failure.what = is_other_method
                       ? Sentence{"this path does not answer " + request.method,
                                  "该路径不支持 " + request.method}
                       : Sentence{"the daemon knows no such path", "守护进程没有该接口"};
    failure.next = {"use the daifa of the same version as daifad",
                    "请使用与 daifad 版本一致的 daifa"};
    return failure;
}

Failure to_failure(const store::StoreFailure& why, const std::string& url)
{
    Failure failure;
    failure.status = 503;
    failure.what = explain(why, url);
    failure.next = next_step(why);
    return failure;
}

} // namespace

awaitable<http::Response> Api::handle(http::Request request)
{
    bool is_other_method = false;
    for (const auto& route : routes) {
        const auto shop = match(route.path, request.path);
        if (!shop)
            continue;
        if (route.method != request.method) {
            is_other_method = true;
            continue;
        }
        Call call{backend_, states_};
        call.shop = decode_segment(*shop);
        call.request = std::move(request);
        Failure problem;
        try {
            co_return co_await route.answer(std::move(call));
        } catch (const store::StoreFailure& failure) {
            problem = to_failure(failure, backend_.facts().store_url);
        }
        co_return refuse(problem);
    }
    co_return refuse(no_such_path(request, is_other_method));
}

} // namespace daifa::admin
