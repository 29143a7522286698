#include "take_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice::test;

namespace json = boost::json;

namespace {

constexpr auto return_api = "pdd.fds.waybill.return";

json::object branch(Gateway& gateway, const std::string& carrier)
{
    const auto result = gateway.result("pdd.waybill.search", {{"wp_code", carrier}});
    const auto& contracts = result.at("waybill_apply_subscription_cols").get_array();
    BOOST_TEST_REQUIRE(contracts.size() == 1u);
    return contracts.at(0).at("branch_account_cols").at(0).get_object();
}

std::string state(Gateway& gateway, const OrderPair& id, std::size_t at = 0)
{
    return text_or(gateway.order_truth(id).at("taken").at(at).get_object(), "state");
}

} // namespace

BOOST_AUTO_TEST_SUITE(taken_numbers)

BOOST_AUTO_TEST_CASE(a_search_shows_contracts_balances_addresses_and_services)
{
    Gateway gateway;
    const auto all = gateway.result("pdd.waybill.search");
    BOOST_TEST(all.at("waybill_apply_subscription_cols").get_array().size() == 6u);
    BOOST_TEST(all.at("waybill_apply_subscription_cols")
                   .at(0)
                   .at("branch_account_cols")
                   .get_array()
                   .size() == 2u);

    const auto before = branch(gateway, "YTO");
    BOOST_TEST(text_or(before.at("shipp_address_cols").at(0).get_object(), "detail") ==
               "北苑街道练习路1688号 3号楼");
    BOOST_TEST(text_or(before.at("service_info_cols").at(0).get_object(), "service_code") ==
               "SVC-INSURE");
    const std::string number = take(gateway, {gateway.assign()});
    const auto after = branch(gateway, "YTO");
    BOOST_TEST(after.at("quantity").as_int64() == before.at("quantity").as_int64() - 1);
    BOOST_TEST(after.at("allocated_quantity").as_int64() == 1);
    gateway.result(cancel_number_api, cancel_number_fields(number));
    const auto last = branch(gateway, "YTO");
    BOOST_TEST(last.at("quantity").as_int64() == before.at("quantity").as_int64());
    BOOST_TEST(last.at("cancel_quantity").as_int64() == 1);
    BOOST_TEST(last.at("recycled_quantity").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(contracts_come_and_go)
{
    Gateway gateway;
    const auto made = gateway.control(
        "add_contract", R"({"carrier":"EMS","branch":"E1","quantity":5,"detail":"别处1号"})");
    BOOST_TEST(made.at("quantity").as_int64() == 5);
    const auto ems = branch(gateway, "EMS");
    BOOST_TEST(text_or(ems, "branch_code") == "E1");
    BOOST_TEST(text_or(ems.at("shipp_address_cols").at(0).get_object(), "detail") == "别处1号");
    const auto templates = gateway.result("pdd.cloudprint.stdtemplates.get", {{"wp_code", "EMS"}});
    BOOST_TEST(templates.at("result").at("datas").get_array().size() == 1u);

    gateway.control("remove_contract", R"({"carrier":"EMS"})");
    const auto result = gateway.result("pdd.waybill.search", {{"wp_code", "EMS"}});
    BOOST_TEST(result.at("waybill_apply_subscription_cols").get_array().empty());
    BOOST_CHECK_THROW(gateway.control("remove_contract", R"({"carrier":"EMS"})"),
                      sandbox::ControlError);
    BOOST_CHECK_THROW(gateway.control("set_balance", R"({"carrier":"EMS"})"),
                      sandbox::ControlError);
    BOOST_CHECK_THROW(gateway.control("set_balance", R"({"quantity":1})"), sandbox::ControlError);
}

BOOST_AUTO_TEST_CASE(a_shop_that_is_no_factory_has_no_contracts)
{
    Gateway gateway;
    const auto tokens = gateway.control("issue_tokens", R"({"shop":"20000001"})");
    gateway.token = text_or(tokens.at("tokens").get_array().at(0).get_object(), "access_token");
    const auto result = gateway.result("pdd.waybill.search");
    BOOST_TEST(result.at("waybill_apply_subscription_cols").get_array().empty());
    BOOST_TEST(gateway.refusal(take_api, take_fields(take_request({parcel("o1", {{"a", "b"}})}))) ==
               50001);
}

BOOST_AUTO_TEST_CASE(templates_have_custom_areas_until_they_are_gone)
{
    Gateway gateway;
    const auto all = gateway.result("pdd.cloudprint.stdtemplates.get");
    BOOST_TEST(all.at("result").at("datas").get_array().size() == 6u);
    const auto yto = gateway.result("pdd.cloudprint.stdtemplates.get", {{"wp_code", "YTO"}});
    const auto form =
        yto.at("result").at("datas").at(0).at("standard_templates").at(0).get_object();
    BOOST_TEST(text_or(form, "standard_template_url") == "https://file-link.pinduoduo.com/yto_one");
    const Fields by_id = {{"template_id", text_or(form, "standard_template_id")}};
    const auto areas = gateway.result("pdd.cloudprint.customares.get", by_id);
    BOOST_TEST(areas.at("result").at("datas").at(0).at("keys").get_array().size() == 3u);

    gateway.control("label_template", R"({"carrier":"YTO"})");
    BOOST_TEST(gateway.refusal("pdd.cloudprint.customares.get", by_id) == 50001);
    BOOST_TEST(gateway.refusal("pdd.cloudprint.customares.get") == 21002);
    const auto gone = gateway.result("pdd.cloudprint.stdtemplates.get", {{"wp_code", "YTO"}});
    BOOST_TEST(gone.at("result").at("datas").get_array().empty());
    BOOST_CHECK_THROW(gateway.control("label_template", R"({"carrier":"YTO","template":"x"})"),
                      sandbox::ControlError);
}

BOOST_AUTO_TEST_CASE(a_number_can_be_asked_for_until_it_is_cancelled)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const std::string number = take(gateway, {id});
    const auto found = gateway.result(query_api, query_fields(number)).at("modules").at(0);
    const auto& inner = found.at("waybill_cloud_print_response").get_object();
    BOOST_TEST(text_or(inner, "object_id") == "q1");
    BOOST_TEST(opened(text_or(inner, "print_data")).number == number);

    gateway.result(cancel_number_api, cancel_number_fields(number));
    for (const auto& fields :
         {query_fields(number), query_fields("YT1"), query_fields(number, "ZTO")})
        BOOST_TEST(gateway.result(query_api, fields).at("modules").get_array().empty());
    gateway.set("cancelled_query", "error");
    BOOST_TEST(refusal_text(gateway, query_api, query_fields(number)) == "电子面单号不存在");
    BOOST_TEST(gateway.refusal(query_api) == 21002);
    BOOST_TEST(gateway.refusal(query_api, {{"param_list",
                                            R"([{"object_id":"q1","wp_code":"YTO"}])"}}) == 21002);
}

BOOST_AUTO_TEST_CASE(an_upload_uses_a_number_and_a_used_one_cannot_be_cancelled)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const std::string number = take(gateway, {id});
    BOOST_TEST(state(gateway, id) == "taken");
    BOOST_TEST(waybill_total(gateway, "open") == 1);
    gateway.result(return_api, gateway.upload_fields(id, number));
    BOOST_TEST(state(gateway, id) == "used");
    BOOST_TEST(waybill_total(gateway, "open") == 0);
    BOOST_TEST(refusal_text(gateway, cancel_number_api, cancel_number_fields(number)) ==
               "电子面单号已使用，不能取消");

    const Fields retraction = {
        {"pdd_fds_waybill_cancel_request",
         gateway.upload_fields(id, number).at("param_fds_waybill_return_request")}};
    gateway.result("pdd.fds.waybill.cancel", retraction);
    BOOST_TEST(state(gateway, id) == "taken");
    BOOST_TEST(gateway.result(cancel_number_api, cancel_number_fields(number))
                   .at("cancel_result")
                   .as_bool());
    BOOST_TEST(state(gateway, id) == "cancelled");
    BOOST_TEST(waybill_total(gateway, "cancelled") == 1);
}

