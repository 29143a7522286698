#include "admin/cases.hpp"
#include "admin/merchant_cases.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "reconcile/cases.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/timestamp.hpp>

#include <algorithm>

namespace daifa::admin {
namespace json = boost::json;
namespace {

/// The order's write that nobody knows the end of; its choices are about that one.
std::string open_write(const store::OrderRecord& order)
{
    const auto found = std::ranges::find_if(order.writes, [&](const store::WriteRecord& write) {
        return write.generation == order.generation &&
               (write.state == store::WriteState::given_up ||
                write.state == store::WriteState::uncertain);
    });
    return found == order.writes.end() ? "WRITE" : found->key;
}

std::string with(std::string text, std::string_view word, const std::string& value)
{
    if (const auto at = text.find(word); at != std::string::npos)
        text.replace(at, word.size(), value);
    return text;
}

std::string command_of(const store::OrderRecord& order, const ChoiceText& choice)
{
    const std::string id = to_text(order.id);
    if (!choice.command.empty())
        return with(with(std::string(choice.command), "ORDER", id), "WRITE", open_write(order));
    return "daifa resolve " + id + " --case " + case_name(order, choice.difference) + " --choice " +
           std::string(choice.name) + " --reason TEXT";
}

bool is_offered(const store::OrderRecord& order, const ChoiceText& choice)
{
    const auto* kind = reconcile::find_case_kind(choice.difference);
    const auto* ruled = kind == nullptr ? nullptr : reconcile::find_choice(*kind, choice.name);
    return ruled == nullptr || reconcile::is_possible(order, *kind, *ruled);
}

json::object case_json(const store::OrderRecord& order, const ShopEntry& shop)
{
    json::object made = to_row(order);
    made["shop"] = shop.id.text();
    made["case"] = case_name(order, order.verdict.difference);
    made["difference"] = difference_json(order.verdict.difference);
    made["choices"] = choices_json(order);
    return made;
}

using Rows = std::vector<std::pair<TimePoint, json::object>>;

/// The oldest open cases of one shop, at most `limit` of each difference.
awaitable<void> add_open(Backend& backend, ShopEntry shop, std::string owner, int limit, Rows& rows)
{
    const auto summary = co_await backend.ledger().summarize(shop.id);
    for (const auto& counted : summary.differences) {
        const auto* text = find_difference(counted.first);
        if (text == nullptr || !is_case(*text) || (!owner.empty() && to_text(text->who) != owner))
            continue;
        store::OrderQuery query;
        query.difference = counted.first;
        query.limit = limit;
        const auto list = co_await backend.ledger().list_orders(shop.id, std::move(query));
        for (const auto& listed : list.orders) {
            const auto order = co_await backend.ledger().find_order(shop.id, listed.id);
            if (order && order->verdict.difference == counted.first)
                rows.emplace_back(order->verdict_since, case_json(*order, shop));
        }
    }
}

/// A decision and what became of it, as a row of a list.
awaitable<json::object> decided_json(Backend& backend, ShopEntry shop, store::DecidedCase decided)
{
    std::string state;
    bool is_standing = false;
    if (shop.role == TradeRole::merchant) {
        const auto order =
            co_await backend.ledger().merchant().find_order(shop.id, decided.order.number);
        state = order ? store::to_text(order->verdict.state) : "";
        is_standing = order && stands(*order, decided.decision);
    } else {
        const auto order = co_await backend.ledger().find_order(shop.id, decided.order);
        const auto* standing =
            order ? reconcile::find_decision(*order, decided.decision.difference) : nullptr;
        state = order ? store::to_text(order->verdict.state) : "";
        is_standing = standing != nullptr && standing->at == decided.decision.at;
    }
    json::object row = decision_json(decided.decision, is_standing);
    row["shop"] = shop.id.text();
    row["order"] = decided.order.merchant.empty() ? decided.order.number : to_text(decided.order);
    row["state"] = state;
    co_return row;
}

/// The latest decisions of one shop.
awaitable<void> add_decided(Backend& backend, ShopEntry shop, std::string owner, int limit,
                            Rows& rows)
{
    const auto list = co_await backend.ledger().list_decisions(shop.id, limit);
    for (const auto& decided : list) {
        const auto* text = find_difference(decided.decision.difference);
        if (text == nullptr || (!owner.empty() && to_text(text->who) != owner))
            continue;
        auto row = co_await decided_json(backend, shop, decided);
        rows.emplace_back(decided.decision.at, std::move(row));
    }
}

Checked<std::string> parse_owner(std::string_view text)
{
    constexpr std::array owners = {Unblocker::administrator, Unblocker::warehouse,
                                   Unblocker::merchant, Unblocker::developer};
    std::string all;
    for (const auto owner : owners) {
        if (text.empty() || to_text(owner) == text)
            return std::string(text);
        all += (all.empty() ? "" : ", ") + std::string(to_text(owner));
    }
    Failure failure;
    failure.what = {"unknown owner \"" + std::string(text) + "\"",
                    "未知的处理人“" + std::string(text) + "”"};
    failure.next = {"use one of: " + all, "可用的有：" + all};
    return failure;
}

} // namespace

json::array choices_json(const store::OrderRecord& order)
{
    json::array list;
    for (const auto& choice : choices_of(order.verdict.difference)) {
        if (!is_offered(order, choice))
            continue;
        json::object one;
        one["name"] = choice.name;
        one["en"] = choice.meaning.en;
        one["zh"] = choice.meaning.zh;
        one["command"] = command_of(order, choice);
        list.push_back(std::move(one));
    }
    return list;
}

awaitable<http::Response> list_cases(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_shops(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const auto limit = parse_limit(find_field(fields, "limit"), 50);
    if (!limit)
        co_return refuse(limit.error());
    const auto owner = parse_owner(find_field(fields, "owner"));
    if (!owner)
        co_return refuse(owner.error());
    const bool is_closed = find_field(fields, "closed") == "1";
    Rows rows;
    for (const auto& shop : *shops) {
        if (is_closed)
            co_await add_decided(call.backend, shop, *owner, *limit, rows);
        else
            co_await add_open(call.backend, shop, *owner, *limit, rows);
    }
    std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.first; });
    if (is_closed)
        std::ranges::reverse(rows);
    json::array list;
    for (auto& row : rows)
        if (list.size() < static_cast<std::size_t>(*limit))
            list.push_back(std::move(row.second));
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["cases"] = std::move(list);
    co_return answer(body);
}

} // namespace daifa::admin
