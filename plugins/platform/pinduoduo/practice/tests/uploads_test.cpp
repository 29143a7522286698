#include "gateway_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using daifa::practice::test::Fields;
using daifa::practice::test::Gateway;

namespace {

constexpr auto return_api = "pdd.fds.waybill.return";
constexpr auto slave_api = "pdd.fds.waybill.return.slave";
constexpr auto cancel_api = "pdd.fds.waybill.cancel";

Fields slave_fields(const std::pair<std::string, std::string>& order, const std::string& numbers)
{
    return {{"request", R"({"mall_mask_id":")" + order.first + R"(","order_mask_sn":")" + order.second +
                            R"(","wp_code":"YTO","waybill_codes":)" + numbers + "}"}};
}

Fields cancel_fields(const Gateway& gateway, const std::pair<std::string, std::string>& order,
                     const std::string& number)
{
    return {{"pdd_fds_waybill_cancel_request",
             gateway.upload_fields(order, number).at("param_fds_waybill_return_request")}};
}

int total(Gateway& gateway, const char* name)
{
    return gateway.world.platform.totals(gateway.now).at(name).to_number<int>();
}

} // namespace

BOOST_AUTO_TEST_SUITE(uploads)

BOOST_AUTO_TEST_CASE(a_returned_number_sets_the_flag_and_never_shows)
{
    Gateway gateway;
    const auto id = gateway.assign();
    BOOST_TEST(gateway.result(return_api, gateway.upload_fields(id, "YT1")).at("return_result").as_bool());

    const auto order = gateway.result("pdd.fds.order.get", gateway.order_fields(id));
    BOOST_TEST(order.at("return_status").as_int64() == 1);
    BOOST_TEST(total(gateway, "uploaded") == 1);
    BOOST_TEST(total(gateway, "accepted_main") == 1);
    BOOST_TEST(total(gateway, "doubled_uploads") == 0);
}

BOOST_AUTO_TEST_CASE(a_repeated_return_is_accepted_and_counted_as_doubled)
{
    Gateway gateway;
    const auto id = gateway.assign();
    gateway.result(return_api, gateway.upload_fields(id, "YT1"));
    gateway.result(return_api, gateway.upload_fields(id, "YT1"));
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, "YT2")) == 50001);
    BOOST_TEST(total(gateway, "doubled_uploads") == 1);
    BOOST_TEST(total(gateway, "refused_uploads") == 1);
}

BOOST_AUTO_TEST_CASE(a_repeated_return_overwrites_or_is_refused_by_variant)
{
    Gateway gateway(sandbox::FrontOptions{{"repeated_upload", "overwrites"}});
    const auto id = gateway.assign();
    gateway.result(return_api, gateway.upload_fields(id, "YT1"));
    gateway.result(return_api, gateway.upload_fields(id, "YT2"));
    const auto numbers = gateway.order_truth(id).at("numbers").get_array();
    BOOST_TEST(!numbers.at(0).at("live").as_bool());
    BOOST_TEST(numbers.at(1).at("live").as_bool());
    gateway.set("repeated_upload", "refused");
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, "YT2")) == 50001);
}

BOOST_AUTO_TEST_CASE(refuses_and_counts_numbers_for_orders_that_must_not_ship)
{
    Gateway gateway;
    const auto withdrawn = gateway.assign();
    gateway.control("withdraw", "{}");
    const auto risky = gateway.assign();
    gateway.control("risk", "{}");
    const auto disputed = gateway.assign();
    gateway.control("after_sale", "{}");

    for (const auto& id : {withdrawn, risky, disputed}) {
        BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, "YT1")) == 50001);
        BOOST_TEST(gateway.order_truth(id).at("numbers").at(0).at("refused").as_int64() == 1);
    }
    BOOST_TEST(total(gateway, "withdrawn") == 1);
    BOOST_TEST(total(gateway, "held_back") == 2);
    BOOST_TEST(total(gateway, "refused_uploads") == 3);
}

BOOST_AUTO_TEST_CASE(an_after_sale_that_ended_well_lets_the_order_ship)
{
    Gateway gateway;
    const auto id = gateway.assign();
    gateway.control("after_sale", "{}");
    gateway.control("after_sale", R"({"step":"withdrawn","of":"any"})");
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, "YT1")) == 0);
}

BOOST_AUTO_TEST_CASE(a_refusal_can_come_as_a_false_result)
{
    Gateway gateway(sandbox::FrontOptions{{"refusal", "false_result"}, {"flags", "numbers"}});
    const auto id = gateway.assign();
    gateway.control("withdraw", "{}");
    BOOST_TEST(gateway.result(return_api, gateway.upload_fields(id, "YT1")).at("return_result").as_int64() == 0);
    gateway.set("flags", "texts");
    BOOST_TEST(text_or(gateway.result(return_api, gateway.upload_fields(id, "YT1")), "return_result") == "false");
}

