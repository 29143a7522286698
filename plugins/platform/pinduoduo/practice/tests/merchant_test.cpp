#include "pinduoduo/practice/tests/gateway_fixture.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::practice::test;

namespace json = boost::json;

namespace {

/// A merchant's shop with its own token, bound to the first factory.
struct Merchant : Gateway {
    Merchant()
    {
        control("bind", R"({"shop":"20000001"})");
        set("access_life", "31536000s");
        const auto tokens = control("issue_tokens", R"({"shop":"20000001"})");
        factory_token = token;
        token = text_or(tokens.at("tokens").get_array().at(0).get_object(), "access_token");
    }

    std::string place(const std::string& more = {})
    {
        const auto placed = control("place", R"({"shop":"20000001")" + more + "}");
        return scalar_text(placed.at("orders").get_array().at(0));
    }

    /// What the factory knows the order by.
    std::pair<std::string, std::string> give(const std::string& order)
    {
        const auto given = control("give", R"({"order":")" + order + "\"}");
        const std::string id = scalar_text(given.at("orders").get_array().at(0));
        const auto slash = id.find('/');
        return {id.substr(0, slash), id.substr(slash + 1)};
    }

    void return_number(const std::pair<std::string, std::string>& order, const std::string& number)
    {
        std::swap(token, factory_token);
        result("pdd.fds.waybill.return", upload_fields(order, number));
        std::swap(token, factory_token);
    }

    Fields window(const std::string& what, std::int64_t seconds, Fields more = {}) const
    {
        Fields fields = {{"start_" + what, std::to_string(now_ms() / 1000 - seconds)},
                         {"end_" + what, std::to_string(now_ms() / 1000)},
                         {"order_status", "5"},
                         {"refund_status", "5"},
                         {"page", "1"},
                         {"page_size", "100"}};
        for (const auto& [name, value] : more)
            fields[name] = value;
        return fields;
    }

    json::object orders(Fields more = {})
    {
        return result("pdd.order.list.get", window("confirm_at", 86'400, std::move(more)));
    }

    json::object changes(Fields more = {})
    {
        more.emplace("is_lucky_flag", "0");
        return result("pdd.order.number.list.increment.get",
                      window("updated_at", 1800, std::move(more)));
    }

    json::object order(const std::string& number)
    {
        return result("pdd.order.information.get", {{"order_sn", number}})
            .at("order_info")
            .get_object();
    }

    Fields shipment(const std::string& order, const std::string& number, Fields more = {}) const
    {
        more.insert({{"order_sn", order}, {"logistics_id", "85"}, {"tracking_number", number}});
        return more;
    }

    int ship(const std::string& order, const std::string& number, Fields more = {})
    {
        return refusal("pdd.logistics.online.send", shipment(order, number, std::move(more)));
    }

    json::object desk_truth_of(const std::string& order)
    {
        const auto truth = world.platform.truth(now);
        for (const auto& row : truth.at("desk").at("orders").get_array())
            if (text_or(row.get_object(), "order") == order)
                return row.get_object();
        BOOST_TEST_REQUIRE(false);
        return {};
    }

    std::int64_t total(std::string_view name)
    {
        return find_integer(world.platform.totals(now).at("desk").get_object(), name).value_or(-1);
    }

    std::string factory_token;
};

std::set<std::string> numbers_of(const json::object& page, std::string_view list)
{
    std::set<std::string> numbers;
    for (const auto& row : page.at(list).get_array())
        numbers.insert(text_or(row.get_object(), "order_sn"));
    return numbers;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant, Merchant)

BOOST_AUTO_TEST_CASE(an_order_is_shown_with_its_real_number_and_a_sealed_recipient)
{
    const auto number =
        place(R"(,"goods":"杯子","sku":"C-1","quantity":2,"price_fen":1290,"remark":"急")");
    const auto body = call("pdd.order.information.get", {{"order_sn", number}});
    const auto row = order(number);

    BOOST_TEST(body.contains("order_info_get_response"));
    BOOST_TEST(text_or(row, "order_sn") == number);
    BOOST_TEST(find_integer(row, "order_status").value_or(-1) == 1);
    BOOST_TEST(find_integer(row, "refund_status").value_or(-1) == 1);
    BOOST_TEST(find_integer(row, "after_sales_status").value_or(-1) == 0);
    BOOST_TEST(text_or(row, "confirm_time") == to_beijing_text(now));
    BOOST_TEST(text_or(row, "last_ship_time") == to_beijing_text(now + std::chrono::hours(48)));
    BOOST_TEST(text_or(row, "remark") == "急");
    BOOST_TEST(text_or(row, "tracking_number").empty());
    const auto& item = row.at("item_list").get_array().at(0).get_object();
    BOOST_TEST(text_or(item, "goods_name") == "杯子");
    BOOST_TEST(text_or(item, "outer_id") == "C-1");
    BOOST_TEST(text_or(item, "goods_price") == "12.90");
    BOOST_TEST(find_integer(item, "goods_count").value_or(-1) == 2);
    const auto name = text_or(row, "receiver_name");
    const auto phone = text_or(row, "receiver_phone");
    BOOST_TEST((name.starts_with("~AgAAAA") && name.ends_with("~3~~")));
    BOOST_TEST((phone.starts_with("$") && phone.ends_with("$3$$")));
}

BOOST_AUTO_TEST_CASE(under_risk_control_the_recipient_is_empty)
{
    const auto number = place();
    control("risk", R"({"order":")" + number + "\"}");
    const auto row = order(number);

    BOOST_TEST(find_integer(row, "risk_control_status").value_or(-1) == 1);
    BOOST_TEST(text_or(row, "receiver_name").empty());
    BOOST_TEST(text_or(row, "receiver_address_mask").empty());
}

BOOST_AUTO_TEST_CASE(each_merchant_sees_its_own_orders_only)
{
    const auto mine = place();
    const auto shops = control("add_shops", R"({"role":"merchant"})");
    const auto other_shop = text_or(shops.at("shops").get_array().at(0).get_object(), "shop");
    const auto theirs = scalar_text(
        control("place", R"({"shop":")" + other_shop + "\"}").at("orders").get_array().at(0));

