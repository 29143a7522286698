#include "gateway_fixture.hpp"

#include "pinduoduo/practice/parameters.hpp"

#include <daifa/codec/form.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice::pinduoduo;
using daifa::practice::test::Fields;
using daifa::practice::test::Gateway;

namespace {

sandbox::Request request_with(std::string content_type, std::string body, std::string query = {})
{
    sandbox::Request request;
    request.method = "POST";
    request.path = "/api/router";
    request.query = std::move(query);
    request.headers.push_back({"content-type", std::move(content_type)});
    request.body = std::move(body);
    return request;
}

std::string multipart_of(const Fields& fields)
{
    std::string body;
    for (const auto& [name, value] : fields)
        body += "--BOUND\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    return body + "--BOUND--\r\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(parameters)

BOOST_AUTO_TEST_CASE(keeps_numbers_and_objects_of_a_json_body_as_they_were_sent)
{
    const auto read = read_parameters(request_with(
        "application/json", R"( { "a" : 1.50, "b":true,"c": {"x": [1, "}"] } ,"d":"\u5f20\"三","e":null,"f":[]} )"));

    BOOST_TEST(read.at("a") == "1.50");
    BOOST_TEST(read.at("b") == "true");
    BOOST_TEST(read.at("c") == R"({"x": [1, "}"] })");
    BOOST_TEST(read.at("d") == "张\"三");
    BOOST_TEST(read.at("f") == "[]");
    BOOST_TEST(!read.contains("e"));
}

BOOST_AUTO_TEST_CASE(merges_the_query_and_lets_the_body_win)
{
    const auto read = read_parameters(request_with("application/x-www-form-urlencoded", "b=2&c=%E6%80%A5", "a=1&b=1"));

    BOOST_TEST(read.at("a") == "1");
    BOOST_TEST(read.at("b") == "2");
    BOOST_TEST(read.at("c") == "急");
}

BOOST_AUTO_TEST_CASE(leaves_out_the_file_of_an_upload)
{
    const std::string body = "--B\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nx\r\n"
                             "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                             "Content-Type: image/png\r\n\r\nbytes\r\n--B--\r\n";

    const auto read = read_parameters(request_with("multipart/form-data; boundary=B", body));

    BOOST_TEST(read.size() == 1u);
    BOOST_TEST(read.at("type") == "x");
}

BOOST_AUTO_TEST_CASE(broken_bodies_add_nothing)
{
    for (const char* body : {"{", "{\"a\":", "[1]", "{\"a\":1}x", "\xff\xfe", "{\"\xff\":1}"})
        BOOST_TEST(!read_parameters(request_with("application/json", body)).contains("a"));
    BOOST_TEST(read_parameters(request_with("multipart/form-data; boundary=B", "--B\r\nnothing")).empty());
    BOOST_TEST(read_parameters(request_with("multipart/form-data", "--B--")).empty());
}

BOOST_AUTO_TEST_CASE(the_gateway_answers_every_kind_of_request_that_clients_send)
{
    Gateway gateway;
    const Fields fields = gateway.signed_fields("pdd.fds.role.get", {{"empty", ""}});
    const std::string form = encode_form({fields.begin(), fields.end()});
    boost::json::object json;
    for (const auto& [name, value] : fields)
        json[name] = value;
    auto with_slash = request_with("application/json", boost::json::serialize(json));
    with_slash.path = "/api/router/";
    auto get = request_with("", "", form);
    get.method = "GET";

    for (const auto& request :
         {request_with("application/x-www-form-urlencoded", form), with_slash, get,
          request_with("multipart/form-data; boundary=\"BOUND\"", multipart_of(fields))})
        BOOST_TEST(gateway.send(request).contains("pdd_fds_role_get_response"));
}

BOOST_AUTO_TEST_SUITE_END()