BOOST_AUTO_TEST_CASE(refuses_unknown_carriers_and_missing_members)
{
    Gateway gateway;
    const auto id = gateway.assign();
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, "YT1", "DBKD")) == 50001);
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, "YT1", "QF")) == 50001);
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, "", "YTO")) == 21002);
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields(id, std::string(65, '1'))) == 21001);
    BOOST_TEST(gateway.refusal(return_api, gateway.upload_fields({id.first, ""}, "YT1")) == 21002);
    BOOST_TEST(total(gateway, "accepted_main") == 0);
}

BOOST_AUTO_TEST_CASE(a_return_moves_the_update_time_or_not)
{
    for (const bool moves : {true, false}) {
        Gateway gateway(sandbox::FrontOptions{{"upload_moves_update_time", moves ? "yes" : "no"}});
        const auto id = gateway.assign();
        gateway.now += Milliseconds(1000);
        gateway.result(return_api, gateway.upload_fields(id, "YT1"));
        const auto page = gateway.result("pdd.fds.order.list.get",
                                         gateway.window_fields(gateway.now_ms(), gateway.now_ms()));
        BOOST_TEST(page.at("total").as_int64() == (moves ? 1 : 0));
    }
}

BOOST_AUTO_TEST_CASE(takes_up_to_ten_extra_numbers_without_the_main_one)
{
    Gateway gateway;
    const auto id = gateway.assign();
    gateway.result(return_api, gateway.upload_fields(id, "YT1"));
    BOOST_TEST(gateway.result(slave_api, slave_fields(id, R"(["A","B"])")).at("result").as_bool());
    BOOST_TEST(gateway.refusal(slave_api, slave_fields(id, R"(["YT1"])")) == 50001);
    BOOST_TEST(gateway.refusal(slave_api, slave_fields(id, R"(["1","2","3","4","5","6","7","8"])")) == 0);
    BOOST_TEST(gateway.refusal(slave_api, slave_fields(id, R"(["11"])")) == 50001);
    BOOST_TEST(gateway.refusal(slave_api, slave_fields(id, R"("A")")) == 21001);
    BOOST_TEST(gateway.refusal(slave_api, slave_fields(id, "[1]")) == 21001);
    BOOST_TEST(total(gateway, "accepted_extra") == 10);

    BOOST_TEST(gateway.refusal(slave_api, slave_fields(id, R"(["A"])")) == 0);
    BOOST_TEST(total(gateway, "doubled_uploads") == 1);
    gateway.set("extras_repeatable", "no");
    BOOST_TEST(gateway.refusal(slave_api, slave_fields(id, R"(["A"])")) == 50001);
}

BOOST_AUTO_TEST_CASE(a_cancelled_return_takes_the_number_off_the_order)
{
    Gateway gateway;
    const auto id = gateway.assign();
    gateway.result(return_api, gateway.upload_fields(id, "YT1"));
    BOOST_TEST(gateway.refusal(cancel_api, cancel_fields(gateway, id, "YT9")) == 50001);
    BOOST_TEST(gateway.result(cancel_api, cancel_fields(gateway, id, "YT1")).at("return_result").as_bool());
    BOOST_TEST(gateway.refusal(cancel_api, cancel_fields(gateway, id, "YT1")) == 50001);
    BOOST_TEST(total(gateway, "uploaded") == 0);
    gateway.result(return_api, gateway.upload_fields(id, "YT1"));
    BOOST_TEST(total(gateway, "uploaded") == 1);
    BOOST_TEST(total(gateway, "retracted") == 1);
    BOOST_TEST(total(gateway, "doubled_uploads") == 0);
}

BOOST_AUTO_TEST_CASE(each_generation_has_its_own_numbers)
{
    Gateway gateway;
    const auto id = gateway.assign();
    gateway.result(return_api, gateway.upload_fields(id, "YT1"));
    gateway.control("withdraw", R"({"of":"uploaded"})");
    gateway.control("reassign", "{}");
    BOOST_TEST(total(gateway, "uploaded") == 0);
    gateway.result(return_api, gateway.upload_fields(id, "YT2"));
    BOOST_TEST(total(gateway, "uploaded") == 1);
    BOOST_TEST(total(gateway, "doubled_uploads") == 0);
    BOOST_TEST(gateway.order_truth(id).at("numbers").at(1).at("generation").as_int64() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
