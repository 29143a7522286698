#include "pinduoduo/goods_requests.hpp"

#include <algorithm>
#include <string>

namespace daifa::pinduoduo {
namespace {

constexpr std::string_view absolute = "1"; ///< update_type: what is sent is the new quantity.

bool is_number(const std::string& text)
{
    return !text.empty() && text.size() <= 19 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Result<Call> build_for_listing(CallName name, const ListingId& id)
{
    if (!is_number(id.product) || !is_number(id.variant))
        return not_sent(name, "the listing's goods_id or sku_id is no number");
    Call call{.name = name};
    call.parameters.emplace_back("goods_id", id.product);
    call.parameters.emplace_back("sku_id", id.variant);
    return call;
}

} // namespace

Call build_goods_list_get(int page)
{
    Call call{.name = {api::goods_list_get, Operation::read}};
    call.parameters.emplace_back("page", std::to_string(page));
    call.parameters.emplace_back("page_size", std::to_string(goods_page_size));
    return call;
}

Result<Call> build_goods_skus_get(const ListingId& id)
{
    return build_for_listing({api::goods_skus_get, Operation::read}, id);
}

Result<Call> build_goods_quantity_update(const ListingId& id, std::int64_t quantity)
{
    const CallName name{api::goods_quantity_update, Operation::write};
    if (quantity < 0)
        return not_sent(name, "the quantity is below zero");
    auto call = build_for_listing(name, id);
    if (!call)
        return call;
    call->parameters.emplace_back("quantity", std::to_string(quantity));
    call->parameters.emplace_back("update_type", absolute);
    return call;
}

} // namespace daifa::pinduoduo
