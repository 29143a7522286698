#include "pinduoduo/practice/envelope.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;

constexpr std::array<std::pair<int, std::string_view>, 14> texts = {{
    {10000, "参数错误"},
    {10001, "公共参数错误"},
    {10016, "client下线或者clientId不正确"},
    {10017, "type不正确"},
    {10019, "access_token已过期"},
    {20004, "签名sign校验失败"},
    {20005, "ip无权访问接口，请加入ip白名单"},
    {20031, "用户没有授权访问此接口"},
    {20032, "access_token或client_id错误"},
    {21001, "业务参数错误"},
    {21002, "业务参数必填项为空"},
    {52004, "请求body体过大"},
    {52101, "当前接口被限流，请稍后重试"},
    {70031, "调用过于频繁，请调整调用频率"},
}};

/// Names that follow no rule; two of the message service are those of others.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> irregular_roots = {{
    {"pdd.goods.skus.get", "goods_sku_get_response"},
    {"pdd.order.information.get", "order_info_get_response"},
    {"pdd.order.number.list.increment.get", "order_sn_increment_get_response"},
    {"pdd.pmc.accrue.query", "pmc_user_get_response"},
    {"pdd.pmc.user.cancel", "tmc_user_cancel_response"},
}};

} // namespace

std::string_view code_text(int code)
{
    for (const auto& [number, text] : texts)
        if (number == code)
            return text;
    return "业务服务错误";
}

std::string root_name(std::string_view api)
{
    for (const auto& [irregular, root] : irregular_roots)
        if (irregular == api)
            return std::string(root);
    std::string name(api);
    std::replace(name.begin(), name.end(), '.', '_');
    // The APIs of the factory, of e-waybills and of printing keep their prefix, the others drop it.
    const bool keeps_prefix =
        name.starts_with("pdd_fds_") || name.starts_with("pdd_waybill_") || name.starts_with("pdd_cloudprint_");
    if (!keeps_prefix)
        name.erase(0, std::string_view("pdd_").size());
    return name + "_response";
}

sandbox::Reply Envelope::success(std::string_view api, json::object result, TimePoint now)
{
    result["request_id"] = next_request_id(now);
    json::object body;
    body[root_name(api)] = std::move(result);
    return gateway_reply(json::serialize(body), now);
}

sandbox::Reply Envelope::failure(const Failure& failure, TimePoint now)
{
    json::object error;
    std::string message(code_text(failure.code));
    const bool names_parameter = failure.code == 10001 && !failure.reason.empty();
    if (names_parameter)
        message += ":" + failure.reason;
    error["error_msg"] = message;
    error["sub_msg"] = failure.code == 10001 ? std::string() : failure.reason.empty() ? message : failure.reason;
    if (failure.code == 50001)
        error["sub_code"] = nullptr;
    else
        error["sub_code"] = std::to_string(failure.code);
    error["error_code"] = failure.code;
    error["request_id"] = next_request_id(now);
    json::object body;
    body["error_response"] = std::move(error);
    return gateway_reply(json::serialize(body), now);
}

std::string Envelope::next_request_id(TimePoint now)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    std::string running = std::to_string(++count_ % 10'000'000);
    return std::to_string(seconds) + std::string(7 - running.size(), '0') + running;
}

sandbox::Reply gateway_reply(std::string body, TimePoint now)
{
    sandbox::Reply reply;
    reply.headers.push_back({"Content-Type", "application/json;charset=UTF-8"});
    reply.headers.push_back({"Date", to_http_date(now)});
    reply.body = std::move(body);
    return reply;
}

} // namespace daifa::practice::pinduoduo
