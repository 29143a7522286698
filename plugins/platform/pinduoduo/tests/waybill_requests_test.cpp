#include "pinduoduo/waybill_requests.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

const OrderId order{MerchantId("0123456789abcdef0123456789abcdef"),
                    "fedcba9876543210fedcba9876543210"};

WaybillRequest make_request(std::size_t parcels = 1)
{
    WaybillRequest request{.carrier_code = "YTO"};
    request.sender = {
        .name = Personal("张三"),
        .mobile = Personal("13800000000"),
        .phone = Personal("021-00000000"),
        .address = {
            .province = "上海市", .city = "上海市", .district = "长宁区", .detail = "示例路 1 号"}};
    for (std::size_t at = 0; at < parcels; ++at) {
        ParcelDraft parcel{.package_id = "P" + std::to_string(at)};
        parcel.orders = {order};
        parcel.items = {{.name = "示例商品", .count = 2}};
        parcel.template_url = "https://file-link.pinduoduo.com/yto_one";
        request.parcels.push_back(std::move(parcel));
    }
    return request;
}

const std::string sender_text = R"({"name":"张三","mobile":"13800000000","phone":"021-00000000",)"
                                R"("address":{"province":"上海市","city":"上海市",)"
                                R"("district":"长宁区","detail":"示例路 1 号"}})";
const std::string order_info_text =
    R"("order_info":{"order_channels_type":"PDD","trade_order_list":[{"mall_mask_id":)"
    R"("0123456789abcdef0123456789abcdef","order_mask_sn":"fedcba9876543210fedcba9876543210"}]})";

std::string parcel_text(const std::string& id)
{
    return R"({"object_id":")" + id +
           R"(","user_id":1234567,"template_url":"https://file-link.pinduoduo.com/yto_one",)" +
           order_info_text + R"(,"package_info":{"id":")" + id +
           R"(","items":[{"name":"示例商品","count":2}]}})";
}

std::string text_of(const Result<Call>& call)
{
    BOOST_TEST_REQUIRE(call.has_value());
    BOOST_TEST_REQUIRE(call->parameters.size() == 1u);
    BOOST_TEST(call->parameters[0].first == "param_fds_waybill_get_request");
    return call->parameters[0].second;
}

} // namespace

BOOST_AUTO_TEST_SUITE(waybill_requests)

BOOST_AUTO_TEST_CASE(contracts_and_templates_are_asked_for_without_parameters)
{
    BOOST_TEST(build_waybill_search().name.api == "pdd.waybill.search");
    BOOST_TEST(build_standard_templates_get().name.api == "pdd.cloudprint.stdtemplates.get");
    BOOST_TEST((build_waybill_search().name.kind == Operation::read));
    BOOST_TEST((build_waybill_search().token == TokenUse::needed));
    BOOST_TEST(build_waybill_search().parameters.empty());
    BOOST_TEST(build_standard_templates_get().parameters.empty());
}

BOOST_AUTO_TEST_CASE(a_take_has_the_documented_shape)
{
    const auto call = build_waybill_take(make_request(2), 1'234'567);

    BOOST_TEST(text_of(call) == R"({"wp_code":"YTO","sender":)" + sender_text +
                                    R"(,"trade_order_info_dtos":[)" + parcel_text("P0") + "," +
                                    parcel_text("P1") + "]}");
    BOOST_TEST(call->name.api == "pdd.fds.waybill.get");
    BOOST_TEST((call->name.kind == Operation::write));
}

