#include "jackyun/practice/front.hpp"

#include "jackyun/practice/back_office.hpp"
#include "jackyun/practice/business.hpp"
#include "jackyun/practice/incoming.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/serialize.hpp>

namespace daifa::practice {
namespace jackyun {
namespace {

using sandbox::Reply;
using sandbox::Request;

constexpr std::string_view gateway_path = "/open/openapi/do";

struct Method {
    std::string_view name = {};
    bool is_write = false;
    json::value (*run)(const Call&) = nullptr;
};

constexpr Method methods[] = {
    {"erp.sales.get", false, list_channels},
    {"erp.warehouse.get", false, list_warehouses},
    {"erp.logistic.get", false, list_carriers},
    {"oms.trade.fullinfoget", false, query_orders},
    {"oms.trade.fullinfoget.customized", false, query_orders},
    {"oms.trade.ordercreate", true, create_order},
    {"oms.trade.audit.pass", true, audit_orders},
    {"oms.trade.ordercancel", true, cancel_orders},
    {"erp.stockquantity.get", false, list_stock},
};

const Method* find_method(std::string_view name)
{
    for (const Method& method : methods)
        if (method.name == name)
            return &method;
    return nullptr;
}

Reply json_reply(const json::object& body)
{
    Reply reply;
    reply.headers.push_back({"Content-Type", "application/json;charset=UTF-8"});
    reply.body = json::serialize(body);
    return reply;
}

Reply http_refusal(int status)
{
    Reply reply;
    reply.status = status;
    reply.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
    reply.body = status == 405 ? "POST only\n" : "no such page\n";
    return reply;
}

json::object envelope(int code, std::string_view text, std::string_view subcode, json::value data,
                      std::string_view context_id)
{
    json::object result{{"data", std::move(data)}, {"contextId", context_id}};
    return {{"code", code}, {"msg", text}, {"subCode", subcode}, {"result", std::move(result)}};
}

class JackyunFront : public sandbox::Front {
public:
    explicit JackyunFront(const sandbox::FrontOptions& options)
    {
        for (const auto& [key, value] : options)
            set_variant(variants_, key, value);
    }

    std::string_view name() const override { return "jackyun"; }
    Reply answer(const Request& request, sandbox::World& world, TimePoint now) override;
    std::string api_of(const Request& request) const override;
    Reply fault_reply(sandbox::FaultKind kind, const Request& request, TimePoint now) override;
    std::vector<sandbox::VariantDescription> variants() const override
    {
        return describe_variants();
    }
    void set_option(std::string_view key, std::string_view value, sandbox::World&) override
    {
        set_variant(variants_, key, value);
    }

private:
    Reply succeed(const Method& method, json::value data, std::string_view context_id) const;
    Reply fail(const Refusal& refusal, std::string_view context_id) const;
    void check_caller(const Parameters& parameters, TimePoint now) const;
    const Method& admit(const Parameters& parameters, sandbox::ErpWorld& erp, TimePoint now) const;
    json::value run(const Parameters& parameters, const Method& method, sandbox::ErpWorld& erp,
                    TimePoint now) const;

