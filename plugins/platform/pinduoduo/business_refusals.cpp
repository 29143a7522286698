#include "pinduoduo/call.hpp"
#include "pinduoduo/failures.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace daifa::pinduoduo {
namespace {

/// A reason that is known by words of its text. `words` are alternatives divided by '|'; all parts
/// of one, divided by '+', must occur.
struct BusinessRefusal {
    std::string_view api;
    std::string_view code;
    std::string_view words;
};

// The texts are published in a vendor's article by their gist alone, so they are recognised by what
// can't be missing in them. The first row that matches counts.
constexpr BusinessRefusal refusals[] = {
    {api::waybill_take, code_several_branches,
     "多个网点|不同网点|several branches|multiple branches|已取号|重复取号"},
    {api::waybill_take, code_no_balance,
     "余额不足|余量不足|单号不足|单量不足|面单不足|balance+empty|balance+not enough|"
     "balance+insufficient|insufficient balance"},
    {api::waybill_take, code_sender_mismatch,
     "发货地址|发件地址|发件人地址|寄件地址|sender address|sender's address"},
    {api::waybill_take, code_no_contract,
     "订购+不存在|订阅+不存在|未订购|没有订购|未开通|subscription+not exist|no contract"},
    {api::waybill_take, code_no_route, "三段码|three-segment code"},
    {api::waybill_take, code_order_state,
     "取消分配|售后|退款中|风控|not assigned|after-sale|risk control"},
    {api::waybill_take, code_no_template, "模板+不存在|template+not exist"},
    {api::waybill_take, code_bad_service, "增值服务|value-added service"},
    {api::waybill_query, code_not_there, "单号+不存在|waybill+not exist"},
    {api::goods_quantity_update, code_promotion,
     "活动+减|促销+减|资源位+减|promotion+reduce|promotion+decrease"},
    {api::goods_quantity_update, code_no_listing,
     "商品+不存在|规格+不存在|sku+不存在|goods+not exist|sku+not exist"},
    {api::goods_skus_get, code_no_listing,
     "商品+不存在|规格+不存在|sku+不存在|goods+not exist|sku+not exist"},
    {api::online_send, code_shipped_already,
     "已发货|重复发货|shipped already|already shipped|already been shipped"},
    {api::online_send, code_order_state, "售后|退款|风控|暂停发货|after-sale|risk control"},
    {api::online_send, code_bad_shipment,
     "快递公司+不|物流公司+不|单号+格式|单号+错误|退货地址+不|tracking number+invalid|"
     "refund address+not"},
    {api::online_send, code_order_unknown, "订单+不存在|订单不属于|order+not exist"},
    {api::merchant_order_get, code_order_unknown, "订单+不存在|订单不属于|order+not exist"},
    {api::number_cancel, code_cancel_cap,
     "取消+超过|取消+超出|取消+上限|cancel+above|cancel+exceed|cancel+maximum"},
};

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) {
        return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return lower;
}

/// Takes what stands before the next `divider` off the front.
std::string_view take_part(std::string_view& rest, char divider)
{
    const std::size_t end = std::min(rest.find(divider), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

bool has_all(std::string_view text, std::string_view parts)
{
    while (!parts.empty())
        if (text.find(take_part(parts, '+')) == std::string_view::npos)
            return false;
    return true;
}

bool has_any(std::string_view text, std::string_view words)
{
    while (!words.empty())
        if (has_all(text, take_part(words, '|')))
            return true;
    return false;
}

} // namespace

std::string_view find_business_code(std::string_view api, std::string_view text)
{
    const std::string lower = lower_case(text);
    for (const BusinessRefusal& refusal : refusals)
        if (refusal.api == api && has_any(lower, refusal.words))
            return refusal.code;
    return code_business_refusal;
}

} // namespace daifa::pinduoduo
