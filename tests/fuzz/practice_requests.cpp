// What reaches the practice world: "control METHOD PATH", "FRONT METHOD PATH", "FRONT call API FIELD" (signed
// as its client would), "pinduoduo merchant API" (the same for a merchant's shop, the body being a form),
// "FRONT page METHOD PATH" (as its page would, logged in), or "printer", and the body.
#include "fuzz/fuzz.hpp"

#include "jackyun/practice/front.hpp"
#include "jackyun/practice/sign.hpp"
#include "pinduoduo/practice/front.hpp"
#include "sandbox/sandbox.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

#include <map>
#include <string>
#include <vector>

namespace daifa::fuzz {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

const TimePoint now(Milliseconds(1'700'000'000'000));

/// A world with a few orders, a token, and both fronts.
struct Practice {
    Practice()
    {
        world.add_front(practice::make_pinduoduo_front({}));
        world.add_front(practice::make_jackyun_front({}));
        token = issue_token("10000001");
        merchant_token = issue_token("20000001");
        act("assign", {{"count", 3}});
        act("bind", {{"shop", "20000001"}});
        act("place", {{"shop", "20000001"}, {"count", 2}});
        world.printer.open_line(1);
    }

    boost::json::object act(std::string_view action, const boost::json::object& arguments)
    {
        return world.world.platform.control(action, arguments, now);
    }

    std::string issue_token(std::string_view shop)
    {
        const auto tokens = act("issue_tokens", {{"shop", shop}});
        return text_or(tokens.at("tokens").get_array().at(0).get_object(), "access_token");
    }

    sandbox::Sandbox world;
    std::string token;
    std::string merchant_token;
};

sandbox::Request form_request(std::string path, const Parameters& parameters)
{
    sandbox::Request request;
    request.method = "POST";
    request.path = std::move(path);
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"});
    request.body = encode_form(FormFields(parameters.begin(), parameters.end()));
    return request;
}

sandbox::Request call_platform(const std::string& token, const std::string& api, Parameters parameters)
{
    parameters["type"] = api;
    parameters["client_id"] = "practice-app-key-0001";
    parameters["timestamp"] = std::to_string(now.time_since_epoch().count() / 1000);
    parameters["access_token"] = token;
    parameters.erase("sign");
    const std::string secret = "practice-app-secret-0001";
    std::string text = secret;
    for (const auto& [name, part] : parameters)
        text += name + part;
    parameters["sign"] = md5_hex_upper(text + secret);
    return form_request("/api/router", parameters);
}

sandbox::Request call_erp(const std::string& api, std::string_view value)
{
    practice::jackyun::Parameters parameters = {{"method", api},
                                                {"appkey", "10000001"},
                                                {"version", "v1.0"},
                                                {"contenttype", "json"},
                                                {"timestamp", to_beijing_text(now)},
                                                {"bizcontent", std::string(value)}};
    parameters["sign"] = practice::jackyun::expected_sign("DemoJkySecret0001", parameters, true);
    return form_request("/open/openapi/do", Parameters(parameters.begin(), parameters.end()));
}

sandbox::Request plain_request(const std::string& method, const std::string& target, std::string_view body)
{
    const auto mark = std::min(target.find('?'), target.size());
    sandbox::Request request;
    request.method = method;
    request.path = target.substr(0, mark);
    if (mark < target.size())
        request.query = target.substr(mark + 1);
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.body = body;
    return request;
}

sandbox::Request page_request(const std::string& method, const std::string& target, std::string_view body)
{
    sandbox::Request request = plain_request(method, target, body);
    request.headers = {{"Host", "127.0.0.1:9001"}, {"Content-Type", "application/json"}};
    return request;
}

/// The cookie of whoever may log in at that front.
HttpHeader log_in(Practice& practice, sandbox::Front& front)
{
    const std::string name = front.name() == "jackyun" ? "admin" : "merchant";
    const auto body = R"({"login":")" + name + R"(","password":")" + name + "\"}";
    const auto played = practice.world.play(front, page_request("POST", "/back-office/log-in", body), now);
    const std::string set(find_header(played.reply.headers, "Set-Cookie"));
    return {"Cookie", set.substr(0, set.find(';'))};
}

} // namespace

void try_input(std::string_view input)
{
    const auto [head, body] = split_line(input);
    std::vector<std::string> words;
    boost::algorithm::split(words, head, boost::algorithm::is_any_of(" "));
    words.resize(4);

    // Anew each time: what one request did must not explain what the next one meets.
    Practice practice;
    if (words[0] == "printer") {
        practice.world.printer.answer(1, body, now);
        practice.world.printer.tick(now + std::chrono::seconds(10));
        for (const auto& message : practice.world.printer.take_output().messages)
            require(parse_json(message.text).has_value(), "the component says JSON");
        return;
    }
    if (words[0] == "control") {
        const auto reply = practice.world.control(plain_request(words[1], words[2], body), now);
        require(reply.status < 500, "no request breaks the control port");
        return;
    }
    sandbox::Front* const front = practice.world.find_front(words[0]);
    if (front == nullptr)
        return;
    sandbox::Request request = plain_request(words[1], words[2], body);
    if (words[1] == "call")
        request = words[0] == "jackyun" ? call_erp(words[2], body)
                                        : call_platform(practice.token, words[2], {{words[3], std::string(body)}});
    if (words[1] == "merchant") {
        const FormFields fields = decode_form(body);
        request = call_platform(practice.merchant_token, words[2], Parameters(fields.begin(), fields.end()));
    }
    if (words[1] == "page") {
        request = page_request(words[2], words[3], body);
        request.headers.push_back(log_in(practice, *front));
    }
    const auto played = practice.world.play(*front, request, now);
    require(played.reply.status >= 200 && played.reply.status < 500, "no request breaks a front");
}

} // namespace daifa::fuzz
