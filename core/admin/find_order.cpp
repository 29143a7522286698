#include "admin/find_order.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace daifa::admin {
namespace {

Failure no_order(const std::string& text)
{
    Failure failure;
    failure.status = 404;
    failure.what = {"no order is or begins with \"" + text + "\"", "没有以“" + text + "”开头的订单"};
    failure.next = {"give the order's number or merchant/number; an order the platform assigned just now is here "
                    "after the next read (daifa windows shows the last one)",
                    "请给出订单号或 商家/订单号；刚分配的订单在下次读取后出现（daifa windows 可看最近一次）"};
    return failure;
}

Failure several_orders(const std::vector<FoundOrder>& candidates, const std::string& text)
{
    Failure failure;
    failure.status = 409;
    boost::json::array list;
    std::string all;
    for (const auto& candidate : candidates) {
        boost::json::object one;
        one["shop"] = candidate.shop.id.text();
        one["order"] = to_text(candidate.id);
        list.push_back(std::move(one));
        if (list.size() <= 10)
            all += (all.empty() ? "" : ", ") + to_text(candidate.id) + " (" + candidate.shop.id.text() + ")";
    }
    failure.what = {"several orders fit \"" + text + "\"", "有多个订单符合“" + text + "”"};
    failure.next = {"name one of them: " + all, "请指定其中之一：" + all};
    failure.more["candidates"] = std::move(list);
    return failure;
}

} // namespace

Checked<FoundOrder> choose_order(std::vector<FoundOrder> candidates, const std::string& text)
{
    if (candidates.empty())
        return no_order(text);
    std::vector<FoundOrder> exact;
    for (const auto& candidate : candidates)
        if (candidate.id.number == text || to_text(candidate.id) == text)
            exact.push_back(candidate);
    if (!exact.empty())
        candidates = std::move(exact);
    if (candidates.size() > 1)
        return several_orders(candidates, text);
    return std::move(candidates.front());
}

awaitable<Checked<FoundOrder>> find_order(Backend& backend, std::string shop, std::string text)
{
    if (text.empty())
        co_return no_order(text);
    const auto shops = select_shops(backend, shop);
    if (!shops)
        co_return shops.error();
    std::vector<FoundOrder> candidates;
    for (const auto& entry : *shops) {
        const auto ids = co_await backend.ledger().search_orders(entry.id, text);
        for (const auto& id : ids)
            candidates.push_back(FoundOrder{entry, id});
    }
    co_return choose_order(std::move(candidates), text);
}

} // namespace daifa::admin