    Variants variants_;
    BackOffice back_office_;
};

void JackyunFront::check_caller(const Parameters& parameters, TimePoint now) const
{
    for (const std::string_view key :
         {"method", "appkey", "version", "contenttype", "timestamp", "sign"})
        if (value_of(parameters, key).empty())
            refuse_parameter("缺少系统参数" + std::string(key));
    if (value_of(parameters, "appkey") != variants_.app_key)
        throw Refusal{"0858030802", "appkey不存在"};
    if (!is_signed_right(variants_.app_secret, parameters))
        throw Refusal{"0858030801", "签名错误"};
    if (value_of(parameters, "contenttype") != "json")
        refuse_parameter("contenttype只支持json");
    const auto at = parse_beijing_text(value_of(parameters, "timestamp"));
    if (!at || *at > now + variants_.clock_tolerance || *at < now - variants_.clock_tolerance)
        throw Refusal{variants_.clock_subcode, "请求已过期, 请检查timestamp"};
    if (!variants_.token.empty() && value_of(parameters, "token") != variants_.token)
        throw Refusal{"0858030803", "token无效"};
}

const Method& JackyunFront::admit(const Parameters& parameters, sandbox::ErpWorld& erp,
                                  TimePoint now) const
{
    const auto name = value_of(parameters, "method");
    const Method* method = find_method(name);
    if (method == nullptr || !erp.gate().is_permitted(name))
        throw Refusal{"0130020310", "应用不存在或未订购该接口: " + std::string(name)};
    const auto own = variants_.method_limits.find(name);
    const auto& limit = own == variants_.method_limits.end() ? variants_.limit : own->second;
    if (variants_.has_limits && !erp.gate().admit(name, limit, now))
        throw Refusal{"0859999999", "调用过于频繁, 请稍后再试"};
    return *method;
}

json::value JackyunFront::run(const Parameters& parameters, const Method& method,
                              sandbox::ErpWorld& erp, TimePoint now) const
{
    const auto business = parse_json(value_of(parameters, "bizcontent"));
    if (!business || !business->is_object())
        refuse_parameter("bizcontent不是合法的JSON对象");
    return method.run(Call{business->get_object(), variants_, erp, now});
}

Reply JackyunFront::succeed(const Method& method, json::value data,
                            std::string_view context_id) const
{
    std::string subcode = variants_.success_subcode;
    if (subcode == "namespace")
        subcode = method.name.starts_with("erp.") ? "0030000004" : "0000000000";
    else if (subcode == "empty")
        subcode.clear();
    if (variants_.is_data_text)
        data = json::string(json::serialize(data));
    return json_reply(
        envelope(variants_.success_code, "成功", subcode, std::move(data), context_id));
}

Reply JackyunFront::fail(const Refusal& refusal, std::string_view context_id) const
{
    return json_reply(
        envelope(variants_.failure_code, refusal.text, refusal.subcode, nullptr, context_id));
}

Reply JackyunFront::answer(const Request& request, sandbox::World& world, TimePoint now)
{
    if (BackOffice::is_meant(request.path))
        return back_office_.answer(request, world.erp, now);
    std::string_view path = request.path;
    if (path.ends_with('/'))
        path.remove_suffix(1);
    if (path != gateway_path)
        return http_refusal(404);
    if (request.method != "POST")
        return http_refusal(405);

    const Parameters parameters = read_parameters(request);
    const Method* named = find_method(value_of(parameters, "method"));
    const std::string_view api = named == nullptr ? "unknown" : named->name;
    auto& counts = world.erp.call_counts();
    counts.arrived(api, named != nullptr && named->is_write);
    std::string context_id(value_of(parameters, "contextid"));
    if (context_id.empty())
        context_id = "CTX" + std::to_string(world.erp.gate().next_number());
    try {
        check_caller(parameters, now);
        const Method& method = admit(parameters, world.erp, now);
        return succeed(method, run(parameters, method, world.erp, now), context_id);
    } catch (const Refusal& refusal) {
        counts.refused(api, refusal.subcode, refusal.subcode == "0859999999");
        return fail(refusal, context_id);
    }
}

std::string JackyunFront::api_of(const Request& request) const
{
    return BackOffice::is_meant(request.path) ? std::string()
                                              : std::string(value_of(read_parameters(request), "method"));
}

Reply JackyunFront::fault_reply(sandbox::FaultKind kind, const Request& request, TimePoint now)
{
    const std::string context_id(value_of(read_parameters(request), "contextid"));
    if (kind == sandbox::FaultKind::rate_limited)
        return fail({"0859999999", "系统繁忙, 请稍后再试"}, context_id);
    if (kind == sandbox::FaultKind::expired_token)
        return fail({"0858030803", "token无效"}, context_id);
    return Front::fault_reply(kind, request, now);
}

} // namespace
} // namespace jackyun

std::unique_ptr<sandbox::Front> make_jackyun_front(const sandbox::FrontOptions& options)
{
    return std::make_unique<jackyun::JackyunFront>(options);
}

} // namespace daifa::practice
