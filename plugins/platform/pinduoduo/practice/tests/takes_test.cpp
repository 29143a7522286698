#include "take_fixture.hpp"

#include "sandbox/sandbox.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>

using namespace daifa;
using namespace daifa::practice::test;

namespace json = boost::json;

namespace {

json::array modules(Gateway& gateway, const json::object& request)
{
    return gateway.result(take_api, take_fields(request)).at("modules").get_array();
}

json::object& first_parcel(json::object& request)
{
    return request.at("trade_order_info_dtos").get_array().at(0).get_object();
}

} // namespace

BOOST_AUTO_TEST_SUITE(takes)

BOOST_AUTO_TEST_CASE(gives_a_number_with_print_data_that_only_the_component_can_read)
{
    Gateway gateway;
    const auto id = gateway.assign(R"({"province":"四川省","city":"成都市","district":"武侯区"})");
    const auto module = modules(gateway, take_request({parcel("mine", {id})})).at(0).get_object();
    const std::string number = text_or(module, "waybill_code");
    const std::string data = text_or(module, "print_data");
    BOOST_TEST(text_or(module, "object_id") == "mine");
    BOOST_TEST(number == "YT0010000000001");
    BOOST_TEST(text_or(module, "parent_waybill_code", "none") == "");

    const auto members = parse_json(data).value().get_object();
    BOOST_TEST(text_or(members, "ver") == "3");
    BOOST_TEST(text_or(members, "templateUrl") == "https://file-link.pinduoduo.com/yto_one");
    BOOST_TEST(text_or(members, "signature").size() == 172u); // 128 bytes
    BOOST_TEST(data.find("126") == std::string::npos);

    const auto label = opened(data);
    BOOST_TEST(label.number == number);
    BOOST_TEST(label.carrier == "YTO");
    BOOST_TEST(label.recipient.address.starts_with("四川省成都市武侯区"));
    BOOST_TEST(label.recipient.phone.size() == 11u);
    BOOST_TEST(!label.recipient.name.empty());
    BOOST_TEST(label.sender.name == "云帆仓");
    BOOST_TEST(label.items.at(0).count == 2);
    BOOST_TEST(label.orders.at(0) == id.second);
    BOOST_TEST(!label.three_segment_code.empty());
    BOOST_TEST(!label.merchant.empty());
}

BOOST_AUTO_TEST_CASE(every_carrier_has_numbers_of_its_own_form)
{
    Gateway gateway;
    const std::pair<const char*, const char*> forms[] = {
        {"YTO", "YT"}, {"ZTO", "78"}, {"YUNDA", "43"}, {"STO", "77"}, {"SF", "SF"}, {"JTSD", "JT"}};
    std::set<std::string> numbers;
    for (const auto& [carrier, prefix] : forms) {
        const std::string number = take(gateway, {gateway.assign()}, "", carrier);
        BOOST_TEST(number.starts_with(prefix));
        BOOST_TEST(number.size() == 15u);
        BOOST_TEST(numbers.insert(number).second);
    }
}

BOOST_AUTO_TEST_CASE(demands_every_member_that_the_page_marks)
{
    Gateway gateway;
    const auto id = gateway.assign();
    using Change = std::function<void(json::object&)>;
    const auto sender = [](json::object& request) -> json::object& {
        return request.at("sender").get_object();
    };
    const auto address = [&](json::object& request) -> json::object& {
        return sender(request).at("address").get_object();
    };
    const auto order_info = [](json::object& request) -> json::object& {
        return first_parcel(request).at("order_info").get_object();
    };
    const auto package = [](json::object& request) -> json::object& {
        return first_parcel(request).at("package_info").get_object();
    };
    std::vector<std::pair<int, Change>> changes;
    for (const char* name : {"wp_code", "sender", "trade_order_info_dtos"})
        changes.emplace_back(21002, [=](json::object& request) { request.erase(name); });
    for (const char* name : {"name", "mobile", "phone", "address"})
        changes.emplace_back(21002, [=](json::object& request) { sender(request).erase(name); });
    for (const char* name : {"province", "city", "district", "detail"})
        changes.emplace_back(21002, [=](json::object& request) { address(request)[name] = ""; });
    for (const char* name : {"object_id", "user_id", "template_url", "order_info", "package_info"})
        changes.emplace_back(21002,
                             [=](json::object& request) { first_parcel(request).erase(name); });
    for (const char* name : {"order_channels_type", "trade_order_list"})
        changes.emplace_back(21002,
                             [=](json::object& request) { order_info(request).erase(name); });
    changes.emplace_back(21002, [=](json::object& request) { package(request).erase("items"); });
    changes.emplace_back(21002,
                         [=](json::object& request) { package(request)["items"] = json::array(); });
    changes.emplace_back(21002, [=](json::object& request) {
        package(request)["items"] = {{{"count", 1}}};
    });
    changes.emplace_back(21001, [=](json::object& request) {
        package(request)["items"] = {{{"name", "毛毯"}, {"count", 0}}};
    });
    changes.emplace_back(
        21001, [=](json::object& request) { package(request)["total_packages_count"] = 1; });
    changes.emplace_back(21001,
                         [=](json::object& request) { package(request)["weight"] = "heavy"; });
    changes.emplace_back(
        21001, [=](json::object& request) { order_info(request)["order_channels_type"] = "TB"; });
    changes.emplace_back(21001, [=](json::object& request) {
        order_info(request)["trade_order_list"] = json::array{"SN"};
    });
    changes.emplace_back(
        21001, [=](json::object& request) { first_parcel(request)["logistics_services"] = "{"; });

    const auto good = take_request({parcel("o1", {id})});
    for (std::size_t i = 0; i < changes.size(); ++i) {
        json::object request = good;
        changes[i].second(request);
        BOOST_TEST(gateway.refusal(take_api, take_fields(request)) == changes[i].first,
                   "change " << i);
    }
    BOOST_TEST(waybill_total(gateway, "taken") == 0);
    BOOST_TEST(gateway.refusal(take_api, take_fields(good)) == 0);
}