    BOOST_TEST((numbers_of(orders(), "order_list") == std::set<std::string>{mine}));
    BOOST_TEST((numbers_of(changes(), "order_sn_list") == std::set<std::string>{mine}));
    BOOST_TEST(refusal("pdd.order.information.get", {{"order_sn", theirs}}) == 50001);
    BOOST_TEST(ship(theirs, "YT1") == 50001);
    set("order_error", "45001");
    BOOST_TEST(refusal("pdd.order.information.get", {{"order_sn", theirs}}) == 45001);
    BOOST_TEST(ship(theirs, "YT1") == 45001);
}

BOOST_AUTO_TEST_CASE(each_role_has_its_own_calls)
{
    const auto number = place();
    BOOST_TEST(refusal("pdd.fds.order.list.get", window_fields(now_ms() - 1000, now_ms())) ==
               50001);
    std::swap(token, factory_token);
    BOOST_TEST(refusal("pdd.order.list.get", window("confirm_at", 86'400)) == 50001);
    BOOST_TEST(refusal("pdd.order.number.list.increment.get",
                       window("updated_at", 60, {{"is_lucky_flag", "0"}})) == 50001);
    BOOST_TEST(refusal("pdd.order.information.get", {{"order_sn", number}}) == 50001);
    BOOST_TEST(refusal("pdd.refund.address.list.get") == 50001);
    BOOST_TEST(ship(number, "YT1") == 50001);
    token.clear();
    BOOST_TEST(error_code(call("pdd.order.list.get", window("confirm_at", 60), false)) == 10001);
}

BOOST_AUTO_TEST_CASE(a_merchants_token_is_one_of_role_1)
{
    BOOST_TEST(find_integer(result("pdd.fds.role.get"), "mall_role").value_or(-1) == 1);
}

BOOST_AUTO_TEST_CASE(a_list_goes_by_confirmation_and_is_filtered_by_state)
{
    const auto old = place();
    now += std::chrono::hours(25);
    const auto open = place();
    const auto shipped = place();
    const auto refunding = place();
    BOOST_TEST(ship(shipped, "YT1") == 0);
    control("after_sale", R"({"order":")" + refunding + R"(","step":"refunding"})");

    BOOST_TEST(numbers_of(orders(), "order_list").size() == 3u);
    BOOST_TEST((numbers_of(orders({{"order_status", "1"}}), "order_list") ==
                std::set<std::string>{open, refunding}));
    BOOST_TEST((numbers_of(orders({{"order_status", "1"}, {"refund_status", "1"}}), "order_list") ==
                std::set<std::string>{open}));
    BOOST_TEST((numbers_of(orders({{"order_status", "2"}}), "order_list") ==
                std::set<std::string>{shipped}));
    BOOST_TEST((numbers_of(orders({{"refund_status", "3"}}), "order_list") ==
                std::set<std::string>{refunding}));
    // It is still there for who knows its number.
    BOOST_TEST(text_or(order(old), "order_sn") == old);
    now += std::chrono::hours(24 * 90);
    BOOST_TEST(refusal("pdd.order.information.get", {{"order_sn", old}}) == 50001);
}

BOOST_AUTO_TEST_CASE(windows_pages_and_filters_have_bounds)
{
    const auto refused = [&](Fields more) {
        return refusal("pdd.order.list.get", window("confirm_at", 86'400, std::move(more)));
    };
    const auto at = [&](std::int64_t seconds) { return std::to_string(now_ms() / 1000 + seconds); };
    BOOST_TEST(refused({}) == 0);
    BOOST_TEST(refused({{"start_confirm_at", at(-86'401)}}) == 21001);
    BOOST_TEST(refused({{"start_confirm_at", at(1)}}) == 21001);
    BOOST_TEST(refused({{"start_confirm_at", std::to_string(now_ms())}}) == 21001);
    BOOST_TEST(refused({{"start_confirm_at", ""}}) == 21002);
    BOOST_TEST(refused({{"order_status", "4"}}) == 21001);
    BOOST_TEST(refused({{"refund_status", "6"}}) == 21001);
    BOOST_TEST(refused({{"page", "0"}}) == 21001);
    BOOST_TEST(refused({{"page_size", "101"}}) == 21001);
    BOOST_TEST(refused({{"page_size", ""}}) == 21002);
    set("window_error", "10000");
    BOOST_TEST(refused({{"page_size", "101"}}) == 10000);

    const auto changes_refused = [&](Fields more) {
        return refusal("pdd.order.number.list.increment.get",
                       window("updated_at", 1800, std::move(more)));
    };
    BOOST_TEST(changes_refused({{"is_lucky_flag", "0"}}) == 0);
    BOOST_TEST(changes_refused({{"is_lucky_flag", "0"}, {"page_size", ""}}) == 0);
    BOOST_TEST(changes_refused({}) == 21002);
    BOOST_TEST(changes_refused({{"is_lucky_flag", "3"}}) == 21001);
    BOOST_TEST(changes_refused({{"is_lucky_flag", "0"}, {"start_updated_at", at(-1801)}}) == 10000);
}

BOOST_AUTO_TEST_CASE(a_page_tells_the_total_or_whether_there_are_more)
{
    for (int i = 0; i < 3; ++i)
        place();
    const auto counted = orders({{"page_size", "2"}, {"page", "2"}});
    BOOST_TEST(find_integer(counted, "total_count").value_or(-1) == 3);
    BOOST_TEST(counted.at("order_list").get_array().size() == 1u);
    BOOST_TEST(!counted.contains("has_next"));

    const auto first = orders({{"page_size", "2"}, {"use_has_next", "true"}});
    BOOST_TEST(find_boolean(first, "has_next").value_or(false));
    BOOST_TEST(!first.contains("total_count"));
    const auto second = orders({{"page_size", "2"}, {"page", "2"}, {"use_has_next", "true"}});
    BOOST_TEST(!find_boolean(second, "has_next").value_or(true));
}

BOOST_AUTO_TEST_CASE(pages_of_changes_are_turned_from_the_last_to_the_first)
{
    for (int i = 0; i < 7; ++i)
        place();
    const auto page = [&](const std::string& number) {
        return refusal("pdd.order.number.list.increment.get",
                       window("updated_at", 1800,
                              {{"is_lucky_flag", "0"}, {"page", number}, {"page_size", "2"}}));
    };
    BOOST_TEST(page("1") == 0);
    BOOST_TEST(page("2") == 21001);
    BOOST_TEST(page("4") == 0);
    BOOST_TEST(page("3") == 0);
    BOOST_TEST(page("3") == 0);
    BOOST_TEST(page("2") == 0);
    BOOST_TEST(page("3") == 21001);
    BOOST_TEST(page("1") == 0);
    set("change_pages", "any");
    BOOST_TEST(page("2") == 0);
    BOOST_TEST(page("3") == 0);
}

BOOST_AUTO_TEST_CASE(the_last_page_that_was_told_may_be_read_after_more_has_come)
{
    for (int i = 0; i < 4; ++i)
        place();
    const auto page = [&](const std::string& number) {
        return refusal("pdd.order.number.list.increment.get",
                       window("updated_at", 1800,
                              {{"is_lucky_flag", "0"}, {"page", number}, {"page_size", "2"}}));
    };
    BOOST_TEST(page("1") == 0);
    place();
    BOOST_TEST(page("2") == 0);
}

BOOST_AUTO_TEST_CASE(who_turns_the_pages_backwards_misses_no_order_that_changes_meanwhile)
{
    std::vector<std::string> placed;
    for (int i = 0; i < 5; ++i, now += std::chrono::seconds(1))
        placed.push_back(place());
    now += std::chrono::seconds(5);
    const Fields asked = window("updated_at", 12, {{"is_lucky_flag", "0"}, {"page_size", "2"}});
    const auto read = [&](const std::string& page) {
        Fields fields = asked;
        fields["page"] = page;
        return numbers_of(result("pdd.order.number.list.increment.get", fields), "order_sn_list");
    };
    std::set<std::string> seen = read("3");
    now += std::chrono::seconds(5);
    // The first of all leaves the window; those behind it move up.
    control("quantity", R"({"order":")" + placed.front() + "\"}");
    seen.merge(read("2"));
    seen.merge(read("1"));
    BOOST_TEST((seen == std::set<std::string>(placed.begin() + 1, placed.end())));
}

BOOST_AUTO_TEST_CASE(whatever_happens_to_an_order_moves_its_time_of_change)
{
    const auto number = place();
    const auto is_news = [&] {
        const auto found = numbers_of(
            changes({{"start_updated_at", std::to_string(now_ms() / 1000)}}), "order_sn_list");
        return found.contains(number);
    };
    const auto after = [&](auto act) {
        now += std::chrono::minutes(1);
        BOOST_TEST(!is_news());
        act();
        return is_news();
    };
    const std::string named = R"({"order":")" + number + "\"";
    BOOST_TEST(after([&] { control("after_sale", named + "}"); }));
    BOOST_TEST(after([&] { control("after_sale", named + R"(,"step":"withdrawn"})"); }));
    BOOST_TEST(after([&] { control("risk", named + "}"); }));
    BOOST_TEST(after([&] { control("risk", named + R"(,"on":false})"); }));
    BOOST_TEST(after([&] { control("address", named + "}"); }));
    BOOST_TEST(after([&] { control("suspend", named + "}"); }));
    BOOST_TEST(after([&] { control("suspend", named + R"(,"on":false})"); }));
    BOOST_TEST(after([&] { BOOST_TEST(ship(number, "YT1") == 0); }));
}

BOOST_AUTO_TEST_CASE(after_sales_have_the_merchants_numbers)
{
    const auto number = place();
    const auto codes = [&](const std::string& step) {
        control("after_sale", R"({"order":")" + number + R"(","step":")" + step + "\"}");
        const auto row = order(number);
        return std::to_string(find_integer(row, "refund_status").value_or(-1)) + "/" +
               std::to_string(find_integer(row, "after_sales_status").value_or(-1));
    };
    BOOST_TEST(codes("requested") == "2/2");
    BOOST_TEST(codes("refunding") == "3/4");
    BOOST_TEST(codes("refunded") == "4/10");
    BOOST_TEST(codes("withdrawn") == "1/11");
    BOOST_TEST(codes("rejected") == "1/9");
    BOOST_TEST(codes("goods_return") == "2/7");
    BOOST_TEST(codes("exchange") == "1/14");
}

BOOST_AUTO_TEST_CASE(a_returned_number_ships_nothing_by_itself)
{
    const auto number = place();
    return_number(give(number), "YT0000000000001");

    BOOST_TEST(find_integer(order(number), "order_status").value_or(-1) == 1);
    BOOST_TEST(text_or(order(number), "tracking_number").empty());
    const auto truth = desk_truth_of(number);
    BOOST_TEST(text_or(truth, "returned") == "YT0000000000001");
    BOOST_TEST(find_integer(truth, "shipped").value_or(-1) == 0);
    BOOST_TEST(total("given") == 1);
    BOOST_TEST(total("shipped") == 0);
}

BOOST_AUTO_TEST_CASE(shipping_is_done_once_and_the_truth_tells_with_what_and_by_whom)
{
    const auto number = place();
    const auto id = give(number);
    return_number(id, "YT0000000000001");
    const auto addresses =
        result("pdd.refund.address.list.get").at("refund_address_list").get_array();
    BOOST_TEST_REQUIRE(addresses.size() == 1u);
    const auto address = text_or(addresses.at(0).get_object(), "refund_address_id");
    BOOST_TEST(text_or(addresses.at(0).get_object(), "is_default") == "1");

    const auto yes = result("pdd.logistics.online.send",
                            shipment(number, "YT0000000000001", {{"refund_address_id", address}}));
    BOOST_TEST(find_boolean(yes, "is_success").value_or(false));
    const auto row = order(number);
    BOOST_TEST(find_integer(row, "order_status").value_or(-1) == 2);
    BOOST_TEST(find_integer(row, "logistics_id").value_or(-1) == 85);
    BOOST_TEST(text_or(row, "tracking_number") == "YT0000000000001");
    BOOST_TEST(text_or(row, "receiver_name").empty());

    BOOST_TEST(ship(number, "YT0000000000001") == 50001);
    const auto truth = desk_truth_of(number);
    BOOST_TEST(find_integer(truth, "shipped").value_or(-1) == 1);
    BOOST_TEST(text_or(truth, "shipped_with") == "YT0000000000001");
    BOOST_TEST(text_or(truth, "given_as") == id.first + "/" + id.second);
    BOOST_TEST(!find_boolean(truth, "misplaced").value_or(true));
    const auto& attempts = truth.at("attempts").get_array();
    BOOST_TEST_REQUIRE(attempts.size() == 2u);
    BOOST_TEST(text_or(attempts[0].get_object(), "by") == "practice-app-key-0001");
    BOOST_TEST(text_or(attempts[0].get_object(), "carrier") == "YTO");
    BOOST_TEST(text_or(attempts[0].get_object(), "return_address") == address);
    BOOST_TEST(text_or(attempts[1].get_object(), "refused") == "shipped_already");
    BOOST_TEST(total("shipped") == 1);
    BOOST_TEST(total("shipped_again") == 0);
    BOOST_TEST(total("refused_shipments") == 1);
}

BOOST_AUTO_TEST_CASE(an_order_that_no_factory_has_ships_with_the_merchants_own_number)
{
    const auto number = place();
    BOOST_TEST(ship(number, "SF1", {{"logistics_id", "44"}}) == 0);
    BOOST_TEST(find_integer(order(number), "logistics_id").value_or(-1) == 44);
    BOOST_TEST(total("misplaced") == 0);
}

BOOST_AUTO_TEST_CASE(a_number_that_was_returned_to_another_order_is_misplaced)
{
    const auto first = place();
    const auto second = place();
    return_number(give(first), "YT1");
    return_number(give(second), "YT2");
    BOOST_TEST(ship(first, "YT2") == 0);

    BOOST_TEST(find_boolean(desk_truth_of(first), "misplaced").value_or(false));
    BOOST_TEST(total("misplaced") == 1);
}

BOOST_AUTO_TEST_CASE(a_change_overwrites_what_was_shipped_and_counts_as_another_one)
{
    const auto number = place();
    BOOST_TEST(ship(number, "YT1", {{"redelivery_type", "2"}}) == 50001);
    BOOST_TEST(ship(number, "YT1") == 0);
    BOOST_TEST(ship(number, "YT2", {{"redelivery_type", "2"}}) == 0);
    BOOST_TEST(text_or(order(number), "tracking_number") == "YT2");
    BOOST_TEST(total("shipped_again") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_held_or_wrong_is_not_shipped)
{
    const auto number = place();
    const std::string named = R"({"order":")" + number + "\"";
    control("after_sale", named + "}");
    BOOST_TEST(ship(number, "YT1") == 50001);
    control("after_sale", named + R"(,"step":"withdrawn"})");
    control("risk", named + "}");
    BOOST_TEST(ship(number, "YT1") == 50001);
    control("risk", named + R"(,"on":false})");
    control("suspend", named + "}");
    BOOST_TEST(ship(number, "YT1") == 50001);
    const auto body = json::serialize(order(number));
    BOOST_TEST(body.find(R"({"name":"ship_hold","value":1})") != std::string::npos);
    control("suspend", named + R"(,"on":false})");

    BOOST_TEST(ship(number, "YT1", {{"refund_address_id", "A99"}}) == 50001);
    BOOST_TEST(ship(number, "YT1", {{"logistics_id", "116"}}) == 50001); // Switched off.
    BOOST_TEST(ship(number, "YT1", {{"logistics_id", "349"}}) == 50001); // Without a code.
    BOOST_TEST(ship(number, "YT1", {{"logistics_id", "99999"}}) == 50001);
    BOOST_TEST(ship(number, "YT1", {{"redelivery_type", "3"}}) == 21001);
    BOOST_TEST(ship(number, "") == 21002);
    BOOST_TEST(ship(number, std::string(65, '1')) == 21001);
    BOOST_TEST(refusal("pdd.logistics.online.send",
                       {{"order_sn", number}, {"tracking_number", "1"}}) == 21002);
    BOOST_TEST(find_integer(desk_truth_of(number), "shipped").value_or(-1) == 0);
    BOOST_TEST(ship(number, "YT1") == 0);
}

BOOST_AUTO_TEST_CASE(a_refusal_may_be_dressed_as_a_success_that_says_no)
{
    set("refusal", "false_result");
    const auto number = place();
    BOOST_TEST(ship(number, "YT1") == 0);
    const auto answer = result("pdd.logistics.online.send", shipment(number, "YT1"));
    BOOST_TEST(!find_boolean(answer, "is_success").value_or(true));
    BOOST_TEST(find_integer(desk_truth_of(number), "shipped").value_or(-1) == 1);
}

BOOST_AUTO_TEST_CASE(what_the_back_office_ships_the_calls_show)
{
    const auto number = place();
    return_number(give(number), "YT1");
    control("ship", R"({"order":")" + number + "\"}");

    BOOST_TEST(find_integer(order(number), "order_status").value_or(-1) == 2);
    BOOST_TEST(text_or(order(number), "tracking_number") == "YT1");
    const auto truth = desk_truth_of(number);
    BOOST_TEST(text_or(truth.at("attempts").get_array().at(0).get_object(), "by") == "back office");
    BOOST_TEST(ship(number, "YT1") == 50001);
}

BOOST_AUTO_TEST_CASE(numbers_and_money_change_their_type_with_the_variant)
{
    const auto number = place(R"(,"price_fen":1290)");
    set("numbers", "mixed");
    set("nulls", "absent");
    std::set<json::kind> kinds;
    for (const auto& [name, value] : order(number))
        if (name == "goods_amount" || name == "pay_amount" || name.ends_with("_status"))
            kinds.insert(value.kind());
    BOOST_TEST(kinds.contains(json::kind::string));
    BOOST_TEST(kinds.contains(json::kind::int64));
    BOOST_TEST(kinds.contains(json::kind::double_));
    BOOST_TEST(!order(number).contains("tracking_number"));
}

BOOST_AUTO_TEST_CASE(the_desk_is_in_the_truth)
{
    place();
    const auto truth = world.platform.truth(now).at("desk").get_object();
    BOOST_TEST_REQUIRE(truth.at("bindings").get_array().size() == 1u);
    const auto& binding = truth.at("bindings").get_array().at(0).get_object();
    BOOST_TEST(text_or(binding, "merchant") == "20000001");
    BOOST_TEST(text_or(binding, "factory") == "10000001");
    BOOST_TEST(text_or(binding, "state") == "bound");
    BOOST_TEST(total("bound") == 1);
    BOOST_TEST(total("waiting") == 1);
    control("unbind", R"({"shop":"20000001"})");
    BOOST_TEST(total("bound") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
