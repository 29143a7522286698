#include "pinduoduo/practice/upload_apis.hpp"

#include "pinduoduo/practice/carriers.hpp"
#include "pinduoduo/practice/order_lookup.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::PracticeOrder;
using sandbox::UploadOutcome;

constexpr std::size_t number_size_max = 64;

std::string refusal_text(UploadOutcome outcome)
{
    switch (outcome) {
    case UploadOutcome::accepted:
        return {};
    case UploadOutcome::not_assigned:
        return "订单已取消分配，不能回传运单号";
    case UploadOutcome::after_sale:
        return "订单售后处理中，不能回传运单号";
    case UploadOutcome::risk_control:
        return "订单风控审核中，不能回传运单号";
    case UploadOutcome::repeated:
        return "订单已回传运单号，请勿重复回传";
    case UploadOutcome::too_many_extras:
        return "从运单号不能超过10个且不能包含主运单号";
    case UploadOutcome::number_not_there:
        return "运单号未回传，无法取消";
    case UploadOutcome::foreign_number:
        return "运单号不属于该订单或快递公司";
    case UploadOutcome::number_cancelled:
        return "运单号已取消，不能回传";
    }
    return {};
}

/// The result member says how it went; the variant "refusal" decides how a no is dressed.
Outcome answer(const Call& call, UploadOutcome outcome, std::string_view member)
{
    const bool is_accepted = outcome == UploadOutcome::accepted;
    if (!is_accepted && call.options.plays("refusal", "error"))
        return Failure{50001, refusal_text(outcome)};
    json::object result;
    result[member] = flag_value(call, is_accepted);
    return result;
}

/// What the three calls have in common.
struct Target {
    PracticeOrder* order = nullptr;
    std::string carrier = {};
};

std::variant<Target, Failure> read_target(const Call& call, const json::object& request)
{
    const auto found = find_order(call, request);
    if (const auto* failure = std::get_if<Failure>(&found))
        return *failure;
    const auto carrier = required_text(request, "wp_code");
    if (const auto* failure = std::get_if<Failure>(&carrier))
        return *failure;
    if (!is_known_carrier(std::get<std::string>(carrier)))
        return Failure{50001, "快递公司编码不支持:" + std::get<std::string>(carrier)};
    return Target{std::get<PracticeOrder*>(found), std::get<std::string>(carrier)};
}

struct MainRequest {
    Target target = {};
    std::string number = {};
};

std::variant<MainRequest, Failure> read_main_request(const Call& call, std::string_view parameter)
{
    const auto request = read_object(call, parameter);
    if (const auto* failure = std::get_if<Failure>(&request))
        return *failure;
    const auto& members = std::get<json::object>(request);
    const auto number = required_text(members, "waybill_code");
    if (const auto* failure = std::get_if<Failure>(&number))
        return *failure;
    if (std::get<std::string>(number).size() > number_size_max)
        return Failure{21001, "waybill_code过长"};
    const auto target = read_target(call, members);
    if (const auto* failure = std::get_if<Failure>(&target))
        return *failure;
    return MainRequest{std::get<Target>(target), std::get<std::string>(number)};
}

std::variant<std::vector<std::string>, Failure> read_extra_numbers(const json::object& request)
{
    std::vector<std::string> numbers;
    const auto* list = find_member(request, "waybill_codes");
    if (list == nullptr)
        return numbers;
    if (!list->is_array())
        return Failure{21001, "waybill_codes必须为数组"};
    for (const auto& entry : list->get_array()) {
        if (!entry.is_string() || entry.get_string().empty() || entry.get_string().size() > number_size_max)
            return Failure{21001, "waybill_codes含有无效运单号"};
        numbers.push_back(scalar_text(entry));
    }
    return numbers;
}

} // namespace

Outcome return_waybill(const Call& call)
{
    const auto request = read_main_request(call, "param_fds_waybill_return_request");
    if (const auto* failure = std::get_if<Failure>(&request))
        return *failure;
    const auto& [target, number] = std::get<MainRequest>(request);
    const auto outcome = call.world.upload(*target.order, number, target.carrier, call.now);
    return answer(call, outcome, "return_result");
}

Outcome return_extra_waybills(const Call& call)
{
    const auto request = read_object(call, "request");
    if (const auto* failure = std::get_if<Failure>(&request))
        return *failure;
    const auto& members = std::get<json::object>(request);
    const auto target = read_target(call, members);
    if (const auto* failure = std::get_if<Failure>(&target))
        return *failure;
    const auto numbers = read_extra_numbers(members);
    if (const auto* failure = std::get_if<Failure>(&numbers))
        return *failure;
    const auto& [order, carrier] = std::get<Target>(target);
    const auto outcome =
        call.world.upload_extras(*order, std::get<std::vector<std::string>>(numbers), carrier, call.now);
    return answer(call, outcome, "result");
}

Outcome cancel_waybill(const Call& call)
{
    const auto request = read_main_request(call, "pdd_fds_waybill_cancel_request");
    if (const auto* failure = std::get_if<Failure>(&request))
        return *failure;
    const auto& [target, number] = std::get<MainRequest>(request);
    const auto outcome = call.world.orders.retract(*target.order, number, call.now, call.world.rules);
    return answer(call, outcome, "return_result");
}

} // namespace daifa::practice::pinduoduo
