#include "pinduoduo/practice/take_apis.hpp"

#include "pinduoduo/practice/print_data.hpp"
#include "pinduoduo/practice/request_reader.hpp"
#include "pinduoduo/practice/take_request.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::CancelOutcome;
using sandbox::TakeRefusal;

constexpr std::size_t queries_max = 100;

std::string refusal_text(TakeRefusal refusal)
{
    switch (refusal) {
    case TakeRefusal::no_contract:
        return "电子面单订阅关系不存在";
    case TakeRefusal::unknown_sender:
        return "没有与发货地址匹配的电子面单服务";
    case TakeRefusal::no_template:
        return "打印模板不存在";
    case TakeRefusal::unknown_service:
        return "网点没有该增值服务";
    case TakeRefusal::missing_service:
        return "缺少必选的增值服务";
    case TakeRefusal::not_assigned:
        return "订单已取消分配，不能获取电子面单号";
    case TakeRefusal::after_sale:
        return "订单售后处理中，不能获取电子面单号";
    case TakeRefusal::risk_control:
        return "订单风控审核中，不能获取电子面单号";
    case TakeRefusal::sf_only:
        return "订单须由顺丰发货";
    case TakeRefusal::several_recipients:
        return "收件人不同的订单不能合并获取电子面单号";
    case TakeRefusal::several_branches:
    case TakeRefusal::taken_already:
        return "一个交易订单不能从多个网点获取电子面单号";
    case TakeRefusal::package_cancelled:
        return "包裹的电子面单号已取消，不能再次获取";
    case TakeRefusal::region_not_served:
        return "三段码为空";
    case TakeRefusal::balance_empty:
        return "电子面单余额不足";
    }
    return {};
}

std::string refusal_text(CancelOutcome outcome)
{
    switch (outcome) {
    case CancelOutcome::cancelled:
        return {};
    case CancelOutcome::unknown_number:
        return "电子面单号不存在";
    case CancelOutcome::used:
        return "电子面单号已使用，不能取消";
    case CancelOutcome::cancelled_before:
        return "电子面单号已取消";
    case CancelOutcome::above_cap:
        return "取消电子面单数量超过上限";
    }
    return {};
}

} // namespace

Outcome take_waybills(const Call& call)
{
    const auto request = read_take_request(call);
    if (const auto* failure = std::get_if<Failure>(&request))
        return *failure;
    const auto& draft = std::get<sandbox::TakeDraft>(request);
    const auto taken = call.world.waybills.take(draft, call.now, call.world.rules);
    const bool may_be_partial = call.world.rules.broken_batch == sandbox::BrokenBatch::good_taken;
    if (taken.refusal && (taken.numbers.empty() || !may_be_partial))
        return Failure{50001, refusal_text(*taken.refusal)};

    json::array modules;
    for (const auto& [parcel, number] : taken.numbers) {
        json::object module;
        module["object_id"] = draft.parcels[parcel].object_id;
        module["waybill_code"] = number->number;
        const bool is_freight = call.options.plays("parent_number", "given");
        set_text(call, module, "parent_waybill_code", is_freight ? "M" + number->number : "");
        module["print_data"] = print_data(*number);
        modules.push_back(std::move(module));
    }
    json::object result;
    result["modules"] = std::move(modules);
    return result;
}

Outcome query_waybills(const Call& call)
{
    const std::string_view text = find_parameter(call.parameters, "param_list");
    json::object request;
    if (auto list = parse_json(text))
        request["param_list"] = std::move(*list);
    RequestReader reader;
    json::array modules;
    for (const auto& entry : reader.objects(request, "param_list", queries_max)) {
        const json::object& query = entry.get_object();
        const std::string object_id = reader.text(query, "object_id");
        const std::string carrier = reader.text(query, "wp_code");
        const std::string number = reader.text(query, "waybill_code");
        const auto* taken = call.world.waybills.find(number);
        const bool is_there = taken != nullptr && !taken->is_cancelled &&
                              taken->carrier == carrier && taken->shop == call.shop->owner_id;
        if (!is_there && call.options.plays("cancelled_query", "error"))
            reader.refuse({50001, "电子面单号不存在"});
        if (!is_there)
            continue;
        json::object found;
        found["object_id"] = object_id;
        found["waybill_code"] = number;
        found["print_data"] = print_data(*taken);
        json::object module;
        module["waybill_cloud_print_response"] = std::move(found);
        modules.push_back(std::move(module));
    }
    if (reader.failure())
        return *reader.failure();
    json::object result;
    result["modules"] = std::move(modules);
    return result;
}

Outcome cancel_taken_waybill(const Call& call)
{
    const std::string_view carrier = find_parameter(call.parameters, "wp_code");
    const std::string_view number = find_parameter(call.parameters, "waybill_code");
    if (carrier.empty() || number.empty())
        return Failure{21002, carrier.empty() ? "wp_code不能为空" : "waybill_code不能为空"};
    const auto outcome = call.world.waybills.cancel(call.shop->owner_id, carrier,
                                                    std::string(number), call.world.rules);
    const bool is_cancelled = outcome == CancelOutcome::cancelled;
    if (!is_cancelled && call.options.plays("refusal", "error"))
        return Failure{50001, refusal_text(outcome)};
    json::object result;
    result["cancel_result"] = flag_value(call, is_cancelled);
    return result;
}

} // namespace daifa::practice::pinduoduo
