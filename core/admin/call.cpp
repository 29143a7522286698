#include "admin/call.hpp"

#include "plugin_host/spelling.hpp"

#include <algorithm>

namespace daifa::admin {

Checked<ShopEntry> find_shop(const Backend& backend, const std::string& id)
{
    auto shops = backend.shops();
    const auto found = std::ranges::find(shops, ShopId(id), &ShopEntry::id);
    if (found != shops.end())
        return std::move(*found);

    std::vector<std::string> known;
    std::string all;
    for (const auto& shop : shops) {
        known.push_back(shop.id.text());
        all += (all.empty() ? "" : ", ") + shop.id.text();
    }
    Failure failure;
    failure.status = 404;
    failure.what = {"there is no shop \"" + id + "\"", "没有店铺“" + id + "”"};
    if (const auto nearest = plugin_host::find_nearest(id, known))
        failure.next = {"did you mean \"" + *nearest + "\"?", "是否想输入“" + *nearest + "”？"};
    else if (known.empty())
        failure.next = {"put a shop's file into shops.d and run daifa reload",
                        "在 shops.d 中添加店铺文件，然后执行 daifa reload"};
    else
        failure.next = {"the shops are: " + all, "现有店铺：" + all};
    return failure;
}

Checked<std::vector<ShopEntry>> select_shops(const Backend& backend, const std::string& id)
{
    if (id.empty())
        return backend.shops();
    auto shop = find_shop(backend, id);
    if (!shop)
        return shop.error();
    std::vector<ShopEntry> selected;
    selected.push_back(std::move(*shop));
    return selected;
}

Checked<ShopEntry> find_open_shop(const Backend& backend, const std::string& id)
{
    auto shop = find_shop(backend, id);
    if (!shop || shop->any_lane() != nullptr)
        return shop;
    Failure failure;
    failure.status = 409;
    failure.what = {"shop \"" + id + "\" is not running: " + shop->problem.en,
                    "店铺“" + id + "”未运行：" + shop->problem.zh};
    failure.next = {"mend this and run daifa reload", "处理后执行 daifa reload"};
    return failure;
}

Checked<ShopEntry> find_running_shop(const Backend& backend, const std::string& id)
{
    auto shop = find_open_shop(backend, id);
    if (!shop || shop->lane)
        return shop;
    Failure failure;
    failure.status = 409;
    failure.what = {"shop \"" + id + "\" is a merchant's: this is for factories",
                    "店铺“" + id + "”是商家店铺，该操作只适用于厂家"};
    failure.next = {"see daifa merchant", "请看 daifa merchant"};
    return failure;
}

TimePoint shop_now(const ShopEntry& shop, Backend& backend)
{
    return shop.any_lane() != nullptr ? shop.any_lane()->now() : backend.clock().now();
}

} // namespace daifa::admin
