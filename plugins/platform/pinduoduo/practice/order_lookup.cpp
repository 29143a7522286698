#include "pinduoduo/practice/order_lookup.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::practice::pinduoduo {

std::variant<std::string, Failure> required_text(const boost::json::object& request, std::string_view name)
{
    const auto* value = find_member(request, name);
    if (value == nullptr || !value->is_string() || value->get_string().empty())
        return Failure{21002, std::string(name) + "不能为空"};
    return scalar_text(*value);
}

std::variant<sandbox::PracticeOrder*, Failure> find_order(const Call& call, const boost::json::object& request)
{
    const auto merchant = required_text(request, "mall_mask_id");
    if (const auto* failure = std::get_if<Failure>(&merchant))
        return *failure;
    const auto number = required_text(request, "order_mask_sn");
    if (const auto* failure = std::get_if<Failure>(&number))
        return *failure;
    const OrderId id{MerchantId(std::get<std::string>(merchant)), std::get<std::string>(number)};
    sandbox::PracticeOrder* order = call.world.orders.find(id);
    if (order == nullptr || order->shop != call.shop->owner_id)
        return Failure{call.options.code("order_error"), "订单不属于该厂家或不存在"};
    return order;
}

} // namespace daifa::practice::pinduoduo