BOOST_AUTO_TEST_CASE(a_number_stays_used_when_its_order_is_assigned_again)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const std::string number = take(gateway, {id});
    gateway.result(return_api, gateway.upload_fields(id, number));
    gateway.control("withdraw", R"({"of":"any"})");
    gateway.control("reassign", "{}");
    BOOST_TEST(state(gateway, id) == "used");
    take(gateway, {id}, "generation 2");
    BOOST_TEST(state(gateway, id, 1) == "taken");
}

BOOST_AUTO_TEST_CASE(extra_numbers_are_used_too)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const std::string main = take(gateway, {id}, "1");
    const std::string extra = take(gateway, {id}, "2");
    gateway.result(return_api, gateway.upload_fields(id, main));
    gateway.result(
        "pdd.fds.waybill.return.slave",
        {{"request", R"({"mall_mask_id":")" + id.first + R"(","order_mask_sn":")" + id.second +
                         R"(","wp_code":"YTO","waybill_codes":[")" + extra + R"("]})"}});
    BOOST_TEST(state(gateway, id, 1) == "used");
    BOOST_TEST(waybill_total(gateway, "used") == 2);
}

BOOST_AUTO_TEST_CASE(a_number_of_another_order_or_carrier_or_a_cancelled_one_cannot_be_returned)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const auto other = gateway.assign();
    const std::string number = take(gateway, {id});
    constexpr auto foreign = "运单号不属于该订单或快递公司";
    BOOST_TEST(refusal_text(gateway, return_api, gateway.upload_fields(other, number)) == foreign);
    BOOST_TEST(refusal_text(gateway, return_api, gateway.upload_fields(id, number, "ZTO")) ==
               foreign);
    gateway.result(cancel_number_api, cancel_number_fields(number));
    BOOST_TEST(refusal_text(gateway, return_api, gateway.upload_fields(id, number)) ==
               "运单号已取消，不能回传");
    BOOST_TEST(waybill_total(gateway, "misplaced") == 0);

    gateway.set("own_numbers", "unchecked");
    gateway.result(return_api, gateway.upload_fields(other, number));
    BOOST_TEST(waybill_total(gateway, "misplaced") == 1);
}

