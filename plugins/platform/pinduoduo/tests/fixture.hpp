#pragma once

#include "support/manual_clock.hpp"
#include "support/recording_log.hpp"
#include "support/run_coroutine.hpp"
#include "support/scripted_http_client.hpp"
#include "support/scripted_web_sockets.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/connector/connector_context.hpp>

#include <map>
#include <optional>
#include <string>

namespace daifa::pinduoduo::test {

/// Settings at their defaults, with made-up keys.
inline std::map<std::string, SettingValue, std::less<>> default_settings()
{
    return {
        {"app_key", std::string("demo-client-0001")},
        {"app_secret", Secret("demo-secret-0123456789abcdef")},
        {"redirect_uri", std::string("https://factory.example/back")},
        {"gateway", std::string("https://gateway.example/api/router")},
        {"authorize_page", std::string("https://authorize.example/auth")},
        {"timeout", Milliseconds(10'000)},
        {"late_arrival", Milliseconds(60'000)},
        {"slave_repeatable", false},
        {"take_repeatable", true},
        {"print_data_max", std::int64_t(65'536)},
        {"print_component", std::string("ws://127.0.0.1:5000")},
        {"print_timeout", Milliseconds(120'000)},
        {"custom_area_url", std::string()},
        {"push", true},
        {"push_url", std::string("wss://messages.example/")},
        {"push_topics", std::vector<std::string>()},
        {"after_sale_clear", std::vector<std::string>{"0", "6", "7", "12", "16", "17", "24", "25"}},
        {"after_sale_refunded", std::vector<std::string>{"5"}},
        {"merchant_after_sale_clear",
         std::vector<std::string>{"0", "9", "11", "12", "13", "16", "17", "24", "25"}},
        {"merchant_after_sale_refunded", std::vector<std::string>{"10"}},
        {"logistics_ids", std::map<std::string, std::string>{{"ZTOKY", "343"}}}};
}

/// A shop's token that tests give and take away.
class FixedCredential : public CredentialSource {
public:
    const Credential* current() const override { return credential ? &*credential : nullptr; }

    std::optional<Credential> credential;
};

/// Everything a connector is lent, with the clock at the moment of the sign vectors.
struct Fixture {
    Fixture()
    {
        credentials.credential.emplace();
        credentials.credential->access_token = Secret("demo-token-aaaa");
        credentials.credential->owner_id = "1234567";
    }

    ConnectorContext context()
    {
        return {http, sockets, clock, log, credentials, Settings(settings)};
    }

    template <class T>
    T run(awaitable<T> work)
    {
        return daifa::test::run_coroutine(io, clock, std::move(work));
    }

    /// The decoded form of the request that was sent last.
    FormFields last_form() const { return decode_form(http.requests.back().body); }

    boost::asio::io_context io;
    daifa::test::ManualClock clock{TimePoint(std::chrono::seconds(1'700'000'000))};
    daifa::test::ScriptedHttpClient http;
    daifa::test::ScriptedWebSockets sockets;
    daifa::test::RecordingLog log;
    FixedCredential credentials;
    std::map<std::string, SettingValue, std::less<>> settings = default_settings();
};

} // namespace daifa::pinduoduo::test
