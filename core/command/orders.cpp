#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::command {
namespace json = boost::json;
namespace {

/// The API's largest page.
constexpr int page_max = 1000;

boost::system::result<std::vector<std::string>, Trouble> shop_ids(Session& session,
                                                                  const std::string& wanted)
{
    std::vector<std::string> ids;
    if (!wanted.empty()) {
        ids.push_back(wanted);
        return ids;
    }
    const auto answer = session.daemon.get("/v1/shops");
    if (!answer)
        return answer.error();
    for (const auto& shop : array_of(*answer, "shops"))
        ids.push_back(text_or(shop.as_object(), "shop"));
    return ids;
}

/// Up to `limit` orders of one shop, page by page.
boost::system::result<json::array, Trouble> read_orders(Session& session, const std::string& shop,
                                                        const OrdersOptions& options)
{
    json::array rows;
    std::string after;
    do {
        const auto left = options.limit - static_cast<int>(rows.size());
        const std::string query = to_query({{"state", options.state},
                                            {"difference", options.difference},
                                            {"text", options.text},
                                            {"sort", options.sort},
                                            {"limit", std::to_string(std::min(left, page_max))},
                                            {"after", after}});
        const auto answer =
            session.daemon.get("/v1/shops/" + percent_encode(shop) + "/orders?" + query);
        if (!answer)
            return answer.error();
        for (const auto& row : array_of(*answer, "orders"))
            rows.push_back(row);
        after = text_or(*answer, "next");
    } while (!after.empty() && static_cast<int>(rows.size()) < options.limit);
    return rows;
}

std::string render_orders(const View& view, const json::array& orders)
{
    const auto title = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    if (orders.empty())
        return title("no such orders\n", "没有符合条件的订单\n");
    Table table({title("SHOP", "店铺"), title("ORDER", "订单"), title("STATE", "状态"),
                 title("DIFFERENCE", "差异"), title("SINCE", "持续自"), title("NEXT", "下次"),
                 title("DETAIL", "说明")});
    for (const auto& value : orders) {
        const auto& order = value.as_object();
        const std::string state = text_or(order, "state");
        table.add({Cell(text_or(order, "shop")), Cell(text_or(order, "order")),
                   Cell(state_word(view, state), state_tone(state)),
                   Cell(text_or(order, "difference"), Tone::warning),
                   Cell(show_age(view, order, "since")), Cell(show_age(view, order, "next_at")),
                   Cell(text_or(order, "detail"))});
    }
    return table.render(view);
}

} // namespace

std::string to_query(const std::vector<std::pair<std::string, std::string>>& fields)
{
    FormFields given;
    for (const auto& field : fields)
        if (!field.second.empty())
            given.push_back(field);
    return encode_form(given);
}

Outcome list_orders(Session& session, const OrdersOptions& options)
{
    const auto shops = shop_ids(session, options.shop);
    if (!shops)
        return failed(session.view, shops.error());
    json::array orders;
    for (const auto& shop : *shops) {
        const auto rows = read_orders(session, shop, options);
        if (!rows)
            return failed(session.view, rows.error());
        orders.insert(orders.end(), rows->begin(), rows->end());
    }
    // Each shop's rows are sorted; together they have to be sorted again. ISO times sort as text.
    const bool is_newest_first = options.sort == "newest";
    std::stable_sort(orders.begin(), orders.end(), [&](const json::value& a, const json::value& b) {
        const auto left = text_or(a.as_object(), "since");
        const auto right = text_or(b.as_object(), "since");
        return is_newest_first ? left > right : left < right;
    });
    while (static_cast<int>(orders.size()) > options.limit)
        orders.pop_back();

    Outcome outcome;
    if (session.view.is_json) {
        json::object body;
        body["orders"] = std::move(orders);
        outcome.out = to_json_text(body);
    } else {
        outcome.out = render_orders(session.view, orders);
    }
    return outcome;
}

Outcome list_windows(Session& session, const std::string& shop, bool only_holes, int limit)
{
    const auto answer =
        session.daemon.get("/v1/windows?" + to_query({{"shop", shop},
                                                      {"holes", only_holes ? "1" : ""},
                                                      {"limit", std::to_string(limit)}}));
    if (!answer)
        return failed(session.view, answer.error());
    const View& view = session.view;
    Outcome outcome;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    const auto title = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    const auto local = [&](const json::object& window, const char* key) {
        const auto at = parse_utc_text(text_or(window, key));
        return at ? to_local_text(*at, view.now) : std::string("-");
    };
    Table table({title("SHOP", "店铺"), title("STREAM", "内容"), title("FROM", "从"),
                 title("TO", "到"), title("STATE", "状态"), title("PAGES", "页"),
                 title("ROWS", "行"), title("NEW", "新增"), title("CHANGED", "变更"),
                 title("READ", "读取"), title("PROBLEM", "问题")});
    for (const auto& value : array_of(*answer, "windows")) {
        const auto& window = value.as_object();
        const std::string state = text_or(window, "state");
        table.add({Cell(text_or(window, "shop")), Cell(state_word(view, text_or(window, "stream"))),
                   Cell(local(window, "from")), Cell(local(window, "to")),
                   Cell(state_word(view, state), state_tone(state)), Cell(text_or(window, "pages")),
                   Cell(text_or(window, "rows")), Cell(text_or(window, "new")),
                   Cell(text_or(window, "changed")), Cell(show_age(view, window, "read_at")),
                   Cell(text_or(window, "problem"))});
    }
    outcome.out = table.empty() ? (only_holes ? title("no holes\n", "没有缺口\n")
                                              : title("nothing was read yet\n", "尚未读取\n"))
                                : table.render(view);
    return outcome;
}

} // namespace daifa::command
