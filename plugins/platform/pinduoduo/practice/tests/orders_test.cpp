#include "gateway_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using daifa::practice::test::Gateway;

namespace {

constexpr auto list_api = "pdd.fds.order.list.get";
constexpr auto get_api = "pdd.fds.order.get";

std::vector<std::string> numbers_in(const boost::json::object& page)
{
    std::vector<std::string> numbers;
    for (const auto& row : page.at("order_list").get_array())
        numbers.push_back(text_or(row.get_object(), "order_mask_sn"));
    return numbers;
}

std::vector<std::string> listed(Gateway& gateway, std::int64_t from, std::int64_t until)
{
    return numbers_in(gateway.result(list_api, gateway.window_fields(from, until)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(orders)

BOOST_AUTO_TEST_CASE(shows_a_factory_masks_region_and_goods_only)
{
    Gateway gateway;
    const auto id = gateway.assign(R"({"remark":"急","quantity":3,"price_fen":990,"sku":"A-1","province":"上海市"})");
    const auto order = gateway.result(get_api, gateway.order_fields(id));

    BOOST_TEST(id.first.size() == 32u);
    BOOST_TEST(id.second.size() == 32u);
    BOOST_TEST(text_or(order, "mall_mask_id") == id.first);
    BOOST_TEST(text_or(order, "remark") == "急");
    BOOST_TEST(order.at("goods_number").as_int64() == 3);
    BOOST_TEST(order.at("product_price").as_int64() == 990);
    BOOST_TEST(order.at("allow_time").as_int64() == gateway.now_ms());
    BOOST_TEST(order.at("status").as_int64() == 1);
    BOOST_TEST(order.at("return_status").as_int64() == 0);
    BOOST_TEST(text_or(order, "out_sku_sn") == "A-1");
    for (const char* hidden : {"receiver_name", "receiver_phone", "mobile", "address", "risk_control_status"})
        BOOST_TEST(!order.contains(hidden));
}

BOOST_AUTO_TEST_CASE(lists_every_order_once_over_its_pages)
{
    Gateway gateway;
    gateway.control("assign", R"({"count":250,"spread_ms":600000})");
    std::set<std::string> seen;
    for (int page = 1; page <= 3; ++page) {
        const auto fields = gateway.window_fields(gateway.now_ms() - 600000, gateway.now_ms(), page);
        const auto part = gateway.result(list_api, fields);
        BOOST_TEST(part.at("total").as_int64() == 250);
        for (const auto& number : numbers_in(part))
            BOOST_TEST(seen.insert(number).second);
    }
    BOOST_TEST(seen.size() == 250u);
    const auto behind = gateway.result(list_api, gateway.window_fields(gateway.now_ms() - 600000, gateway.now_ms(), 9));
    BOOST_TEST(numbers_in(behind).empty());
}

BOOST_AUTO_TEST_CASE(refuses_bad_windows_and_pages)
{
    Gateway gateway;
    const auto now = gateway.now_ms();
    const auto half_hour = 30 * 60 * 1000;
    BOOST_TEST(gateway.refusal(list_api, gateway.window_fields(now - half_hour, now)) == 0);
    BOOST_TEST(gateway.refusal(list_api, gateway.window_fields(now - half_hour - 1, now)) == 21001);
    BOOST_TEST(gateway.refusal(list_api, gateway.window_fields(now, now - 1)) == 21001);
    BOOST_TEST(gateway.refusal(list_api, gateway.window_fields(now / 1000 - 60, now / 1000)) == 21001);
    BOOST_TEST(gateway.refusal(list_api, gateway.window_fields(now - 1, now, 0)) == 21001);
    BOOST_TEST(gateway.refusal(list_api, gateway.window_fields(now - 1, now, 1, 101)) == 21001);
    BOOST_TEST(gateway.refusal(list_api, {{"param_fds_order_list_get_request", "{}"}}) == 21002);
    BOOST_TEST(gateway.refusal(list_api, {{"param_fds_order_list_get_request", "no json"}}) == 21001);
    BOOST_TEST(gateway.refusal(list_api) == 21002);
    gateway.set("window_error", "10000");
    BOOST_TEST(gateway.refusal(list_api, gateway.window_fields(now, now - 1)) == 10000);
}

BOOST_AUTO_TEST_CASE(lists_in_the_order_and_up_to_the_end_that_the_variants_say)
{
    Gateway gateway;
    const auto start = gateway.now_ms();
    const auto first = gateway.assign();
    gateway.now += Milliseconds(10);
    const auto second = gateway.assign();
    const auto end = gateway.now_ms();

    BOOST_TEST((listed(gateway, start, end) == std::vector{first.second, second.second}));
    gateway.set("list_order", "desc");
    BOOST_TEST((listed(gateway, start, end) == std::vector{second.second, first.second}));
    gateway.set("list_order", "shuffled");
    BOOST_TEST(listed(gateway, start, end).size() == 2u);
    gateway.set("list_end", "exclusive");
    BOOST_TEST((listed(gateway, start, end) == std::vector{first.second}));
    BOOST_TEST((listed(gateway, start + 1, end + 1) == std::vector{second.second}));
}

BOOST_AUTO_TEST_CASE(rows_can_appear_late)
{
    Gateway gateway(sandbox::FrontOptions{{"row_delay", "5s"}});
    const auto start = gateway.now_ms();
    const auto id = gateway.assign();

    BOOST_TEST(listed(gateway, start, start).empty());
    BOOST_TEST(gateway.refusal(get_api, gateway.order_fields(id)) == 0);
    gateway.now += Milliseconds(5000);
    BOOST_TEST(listed(gateway, start, start).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_withdrawal_moves_the_order_into_a_later_window)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const auto start = gateway.now_ms();
    gateway.now += std::chrono::minutes(2);
    gateway.control("withdraw", "{}");

    BOOST_TEST(listed(gateway, start, start).empty());
    BOOST_TEST(listed(gateway, gateway.now_ms(), gateway.now_ms()).size() == 1u);
    BOOST_TEST(gateway.result(get_api, gateway.order_fields(id)).at("status").as_int64() == 0);
}

BOOST_AUTO_TEST_CASE(an_after_sale_moves_the_update_time_or_not)
{
    for (const bool moves : {true, false}) {
        Gateway gateway(sandbox::FrontOptions{{"after_sale_moves_update_time", moves ? "yes" : "no"}});
        const auto id = gateway.assign();
        gateway.now += Milliseconds(1000);
        gateway.control("after_sale", R"({"step":"refunding"})");
        BOOST_TEST(listed(gateway, gateway.now_ms(), gateway.now_ms()).size() == (moves ? 1u : 0u));
        BOOST_TEST(gateway.result(get_api, gateway.order_fields(id)).at("after_sales_status").as_int64() == 4);
    }
}

BOOST_AUTO_TEST_CASE(a_reassigned_order_keeps_its_number_or_gets_a_new_one)
{
    Gateway gateway;
    const auto id = gateway.assign();
    gateway.control("withdraw", "{}");
    gateway.control("reassign", "{}");
    BOOST_TEST(gateway.result(get_api, gateway.order_fields(id)).at("status").as_int64() == 1);
    BOOST_TEST(gateway.order_truth(id).at("generation").as_int64() == 2);

    gateway.set("reassign", "new_number");
    gateway.control("withdraw", "{}");
    const auto again = gateway.control("reassign", "{}");
    const auto successor = scalar_text(again.at("orders").get_array().at(0));
    BOOST_TEST(successor != id.first + "/" + id.second);
    BOOST_TEST(gateway.result(get_api, gateway.order_fields(id)).at("status").as_int64() == 0);
    BOOST_TEST(text_or(gateway.order_truth(id), "replaced_by") == successor.substr(33));
}

BOOST_AUTO_TEST_CASE(an_order_of_another_factory_is_unknown)
{
    Gateway gateway;
    const auto added = gateway.control("add_shops", "{}");
    const auto shop = text_or(added.at("shops").get_array().at(0).get_object(), "shop");
    const auto foreign = gateway.assign("{\"shop\":\"" + shop + "\"}");
    const auto none = std::make_pair(foreign.first, std::string("00"));

    BOOST_TEST(gateway.refusal(get_api, gateway.order_fields(foreign)) == 50001);
    BOOST_TEST(gateway.refusal(get_api, gateway.order_fields(none)) == 50001);
    BOOST_TEST(listed(gateway, gateway.now_ms(), gateway.now_ms()).empty());
    gateway.set("order_error", "45001");
    BOOST_TEST(gateway.refusal(get_api, gateway.order_fields(none)) == 45001);
}

BOOST_AUTO_TEST_CASE(numbers_and_empty_texts_drift_by_variant)
{
    Gateway gateway;
    const auto id = gateway.assign(R"({"remark":"","recipient_group":""})");
    gateway.set("numbers", "texts");
    BOOST_TEST(gateway.result(get_api, gateway.order_fields(id)).at("status").is_string());
    gateway.set("numbers", "mixed");
    const auto mixed = gateway.result(get_api, gateway.order_fields(id));
    BOOST_TEST(mixed.at("allow_time").is_string() != mixed.at("status").is_string());
    BOOST_TEST(mixed.contains("remark"));
    gateway.set("nulls", "null");
    BOOST_TEST(gateway.result(get_api, gateway.order_fields(id)).at("remark").is_null());
    gateway.set("nulls", "absent");
    BOOST_TEST(!gateway.result(get_api, gateway.order_fields(id)).contains("receiver_id"));
    gateway.set("shows_risk", "yes");
    gateway.control("risk", "{}");
    BOOST_TEST(scalar_text(gateway.result(get_api, gateway.order_fields(id)).at("risk_control_status")) == "1");
}

BOOST_AUTO_TEST_SUITE_END()