BOOST_AUTO_TEST_CASE(takes_at_most_ten_parcels_that_can_be_told_apart)
{
    Gateway gateway;
    std::vector<json::object> parcels;
    for (int i = 0; i < 10; ++i)
        parcels.push_back(parcel("o" + std::to_string(i), {gateway.assign()}));
    BOOST_TEST(modules(gateway, take_request(parcels)).size() == 10u);
    parcels.push_back(parcel("o10", {gateway.assign()}));
    BOOST_TEST(gateway.refusal(take_api, take_fields(take_request(parcels))) == 21001);

    const auto id = gateway.assign();
    const auto same_object = take_request({parcel("o1", {id}), parcel("o1", {id}, "2")});
    BOOST_TEST(gateway.refusal(take_api, take_fields(same_object)) == 21001);
    const auto same_package = take_request({parcel("o1", {id}, "p"), parcel("o2", {id}, "p")});
    BOOST_TEST(gateway.refusal(take_api, take_fields(same_package)) == 21001);
    BOOST_TEST(waybill_total(gateway, "taken") == 10);
}

BOOST_AUTO_TEST_CASE(the_sender_must_equal_an_address_of_the_contract_character_by_character)
{
    Gateway gateway;
    const auto id = gateway.assign();
    for (const auto& [name, value] : {std::pair{"detail", "北苑街道练习路1688号3号楼"},
                                      std::pair{"city", "金华"}, std::pair{"town", "北苑"}}) {
        json::object request = take_request({parcel("o1", {id})});
        request.at("sender").at("address").get_object()[name] = value;
        BOOST_TEST(refusal_text(gateway, take_api, take_fields(request)) ==
                   "没有与发货地址匹配的电子面单服务");
    }
    gateway.control("sender_address", R"({"carrier":"YTO","on":false})");
    const auto usual = take_fields(take_request({parcel("o1", {id})}));
    BOOST_TEST(refusal_text(gateway, take_api, usual) == "没有与发货地址匹配的电子面单服务");
    gateway.control("sender_address", R"({"carrier":"YTO"})");
    BOOST_TEST(gateway.refusal(take_api, usual) == 0);
}

BOOST_AUTO_TEST_CASE(refuses_orders_that_must_not_ship_and_orders_of_others)
{
    Gateway gateway;
    const auto withdrawn = gateway.assign();
    gateway.control("withdraw", "{}");
    const auto risky = gateway.assign();
    gateway.control("risk", "{}");
    const auto disputed = gateway.assign();
    gateway.control("after_sale", "{}");
    const auto sf_only = gateway.assign(R"({"sf_only":true})");
    for (const auto& id : {withdrawn, risky, disputed, sf_only})
        refusal_text(gateway, take_api, take_fields(take_request({parcel("o1", {id})})));
    BOOST_TEST(gateway.refusal(take_api, take_fields(take_request({parcel("o1", {{"a", "b"}})}))) ==
               50001);
    BOOST_TEST(waybill_total(gateway, "taken") == 0);

    take(gateway, {sf_only}, "", "SF");
    gateway.set("sf_only_takes", "unchecked");
    take(gateway, {sf_only}, "2");

    gateway.control("add_shops", "{}");
    const auto tokens = gateway.control("issue_tokens", R"({"shop":"10000002"})");
    gateway.token = text_or(tokens.at("tokens").get_array().at(0).get_object(), "access_token");
    BOOST_TEST(gateway.refusal(
                   take_api, take_fields(take_request({parcel("o1", {sf_only})}, "SF"))) == 50001);
}

