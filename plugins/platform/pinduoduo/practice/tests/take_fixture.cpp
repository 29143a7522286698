#include "take_fixture.hpp"

#include "sandbox/waybill_contracts.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace daifa::practice::test {

namespace json = boost::json;

json::object parcel(const std::string& object_id, const std::vector<OrderPair>& orders,
                    const std::string& package, const std::string& carrier)
{
    std::string key = carrier;
    for (char& c : key)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    json::array trade_orders;
    for (const auto& [merchant, number] : orders)
        trade_orders.push_back({{"mall_mask_id", merchant}, {"order_mask_sn", number}});
    json::object package_info = {{"items", {{{"name", "毛毯"}, {"count", 2}}}}};
    if (!package.empty())
        package_info["id"] = package;
    return {{"object_id", object_id},
            {"user_id", 10000001},
            {"template_url", "https://file-link.pinduoduo.com/" + key + "_one"},
            {"order_info",
             {{"order_channels_type", "PDD"}, {"trade_order_list", std::move(trade_orders)}}},
            {"package_info", std::move(package_info)}};
}

json::object take_request(const std::vector<json::object>& parcels, const std::string& carrier)
{
    const auto& usual = sandbox::usual_sender();
    json::object address = {{"province", usual.province},
                            {"city", usual.city},
                            {"district", usual.district},
                            {"detail", usual.detail}};
    return {{"wp_code", carrier},
            {"sender",
             {{"name", "云帆仓"},
              {"mobile", "12600000000"},
              {"phone", "0579-00000000"},
              {"address", std::move(address)}}},
            {"trade_order_info_dtos", json::array(parcels.begin(), parcels.end())}};
}

Fields take_fields(const json::object& request)
{
    return {{"param_fds_waybill_get_request", json::serialize(request)}};
}

std::string take(Gateway& gateway, const std::vector<OrderPair>& orders, const std::string& package,
                 const std::string& carrier)
{
    const auto request = take_request({parcel("o1", orders, package, carrier)}, carrier);
    const auto result = gateway.result(take_api, take_fields(request));
    const auto& modules = result.at("modules").get_array();
    BOOST_TEST_REQUIRE(modules.size() == 1u);
    return text_or(modules.at(0).get_object(), "waybill_code");
}

std::string refusal_text(Gateway& gateway, const std::string& api, const Fields& fields)
{
    const json::object body = gateway.call(api, fields);
    BOOST_TEST_REQUIRE(Gateway::error_code(body) == 50001);
    return text_or(body.at("error_response").get_object(), "sub_msg");
}

Fields query_fields(const std::string& number, const std::string& carrier)
{
    return {{"param_list", R"([{"object_id":"q1","wp_code":")" + carrier + R"(","waybill_code":")" +
                               number + R"("}])"}};
}

Fields cancel_number_fields(const std::string& number, const std::string& carrier)
{
    return {{"wp_code", carrier}, {"waybill_code", number}};
}

int waybill_total(Gateway& gateway, const char* name)
{
    return gateway.world.platform.totals(gateway.now).at("waybills").at(name).to_number<int>();
}

sandbox::LabelContents opened(const std::string& print_data)
{
    const auto data = parse_json(print_data);
    BOOST_TEST_REQUIRE(data.has_value());
    const json::object& members = data->get_object();
    const auto contents =
        sandbox::open_label({text_or(members, "encryptedData"), text_or(members, "signature")});
    BOOST_TEST_REQUIRE(contents.has_value());
    return *contents;
}

} // namespace daifa::practice::test