BOOST_AUTO_TEST_CASE(a_second_cancel_and_unknown_numbers_are_refused)
{
    Gateway gateway;
    const std::string number = take(gateway, {gateway.assign()});
    BOOST_TEST(gateway.refusal(cancel_number_api, {{"wp_code", "YTO"}}) == 21002);
    BOOST_TEST(refusal_text(gateway, cancel_number_api, cancel_number_fields("YT1")) ==
               "电子面单号不存在");
    BOOST_TEST(gateway.refusal(cancel_number_api, cancel_number_fields(number, "ZTO")) == 50001);
    gateway.result(cancel_number_api, cancel_number_fields(number));
    BOOST_TEST(refusal_text(gateway, cancel_number_api, cancel_number_fields(number)) ==
               "电子面单号已取消");
    gateway.set("refusal", "false_result");
    BOOST_TEST(!gateway.result(cancel_number_api, cancel_number_fields(number))
                    .at("cancel_result")
                    .as_bool());
    gateway.set("repeated_cancel", "accepted");
    BOOST_TEST(gateway.result(cancel_number_api, cancel_number_fields(number))
                   .at("cancel_result")
                   .as_bool());
    BOOST_TEST(branch(gateway, "YTO").at("cancel_quantity").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(beyond_five_hundred_numbers_a_fifth_may_be_cancelled)
{
    Gateway gateway;
    const std::string first = take(gateway, {gateway.assign()});
    const std::string second = take(gateway, {gateway.assign()});
    gateway.control("set_balance", R"({"carrier":"YTO","allocated":501,"cancelled":99})");
    gateway.result(cancel_number_api, cancel_number_fields(first));
    BOOST_TEST(refusal_text(gateway, cancel_number_api, cancel_number_fields(second)) ==
               "取消电子面单数量超过上限");
    gateway.control("set_balance", R"({"carrier":"YTO","allocated":500})");
    BOOST_TEST(gateway.refusal(cancel_number_api, cancel_number_fields(second)) == 0);
}

BOOST_AUTO_TEST_CASE(a_package_can_have_a_number_after_a_cancelled_one_by_variant)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const std::string first = take(gateway, {id}, "p");
    gateway.result(cancel_number_api, cancel_number_fields(first));
    const std::string second = take(gateway, {id}, "p");
    BOOST_TEST(second != first);
    BOOST_TEST(waybill_total(gateway, "taken_twice") == 0);

    gateway.result(cancel_number_api, cancel_number_fields(second));
    gateway.set("cancelled_package", "closed");
    BOOST_TEST(
        refusal_text(gateway, take_api, take_fields(take_request({parcel("o1", {id}, "p")}))) ==
        "包裹的电子面单号已取消，不能再次获取");
    take(gateway, {id}, "p2");
}

BOOST_AUTO_TEST_CASE(prints_are_counted_and_reprints_told_apart)
{
    Gateway gateway;
    const auto id = gateway.assign();
    auto& taken = *gateway.world.platform.waybills.find(take(gateway, {id}));
    taken.printed = {{gateway.now, "practice printer", false},
                     {gateway.now, "practice printer", true}};
    BOOST_TEST(waybill_total(gateway, "printed") == 1);
    BOOST_TEST(waybill_total(gateway, "printed_twice") == 0);
    taken.printed.push_back({gateway.now, "practice printer", false});
    BOOST_TEST(waybill_total(gateway, "printed_twice") == 1);
    const auto printed = gateway.order_truth(id).at("taken").at(0).at("printed").get_array();
    BOOST_TEST(text_or(printed.at(1).get_object(), "printer") == "practice printer");
    BOOST_TEST(printed.at(1).at("is_reprint").as_bool());
}

BOOST_AUTO_TEST_CASE(takes_and_cancels_count_as_writes_and_can_be_limited)
{
    Gateway gateway;
    const std::string number = take(gateway, {gateway.assign()});
    gateway.result(query_api, query_fields(number));
    gateway.result(cancel_number_api, cancel_number_fields(number));
    gateway.result("pdd.waybill.search");
    const auto calls = gateway.world.platform.calls();
    BOOST_TEST(calls.at("writes").to_number<int>() == 2);
    BOOST_TEST(calls.at("reads").to_number<int>() == 2);

    gateway.set("limit.pdd.fds.waybill.get", "1/1s");
    take(gateway, {gateway.assign()});
    BOOST_TEST(gateway.refusal(take_api, take_fields(take_request(
                                             {parcel("o1", {gateway.assign()})}))) == 52101);
    gateway.control("set_app", R"({"forbidden_apis":["pdd.fds.waybill.get"]})");
    BOOST_TEST(gateway.refusal(take_api) == 20031);
}

BOOST_AUTO_TEST_SUITE_END()