BOOST_AUTO_TEST_CASE(orders_share_a_parcel_when_they_have_one_recipient)
{
    Gateway gateway;
    const auto one = gateway.assign(R"({"recipient_group":"R"})");
    const auto two = gateway.assign(R"({"recipient_group":"R"})");
    const auto other = gateway.assign();
    const auto mixed = take_request({parcel("o1", {one, other})});
    BOOST_TEST(refusal_text(gateway, take_api, take_fields(mixed)) ==
               "收件人不同的订单不能合并获取电子面单号");
    BOOST_TEST(gateway.refusal(take_api, take_fields(take_request({parcel("o1", {one, one})}))) ==
               21001);

    const std::string number = take(gateway, {one, two});
    for (const auto& id : {one, two})
        BOOST_TEST(text_or(gateway.order_truth(id).at("taken").at(0).get_object(), "number") ==
                   number);
    BOOST_TEST(take(gateway, {two, one}) == number);
    BOOST_TEST(refusal_text(gateway, take_api, take_fields(take_request({parcel("o1", {one})}))) ==
               "一个交易订单不能从多个网点获取电子面单号");

    const auto nobody = gateway.assign(R"({"recipient_group":""})");
    const auto nobody_else = gateway.assign(R"({"recipient_group":""})");
    BOOST_TEST(gateway.refusal(take_api, take_fields(take_request(
                                             {parcel("o1", {nobody, nobody_else})}))) == 50001);
}

BOOST_AUTO_TEST_CASE(taking_again_gives_the_same_number_or_is_refused_or_gives_another_by_variant)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const auto again = take_fields(take_request({parcel("later", {id}, "p")}));
    const std::string number = take(gateway, {id}, "p");
    const auto module = gateway.result(take_api, again).at("modules").at(0).get_object();
    BOOST_TEST(text_or(module, "waybill_code") == number);
    BOOST_TEST(text_or(module, "object_id") == "later");
    BOOST_TEST(waybill_total(gateway, "taken") == 1);

    gateway.set("taken_again", "refused");
    BOOST_TEST(refusal_text(gateway, take_api, again) ==
               "一个交易订单不能从多个网点获取电子面单号");
    BOOST_TEST(take(gateway, {id}, "p2") != number);
    BOOST_TEST(waybill_total(gateway, "taken_twice") == 0);

    gateway.set("taken_again", "another");
    BOOST_TEST(take(gateway, {id}, "p") != number);
    BOOST_TEST(waybill_total(gateway, "taken_twice") == 1);
}

BOOST_AUTO_TEST_CASE(another_carrier_branch_or_recipient_for_the_same_package_is_refused)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const std::string number = take(gateway, {id});
    constexpr auto text = "一个交易订单不能从多个网点获取电子面单号";
    BOOST_TEST(refusal_text(gateway, take_api,
                            take_fields(take_request({parcel("o1", {id}, "", "ZTO")}, "ZTO"))) ==
               text);

    json::object elsewhere = take_request({parcel("o1", {id})});
    elsewhere.at("sender").at("address") = {{"province", "浙江省"},
                                            {"city", "绍兴市"},
                                            {"district", "柯桥区"},
                                            {"detail", "齐贤街道演练路88号"}};
    BOOST_TEST(refusal_text(gateway, take_api, take_fields(elsewhere)) == text);

    gateway.control("address", "{}");
    BOOST_TEST(gateway.order_truth(id).at("taken").at(0).at("outdated").as_bool());
    BOOST_TEST(refusal_text(gateway, take_api, take_fields(take_request({parcel("o1", {id})}))) ==
               text);
    gateway.result(cancel_number_api, cancel_number_fields(number));
    BOOST_TEST(take(gateway, {id}) != number);
}

BOOST_AUTO_TEST_CASE(a_bad_parcel_spoils_its_call_in_one_of_three_ways)
{
    for (const auto& [reading, taken, is_error] :
         {std::tuple{"none_taken", 0, true}, std::tuple{"earlier_taken", 1, true},
          std::tuple{"good_taken", 2, false}}) {
        Gateway gateway(sandbox::FrontOptions{{"broken_batch", reading}});
        const auto bad = gateway.assign();
        gateway.control("withdraw", "{}");
        const auto request = take_request({parcel("o1", {gateway.assign()}), parcel("o2", {bad}),
                                           parcel("o3", {gateway.assign()})});
        const auto body = gateway.call(take_api, take_fields(request));
        BOOST_TEST((Gateway::error_code(body) != 0) == is_error);
        BOOST_TEST(waybill_total(gateway, "taken") == taken);
        if (!is_error)
            BOOST_TEST(text_or(body.begin()->value().at("modules").at(1).get_object(),
                               "object_id") == "o3");
    }
}

