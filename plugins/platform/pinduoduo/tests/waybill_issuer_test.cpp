#include "fixture.hpp"

#include "pinduoduo/connector.hpp"
#include "pinduoduo/failures.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

namespace json = boost::json;

const std::string print_data =
    R"({"encryptedData":"aa11","signature":"c2ln","templateUrl":"https://t.example/one","ver":"3"})";

std::string module(const std::string& id, const std::string& number,
                   const std::string& data = print_data)
{
    json::object row;
    row["object_id"] = id;
    row["waybill_code"] = number;
    row["print_data"] = data;
    return json::serialize(row);
}

std::string taken(const std::string& modules)
{
    return R"({"pdd_fds_waybill_get_response":{"modules":[)" + modules +
           R"(],"request_id":"17000000001234567"}})";
}

std::string found(const std::string& modules)
{
    return R"({"pdd_waybill_query_by_waybillcode_response":{"modules":[)" + modules + "]}}";
}

std::string refusal(const std::string& text)
{
    return R"({"error_response":{"error_msg":"业务服务错误","sub_msg":")" + text +
           R"(","sub_code":null,"error_code":50001,"request_id":"17000000001234568"}})";
}

WaybillRequest make_request(std::vector<std::string> ids)
{
    WaybillRequest request{.carrier_code = "YTO"};
    request.sender.name = Personal("张三");
    request.sender.mobile = Personal("13800000000");
    request.sender.address = {.province = "上海市", .city = "上海市", .detail = "示例路 1 号"};
    for (std::string& id : ids) {
        ParcelDraft parcel{.package_id = std::move(id)};
        parcel.orders = {{MerchantId("m"), "o"}};
        parcel.items = {{.name = "示例商品", .count = 1}};
        parcel.template_url = "https://t.example/one";
        request.parcels.push_back(std::move(parcel));
    }
    return request;
}

struct IssuerFixture : daifa::pinduoduo::test::Fixture {
    Connector connector{context()};

