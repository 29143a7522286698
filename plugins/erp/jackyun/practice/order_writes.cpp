// The calls that change something: create, audit, cancel.

#include "jackyun/practice/business.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::practice::jackyun {
namespace {

using sandbox::ChangeOutcome;
using sandbox::OrderIndex;

constexpr std::size_t source_number_max = 50;
constexpr std::size_t seller_note_max = 500;
constexpr std::size_t goods_note_max = 100;
constexpr int fen_digits = 2;

void check_length(const json::object& object, std::string_view key, std::size_t max)
{
    if (count_characters(text_or(object, key)) > max)
        refuse_parameter(std::string(key) + "长度不能超过" + std::to_string(max));
}

const json::object& read_order(const Call& call)
{
    // Older clients write the key in lower case.
    for (const std::string_view key : {"tradeOrder", "tradeorder"})
        if (const json::value* order = find_member(call.business, key))
            if (const auto* object = order->if_object())
                return *object;
    refuse_parameter("tradeOrder不能为空");
}

std::vector<sandbox::SalesLine> read_lines(const json::object& order)
{
    const json::value* details = find_member(order, "tradeOrderDetails");
    const auto* list = details == nullptr ? nullptr : details->if_array();
    if (list == nullptr)
        refuse_parameter("tradeOrderDetails不能为空");
    std::vector<sandbox::SalesLine> lines;
    for (const json::value& entry : *list) {
        const auto* detail = entry.if_object();
        if (detail == nullptr)
            refuse_parameter("tradeOrderDetails格式错误");
        check_length(*detail, "goodsMemo", goods_note_max);
        sandbox::SalesLine line;
        line.barcode = text_or(*detail, "barcode");
        line.goods_code = text_or(*detail, "goodsNo");
        line.goods_name = text_or(*detail, "goodsName");
        line.variant_name = text_or(*detail, "specName");
        line.quantity = read_decimal(*detail, "sellCount", 0);
        line.price = Money{read_decimal(*detail, "sellPrice", fen_digits)};
        lines.push_back(std::move(line));
    }
    return lines;
}

sandbox::SalesRecipient read_recipient(const json::object& order)
{
    return {.name = text_or(order, "receiverName"),
            .phone = text_or(order, "mobile", text_or(order, "phone")),
            .province = text_or(order, "state"),
            .city = text_or(order, "city"),
            .district = text_or(order, "district"),
            .address = text_or(order, "address")};
}

sandbox::SalesDraft read_draft(const json::object& order)
{
    check_length(order, "onlineTradeNo", source_number_max);
    check_length(order, "sellerMemo", seller_note_max);
    sandbox::SalesDraft draft;
    draft.shop = text_or(order, "shopCode", text_or(order, "shopName"));
    if (draft.shop.empty())
        refuse_parameter("shopCode和shopName不能同时为空");
    const auto placed_at = read_time(order, "tradeTime", TimeForm::text);
    if (!placed_at)
        refuse_parameter("tradeTime不能为空");
    draft.placed_at = *placed_at;
    draft.carrier = text_or(order, "logisticName");
    draft.source_number = text_or(order, "onlineTradeNo");
    draft.recipient = read_recipient(order);
    draft.lines = read_lines(order);
    draft.seller_note = text_or(order, "sellerMemo");
    return draft;
}

std::string_view reason_of(ChangeOutcome outcome)
{
    switch (outcome) {
    case ChangeOutcome::done:
        return "";
    case ChangeOutcome::unknown_order:
        return "销售单不存在";
    case ChangeOutcome::already_done:
        return "销售单已处于该状态";
    case ChangeOutcome::already_shipped:
        return "销售单已发货";
    case ChangeOutcome::not_in_this_step:
        break;
    }
    return "销售单当前状态不允许该操作";
}

using Change = ChangeOutcome (sandbox::ErpWorld::*)(OrderIndex, TimePoint);

/// {"success":["JY…"],"failedResults":[{"tradeNo":…,"errorMsg":…}]}
json::value change_each(const Call& call, std::string_view success_key, Change change)
{
    auto numbers = read_numbers(call.business, "tradeNos", call.variants.list_form);
    if (!numbers)
        numbers = read_numbers(call.business, "tradeIds", call.variants.list_form);
    if (!numbers)
        refuse_parameter("tradeNos不能为空");

    json::array done;
    json::array failed;
    for (const std::string& number : *numbers) {
        const auto index = sandbox::parse_order_name(number);
        const auto outcome =
            index ? (call.erp.*change)(*index, call.now) : ChangeOutcome::unknown_order;
        if (outcome == ChangeOutcome::done)
            done.emplace_back(number);
        else
            failed.push_back(json::object{{"tradeNo", number}, {"errorMsg", reason_of(outcome)}});
    }
    json::object data;
    if (call.variants.is_success_flag)
        data[success_key] = failed.empty();
    else
        data[success_key] = std::move(done);
    data["failedResults"] = std::move(failed);
    return data;
}

} // namespace

json::value create_order(const Call& call)
{
    const auto created = call.erp.create_order(read_draft(read_order(call)), call.now);
    if (const auto* refusal = std::get_if<sandbox::CreateRefusal>(&created))
        throw Refusal{call.variants.refusal_subcode, refusal->text};
    const auto index = std::get<OrderIndex>(created);
    json::object order{{"tradeNo", sandbox::order_number(index)},
                       {"tradeId", sandbox::order_id(index)}};
    return json::object{{"tradeOrder", std::move(order)}};
}

json::value audit_orders(const Call& call)
{
    return change_each(call, "success", &sandbox::ErpWorld::audit_order);
}

json::value cancel_orders(const Call& call)
{
    return change_each(call, call.variants.success_key, &sandbox::ErpWorld::cancel_order);
}

} // namespace daifa::practice::jackyun