BOOST_AUTO_TEST_CASE(a_balance_counts_down_and_ends)
{
    Gateway gateway;
    gateway.control("set_balance", R"({"carrier":"YTO","quantity":2})");
    const auto request = take_fields(
        take_request({parcel("o1", {gateway.assign()}), parcel("o2", {gateway.assign()}),
                      parcel("o3", {gateway.assign()})}));
    BOOST_TEST(refusal_text(gateway, take_api, request) == "电子面单余额不足");
    const auto id = gateway.assign();
    take(gateway, {id});
    take(gateway, {gateway.assign()});
    BOOST_TEST(gateway.refusal(take_api, take_fields(take_request(
                                             {parcel("o1", {gateway.assign()})}))) == 50001);
    // What was given already costs nothing.
    gateway.control("set_balance", R"({"carrier":"YTO","quantity":1})");
    BOOST_TEST(
        modules(gateway, take_request({parcel("o1", {id}), parcel("o2", {gateway.assign()})}))
            .size() == 2u);
    gateway.control("set_balance", R"({"carrier":"YTO","quantity":1})");
    take(gateway, {gateway.assign()});
}

BOOST_AUTO_TEST_CASE(refuses_what_contract_template_services_and_region_do_not_allow)
{
    Gateway gateway;
    const auto id =
        gateway.assign(R"({"province":"海南省","city":"省直辖县","district":"琼海市"})");
    const auto usual = take_fields(take_request({parcel("o1", {id})}));
    BOOST_TEST(refusal_text(gateway, take_api,
                            take_fields(take_request({parcel("o1", {id}, "", "EMS")}, "EMS"))) ==
               "电子面单订阅关系不存在");

    gateway.control("serve_region", R"({"carrier":"YTO","province":"海南省"})");
    BOOST_TEST(refusal_text(gateway, take_api, usual) == "三段码为空");
    gateway.control("serve_region", R"({"carrier":"YTO","province":"海南省","on":true})");

    gateway.control("label_template", R"({"carrier":"YTO","template":"yto_one"})");
    BOOST_TEST(refusal_text(gateway, take_api, usual) == "打印模板不存在");
    gateway.control("label_template", R"({"carrier":"YTO","on":true})");

    json::object with_service = take_request({parcel("o1", {id})});
    first_parcel(with_service)["logistics_services"] = R"({"SVC-COD":{"value":"200"}})";
    BOOST_TEST(refusal_text(gateway, take_api, take_fields(with_service)) == "网点没有该增值服务");
    gateway.control("waybill_service", R"({"carrier":"YTO","code":"SVC-COD","required":true})");
    BOOST_TEST(refusal_text(gateway, take_api, usual) == "缺少必选的增值服务");
    BOOST_TEST(gateway.refusal(take_api, take_fields(with_service)) == 0);
}

BOOST_AUTO_TEST_CASE(print_data_is_too_large_or_malformed_on_request)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const auto request = take_request({parcel("o1", {id})});
    const auto data = [&] {
        return text_or(modules(gateway, request).at(0).get_object(), "print_data");
    };
    const std::size_t usual_size = data().size();
    gateway.control("label", R"({"filler_bytes":300000})");
    BOOST_TEST(data().size() > usual_size + 300000);
    BOOST_TEST(opened(data()).orders.size() == 1u);
    gateway.control("label", R"({"malformed":true})");
    BOOST_TEST(!parse_json(data()).has_value());
    gateway.control("label", "{}");
    BOOST_TEST(data().size() == usual_size);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_leaves_the_number_taken)
{
    Gateway gateway;
    const auto id = gateway.assign();
    const auto request = form_request(
        gateway.signed_fields(take_api, take_fields(take_request({parcel("o1", {id})}))));
    sandbox::Sandbox sandbox;
    sandbox.world = std::move(gateway.world);
    sandbox.add_front(daifa::practice::make_pinduoduo_front({}));
    sandbox.faults.change(
        parse_json(R"({"next":{"api":"pdd.fds.waybill.get","kind":"done_then_cut"}})")
            .value()
            .get_object());
    const auto played = sandbox.play(*sandbox.fronts.front(), request, gateway.now);
    BOOST_TEST((played.ending == sandbox::Ending::closed_without_answer));
    BOOST_TEST(sandbox.world.platform.waybills.all().size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
