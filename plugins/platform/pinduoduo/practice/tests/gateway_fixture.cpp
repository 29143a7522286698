#include "gateway_fixture.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

namespace daifa::practice::test {

namespace json = boost::json;

Gateway::Gateway(const sandbox::FrontOptions& options) : front_(make_pinduoduo_front(options))
{
    front_->prepare(world);
    const auto tokens = control("issue_tokens", "{}");
    token = text_or(tokens.at("tokens").get_array().at(0).get_object(), "access_token");
}

Fields Gateway::signed_fields(const std::string& type, Fields business, bool has_token) const
{
    business["type"] = type;
    business["client_id"] = "practice-app-key-0001";
    business["timestamp"] = std::to_string(now_ms() / 1000);
    if (has_token)
        business["access_token"] = token;
    sign(business);
    return business;
}

void Gateway::sign(Fields& fields) const
{
    fields.erase("sign");
    std::string text = secret;
    for (const auto& [name, value] : fields)
        text += name + value;
    fields["sign"] = md5_hex_upper(text + secret);
}

json::object Gateway::call(const std::string& type, Fields business, bool has_token)
{
    return send(form_request(signed_fields(type, std::move(business), has_token)));
}

json::object Gateway::result(const std::string& type, Fields business)
{
    const json::object body = call(type, std::move(business));
    BOOST_TEST_REQUIRE(error_code(body) == 0);
    return body.begin()->value().get_object();
}

int Gateway::refusal(const std::string& type, Fields business)
{
    return error_code(call(type, std::move(business)));
}

int Gateway::error_code(const json::object& body)
{
    const auto* error = body.if_contains("error_response");
    return error == nullptr ? 0 : static_cast<int>(error->at("error_code").as_int64());
}

sandbox::Reply Gateway::raw(const sandbox::Request& request)
{
    return front_->answer(request, world, now);
}

json::object Gateway::send(const sandbox::Request& request)
{
    const auto body = parse_json(raw(request).body);
    BOOST_TEST_REQUIRE(body.has_value());
    return body->get_object();
}

json::object Gateway::control(const std::string& action, const std::string& text)
{
    return world.platform.control(action, parse_json(text).value().get_object(), now);
}

void Gateway::set(const std::string& key, const std::string& value)
{
    front_->set_option(key, value, world);
}

std::pair<std::string, std::string> Gateway::assign(const std::string& text)
{
    const auto answer = control("assign", text);
    const std::string id = scalar_text(answer.at("orders").get_array().at(0));
    const auto slash = id.find('/');
    return {id.substr(0, slash), id.substr(slash + 1)};
}

Fields Gateway::order_fields(const std::pair<std::string, std::string>& order) const
{
    return {{"param_fds_order_get_request",
             R"({"mall_mask_id":")" + order.first + R"(","order_mask_sn":")" + order.second + R"("})"}};
}

Fields Gateway::upload_fields(const std::pair<std::string, std::string>& order, const std::string& number,
                              const std::string& carrier) const
{
    return {{"param_fds_waybill_return_request",
             R"({"mall_mask_id":")" + order.first + R"(","order_mask_sn":")" + order.second +
                 R"(","waybill_code":")" + number + R"(","wp_code":")" + carrier + R"("})"}};
}

Fields Gateway::window_fields(std::int64_t from_ms, std::int64_t until_ms, int page, int size) const
{
    return {{"param_fds_order_list_get_request", window_json(from_ms, until_ms, page, size)}};
}

json::object Gateway::order_truth(const std::pair<std::string, std::string>& order)
{
    const json::object truth = world.platform.truth(now);
    for (const auto& entry : truth.at("orders").get_array())
        if (text_or(entry.get_object(), "number") == order.second)
            return entry.get_object();
    BOOST_TEST_REQUIRE(false);
    return {};
}

sandbox::Request form_request(const Fields& fields)
{
    sandbox::Request request;
    request.method = "POST";
    request.path = "/api/router";
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"});
    request.body = encode_form({fields.begin(), fields.end()});
    return request;
}

sandbox::Request get_request(const std::string& path, const std::string& query)
{
    sandbox::Request request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    return request;
}

std::string window_json(std::int64_t from_ms, std::int64_t until_ms, int page, int size)
{
    return "{\"start_updated_time\":" + std::to_string(from_ms) +
           ",\"end_updated_time\":" + std::to_string(until_ms) + ",\"page\":" + std::to_string(page) +
           ",\"page_size\":" + std::to_string(size) + "}";
}

} // namespace daifa::practice::test