BOOST_AUTO_TEST_CASE(what_is_optional_is_sent_when_it_is_there)
{
    WaybillRequest request = make_request();
    request.sender.address.country = "中国";
    request.sender.address.town = "示例镇";
    request.parcels[0].weight_grams = 750;
    request.parcels[0].services = R"({"SVC-COD":{"value":"200"}})";
    request.parcels[0].orders.push_back({order.merchant, "0000"});

    const std::string text = text_of(build_waybill_take(request, 1));

    BOOST_TEST(text.find(R"("address":{"country":"中国","province":)") != std::string::npos);
    BOOST_TEST(text.find(R"("town":"示例镇","detail":)") != std::string::npos);
    BOOST_TEST(text.find(R"("weight":750)") != std::string::npos);
    BOOST_TEST(text.find(R"("logistics_services":"{\"SVC-COD\":{\"value\":\"200\"}}")") !=
               std::string::npos);
    BOOST_TEST(text.find(R"("order_mask_sn":"0000")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_phone_stands_for_both)
{
    WaybillRequest request = make_request();
    request.sender.mobile = Personal();

    const std::string text = text_of(build_waybill_take(request, 1));

    BOOST_TEST(text.find(R"("mobile":"021-00000000","phone":"021-00000000")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_take_that_can_not_be_right_is_refused_before_it_is_sent)
{
    using Damage = std::function<void(WaybillRequest&)>;
    const Damage damages[] = {
        [](WaybillRequest& r) { r.carrier_code.clear(); },
        [](WaybillRequest& r) { r.parcels.clear(); },
        [](WaybillRequest& r) { r = make_request(11); },
        [](WaybillRequest& r) { r.sender.name = Personal(); },
        [](WaybillRequest& r) { r.sender.mobile = r.sender.phone = Personal(); },
        [](WaybillRequest& r) { r.sender.address.province.clear(); },
        [](WaybillRequest& r) { r.sender.address.detail.clear(); },
        [](WaybillRequest& r) { r.parcels[1].package_id = r.parcels[0].package_id; },
        [](WaybillRequest& r) { r.parcels[0].package_id.clear(); },
        [](WaybillRequest& r) { r.parcels[0].template_url.clear(); },
        [](WaybillRequest& r) { r.parcels[0].orders.clear(); },
        [](WaybillRequest& r) { r.parcels[0].orders.assign(101, order); },
        [](WaybillRequest& r) { r.parcels[0].orders[0].number.clear(); },
        [](WaybillRequest& r) { r.parcels[0].items.clear(); },
        [](WaybillRequest& r) { r.parcels[0].items[0].count = 0; },
        [](WaybillRequest& r) { r.parcels[0].items[0].name.clear(); },
        [](WaybillRequest& r) { r.parcels[0].weight_grams = 0; },
        [](WaybillRequest& r) { r.parcels[0].services = "[1]"; },
        [](WaybillRequest& r) { r.parcels[0].services = "COD"; },
    };
    BOOST_TEST(build_waybill_take(make_request(10), 1).has_value());
    for (const Damage& damage : damages) {
        WaybillRequest request = make_request(2);
        damage(request);

        const auto call = build_waybill_take(request, 1);

        BOOST_TEST_REQUIRE(call.has_error());
        BOOST_TEST((call.error().code == Errc::rejected));
        BOOST_TEST(call.error().remote_text.find("张三") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_number_is_looked_up_by_itself)
{
    const auto call = build_waybill_query("YTO", WaybillNumber("YT0000000000001"));

    BOOST_TEST_REQUIRE(call.has_value());
    BOOST_TEST_REQUIRE(call->parameters.size() == 1u);
    BOOST_TEST(call->parameters[0].first == "param_list");
    BOOST_TEST(call->parameters[0].second == R"([{"object_id":"YT0000000000001","wp_code":"YTO",)"
                                             R"("waybill_code":"YT0000000000001"}])");
    BOOST_TEST((call->name.kind == Operation::read));
    BOOST_TEST((build_waybill_query("", WaybillNumber("1")).error().code == Errc::rejected));
}

BOOST_AUTO_TEST_CASE(a_number_is_cancelled_with_its_carrier)
{
    const auto call = build_number_cancel("YTO", WaybillNumber("YT0000000000001"));

    BOOST_TEST_REQUIRE(call.has_value());
    BOOST_TEST(call->name.api == "pdd.waybill.cancel");
    BOOST_TEST((call->name.kind == Operation::write));
    BOOST_TEST(find_field(call->parameters, "waybill_code") == "YT0000000000001");
    BOOST_TEST(find_field(call->parameters, "wp_code") == "YTO");
    BOOST_TEST((build_number_cancel("YTO", {}).error().code == Errc::rejected));
}

BOOST_AUTO_TEST_SUITE_END()