    Result<TakenWaybills> take(std::vector<std::string> ids)
    {
        return run(connector.waybills()->take_waybills(make_request(std::move(ids))));
    }
    Result<TakenWaybill> find(const std::string& number)
    {
        return run(connector.waybills()->find_waybill("YTO", WaybillNumber(number)));
    }
    Result<Receipt> cancel(const std::string& number)
    {
        return run(connector.waybills()->cancel_waybill("YTO", WaybillNumber(number)));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(waybill_issuer, IssuerFixture)

BOOST_AUTO_TEST_CASE(a_take_gives_each_parcel_its_number)
{
    http.answer(taken(module("B", "YT2") + "," + module("A", "YT1")));

    const auto result = take({"A", "B"});

    BOOST_TEST_REQUIRE(result.has_value());
    BOOST_TEST_REQUIRE(result->waybills.size() == 2u);
    BOOST_TEST(result->waybills[0].package_id == "B");
    BOOST_TEST(result->waybills[0].number.text() == "YT2");
    BOOST_TEST(result->waybills[1].print_data.reveal() == print_data);
    BOOST_TEST(result->request_id == "17000000001234567");
    BOOST_TEST(find_field(last_form(), "type") == "pdd.fds.waybill.get");
    BOOST_TEST(http.requests.back().api == "pdd.fds.waybill.get");
    BOOST_TEST((http.requests.back().intent == HttpIntent::write));
    BOOST_TEST(
        find_field(last_form(), "param_fds_waybill_get_request").find(R"("user_id":1234567)") !=
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_exactly_the_parcels_is_uncertain)
{
    const std::string large(70'000, 'a');
    const std::string answers[] = {
        module("A", "YT1"),                                                       // one is missing
        module("A", "YT1") + "," + module("A", "YT2"),                            // doubled
        module("A", "YT1") + "," + module("B", "YT2") + "," + module("C", "YT3"), // a stranger
        module("A", "YT1") + "," + module("B", "YT1"), // one number for two
        module("A", "YT1") + "," + module("B", ""),
        module("A", "YT1") + "," + module("B", "YT2", ""),
        module("A", "YT1") + "," + module("B", "YT2", "no JSON"),
        module("A", "YT1") + "," + module("B", "YT2", "[]"),
        module("A", "YT1") + "," + module("B", "YT2", R"({"encryptedData":"x"})"),
        module("A", "YT1") + "," + module("B", "YT2", R"({"data":{},"templateUrl":""})"),
        module("A", "YT1") + "," +
            module("B", "YT2",
                   R"({"encryptedData":")" + large + R"(","signature":"s","templateUrl":"u"})"),
        module("A", "YT1") + ",7",
        "",
    };
    for (const std::string& modules : answers) {
        http.answer(taken(modules));

        const auto result = take({"A", "B"});

        BOOST_TEST_REQUIRE(result.has_error(), modules.substr(0, 200));
        BOOST_TEST((result.error().code == Errc::uncertain));
        BOOST_TEST(result.error().remote_code == std::string(code_unreadable));
        BOOST_TEST(to_text(result.error()).find("aaaa") == std::string::npos);
    }
    BOOST_TEST(log.lines.empty());
}

BOOST_AUTO_TEST_CASE(print_data_is_read_in_both_forms_and_spellings)
{
    for (const char* data :
         {R"({"encryptedData":"x","signature":"s","templateURL":"u"})",
          R"({"data":{"waybillCode":"YT1"},"signature":"s","templateUrl":"u"})"}) {
        http.answer(taken(module("A", "YT1", data)));

        const auto result = take({"A"});

        BOOST_TEST_REQUIRE(result.has_value());
        BOOST_TEST(result->waybills[0].print_data.reveal() == data);
    }
}

BOOST_AUTO_TEST_CASE(known_refusals_are_told_by_words_of_their_text)
{
    struct Known {
        const char* text;
        Errc code;
        std::string_view remote_code;
    };
    const Known table[] = {
        {"同一交易订单不能从多个网点取号", Errc::already_taken, code_several_branches},
        {"One trade order can not take numbers from several branches", Errc::already_taken,
         code_several_branches},
        {"电子面单订购关系不存在", Errc::not_served, code_no_contract},
        {"电子面单订阅关系不存在", Errc::not_served, code_no_contract},
        {"订单已取消分配，不能获取电子面单号", Errc::rejected, code_order_state},
        {"打印模板不存在", Errc::rejected, code_no_template},
        {"缺少必选的增值服务", Errc::rejected, code_bad_service},
        {"waybill subscription does not exist", Errc::not_served, code_no_contract},
        {"网点电子面单余额不足", Errc::not_served, code_no_balance},
        {"没有与发货地址匹配的电子面单服务", Errc::not_served, code_sender_mismatch},
        {"no e-waybill service matches the sender address", Errc::not_served, code_sender_mismatch},
        {"三段码为空", Errc::not_served, code_no_route},
        {"three-segment code empty", Errc::not_served, code_no_route},
    };
    for (const Known& known : table) {
        http.answer(refusal(known.text));

        const auto result = take({"A"});

        BOOST_TEST_REQUIRE(result.has_error());
        BOOST_TEST((result.error().code == known.code), known.text);
        BOOST_TEST(result.error().remote_code == known.remote_code);
        BOOST_TEST(result.error().request_id == "17000000001234568");
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_for_unknown_reasons_leaves_a_take_uncertain)
{
    for (const char* text : {"系统繁忙", "取消数量超过上限", ""}) {
        http.answer(refusal(text));

        const auto result = take({"A"});

        BOOST_TEST((result.error().code == Errc::uncertain));
        BOOST_TEST(result.error().remote_code == std::string(code_business_refusal));
    }
}

BOOST_AUTO_TEST_CASE(words_of_a_take_mean_nothing_elsewhere)
{
    http.answer(refusal("三段码为空"));

    const auto result = run(connector.upload_waybill(
        {.order = {MerchantId("m"), "o"}, .carrier_code = "YTO", .number = WaybillNumber("YT1")}));

    BOOST_TEST((result.error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(without_the_shops_number_nothing_is_taken)
{
    credentials.credential->owner_id = "";
    BOOST_TEST((take({"A"}).error().code == Errc::misconfigured));
    credentials.credential->owner_id = "shop";
    BOOST_TEST((take({"A"}).error().code == Errc::misconfigured));
    credentials.credential.reset();
    BOOST_TEST((take({"A"}).error().code == Errc::unauthorized));
    BOOST_TEST(http.requests.empty());
}

BOOST_AUTO_TEST_CASE(a_lost_answer_leaves_a_take_uncertain)
{
    Error lost;
    lost.code = Errc::uncertain;
    http.fail(lost);
    http.answer("", 502);

    BOOST_TEST((take({"A"}).error().code == Errc::uncertain));
    BOOST_TEST((take({"A"}).error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(contracts_are_read_branch_by_branch)
{
    http.answer(
        R"({"pdd_waybill_search_response":{"waybill_apply_subscription_cols":[
        {"wp_code":"YTO","wp_type":2,"branch_account_cols":[
          {"branch_code":"210045","branch_name":"示例网点","quantity":"480","allocated_quantity":20,
           "cancel_quantity":3,"recycled_quantity":0,
           "shipp_address_cols":[{"country":"中国","province":"上海市","city":"上海市",
             "district":"长宁区","detail":"示例路 1 号"}],
           "service_info_cols":[{"required":true,"service_code":"SVC-COD","service_name":"代收"}]},
          {"branch_code":"210046","quantity":0,"shipp_address_cols":null}]},
        {"wp_code":"SF","wp_type":1}],"request_id":"1"}})");

    const auto contracts = run(connector.waybills()->list_contracts());

    BOOST_TEST_REQUIRE(contracts.has_value());
    BOOST_TEST_REQUIRE(contracts->size() == 3u);
    const WaybillContract& first = contracts->front();
    BOOST_TEST(first.carrier_code == "YTO");
    BOOST_TEST(first.branch_code == "210045");
    BOOST_TEST(first.balance == 480);
    BOOST_TEST(first.taken == 20);
    BOOST_TEST(first.cancelled == 3);
    BOOST_TEST_REQUIRE(first.addresses.size() == 1u);
    BOOST_TEST(first.addresses[0].detail == "示例路 1 号");
    BOOST_TEST(first.addresses[0].country == "中国");
    BOOST_TEST_REQUIRE(first.services.size() == 1u);
    BOOST_TEST(first.services[0].is_required);
    BOOST_TEST(contracts->at(1).addresses.empty());
    BOOST_TEST(contracts->at(2).carrier_code == "SF");
    BOOST_TEST(contracts->at(2).branch_code == "");
}

BOOST_AUTO_TEST_CASE(a_shop_without_contracts_is_told_from_an_answer_without_them)
{
    http.answer(R"({"pdd_waybill_search_response":{"waybill_apply_subscription_cols":null}})");
    http.answer(R"({"pdd_waybill_search_response":{"request_id":"1"}})");
    http.answer(R"({"pdd_waybill_search_response":{"waybill_apply_subscription_cols":[{}]}})");
    http.answer(R"({"pdd_waybill_search_response":{"waybill_apply_subscription_cols":"x"}})");

    BOOST_TEST(run(connector.waybills()->list_contracts())->empty());
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(
            (run(connector.waybills()->list_contracts()).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(templates_are_read_carrier_by_carrier)
{
    http.answer(R"({"pdd_cloudprint_stdtemplates_get_response":{"result":{"datas":[
        {"wp_code":"YTO","standard_templates":[{"standard_template_id":7,
          "standard_template_name":"一联单","standard_template_url":
          "https://file-link.pinduoduo.com/yto_one","standard_waybill_type":1}]}]}}})");
    http.answer(R"({"pdd_cloudprint_stdtemplates_get_response":{"result":{}}})");

    const auto templates = run(connector.waybills()->list_templates());

    BOOST_TEST_REQUIRE(templates.has_value());
    BOOST_TEST_REQUIRE(templates->size() == 1u);
    BOOST_TEST(templates->front().carrier_code == "YTO");
    BOOST_TEST(templates->front().id == "7");
    BOOST_TEST(templates->front().url == "https://file-link.pinduoduo.com/yto_one");
    BOOST_TEST((run(connector.waybills()->list_templates()).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_number_gives_its_print_data_again)
{
    http.answer(found(R"({"waybill_cloud_print_response":)" + module("YT1", "YT1") + "}"));
    http.answer(found(module("YT1", "YT1")));

    for (int i = 0; i < 2; ++i) {
        const auto result = find("YT1");
        BOOST_TEST_REQUIRE(result.has_value());
        BOOST_TEST(result->number.text() == "YT1");
        BOOST_TEST(result->print_data.reveal() == print_data);
        BOOST_TEST(result->package_id == "");
    }
}

BOOST_AUTO_TEST_CASE(a_number_that_is_not_there_is_told_from_an_answer_about_another)
{
    http.answer(found(""));
    http.answer(found(module("YT1", "YT2")));
    http.answer(found(module("YT1", "YT1", "")));
    http.answer(found(R"({"waybill_cloud_print_response":1})"));
    http.answer(refusal("电子面单号不存在"));
    http.answer(refusal("系统繁忙"));

    BOOST_TEST((find("YT1").error().code == Errc::not_found));
    for (int i = 0; i < 3; ++i)
        BOOST_TEST((find("YT1").error().code == Errc::bad_response));
    BOOST_TEST((find("YT1").error().code == Errc::not_found));
    BOOST_TEST((find("YT1").error().code == Errc::rejected));
}

BOOST_AUTO_TEST_CASE(cancelling_succeeds_only_when_the_answer_says_so)
{
    http.answer(R"({"pdd_waybill_cancel_response":{"cancel_result":true,"request_id":"r9"}})");
    http.answer(R"({"pdd_waybill_cancel_response":{"cancel_result":false}})");
    http.answer(R"({"pdd_waybill_cancel_response":{}})");
    http.answer(refusal("取消数量超过最大值"));
    http.answer(refusal("系统繁忙"));

    BOOST_TEST(cancel("YT1")->request_id == "r9");
    BOOST_TEST((cancel("YT1").error().code == Errc::uncertain));
    BOOST_TEST((cancel("YT1").error().code == Errc::uncertain));
    BOOST_TEST((cancel("YT1").error().code == Errc::rejected));
    BOOST_TEST((cancel("YT1").error().code == Errc::uncertain));
    BOOST_TEST((cancel("").error().code == Errc::rejected));
    BOOST_TEST(http.requests.size() == 5u);
}

BOOST_AUTO_TEST_CASE(settings_change_what_it_promises_about_numbers)
{
    BOOST_TEST(connector.capabilities().waybills_per_call == 10);
    BOOST_TEST((connector.capabilities().take.verification == Verification::by_repeating));
    BOOST_TEST(
        (connector.capabilities().cancel_waybill.verification == Verification::by_reading));
    settings["take_repeatable"] = false;
    settings["late_arrival"] = Milliseconds(5000);
    settings["print_component"] = std::string();
    Connector other(context());

    BOOST_TEST((other.capabilities().take.verification == Verification::never));
    BOOST_TEST(!other.capabilities().take.is_repeatable);
    BOOST_TEST((other.capabilities().take.late_arrival == Milliseconds(5000)));
    BOOST_TEST((other.printer() == nullptr));
    BOOST_TEST((connector.printer() != nullptr));
    settings["print_data_max"] = std::int64_t(0);
    BOOST_CHECK_THROW(Connector{context()}, std::invalid_argument);
    settings["print_data_max"] = std::int64_t(1);
    settings["print_timeout"] = Milliseconds(0);
    BOOST_CHECK_THROW(Connector{context()}, std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
