#include "admin/find_merchant.hpp"

namespace daifa::admin {

Checked<std::vector<ShopEntry>> select_merchants(const Backend& backend, const std::string& id)
{
    auto shops = select_shops(backend, id);
    if (!shops)
        return shops;
    std::erase_if(*shops, [](const ShopEntry& shop) { return shop.role != TradeRole::merchant; });
    if (!shops->empty())
        return shops;
    Failure failure;
    failure.status = 409;
    failure.what = {"there is no merchant's shop here", "没有商家店铺"};
    failure.next = {"a merchant's shop says role: merchant in its file in shops.d",
                    "商家店铺须在 shops.d 的文件中写 role: merchant"};
    return failure;
}

awaitable<Checked<FoundMerchantOrder>> find_merchant_order(Backend& backend, std::string shop_id,
                                                           std::string number)
{
    const auto shops = select_merchants(backend, shop_id);
    if (!shops)
        co_return shops.error();
    for (const auto& shop : *shops) {
        auto record = co_await backend.ledger().merchant().find_order(shop.id, number);
        if (!record)
            continue;
        FoundMerchantOrder found{shop, std::move(*record)};
        co_return found;
    }
    Failure failure;
    failure.status = 404;
    failure.what = {"there is no order \"" + number + "\"", "没有订单“" + number + "”"};
    failure.next = {"daifa merchant lists the orders of merchants' shops",
                    "daifa merchant 可列出商家店铺的订单"};
    co_return failure;
}

} // namespace daifa::admin
