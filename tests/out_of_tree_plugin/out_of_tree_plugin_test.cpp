#include "plugin_host/connector_builder.hpp"
#include "support/manual_clock.hpp"
#include "support/plugin_folder.hpp"
#include "support/recording_log.hpp"
#include "support/run_coroutine.hpp"
#include "support/scripted_http_client.hpp"
#include "support/scripted_web_sockets.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::plugin_host;

namespace {

class NoCredentials : public CredentialSource {
public:
    const Credential* current() const override { return nullptr; }
};

PluginLibrary open_sample()
{
    test::PluginFolder folder;
    auto plugin = PluginLibrary::open(folder.copy_file(DAIFA_SAMPLE_PLUGIN, "sample_erp.so"));
    BOOST_REQUIRE_MESSAGE(plugin.has_value(), plugin.error().sentence.en);
    return std::move(*plugin);
}

struct Host {
    test::ScriptedHttpClient http;
    test::ScriptedWebSockets sockets;
    test::ManualClock clock;
    test::RecordingLog log;
    NoCredentials credentials;

    ConnectorContext context(std::string endpoint)
    {
        std::map<std::string, SettingValue, std::less<>> values;
        values.emplace("endpoint", std::move(endpoint));
        return ConnectorContext{http, sockets, clock, log, credentials, Settings(std::move(values))};
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(out_of_tree_plugin)

BOOST_AUTO_TEST_CASE(a_plugin_built_with_the_installed_sdk_is_accepted)
{
    const auto plugin = open_sample();

    BOOST_TEST(plugin.name() == "sample_erp");
    BOOST_TEST((plugin.kind() == PluginKind::erp));
}

BOOST_AUTO_TEST_CASE(its_connector_awaits_the_transport_of_the_host)
{
    Host host;
    host.http.answer("2026-01-02 11:04:05");
    auto connector = build_erp(open_sample(), host.context("http://127.0.0.1:1/time"));
    BOOST_REQUIRE(connector.has_value());

    boost::asio::io_context context;
    const auto time = test::run_coroutine(context, host.clock, (*connector)->get_time());

    BOOST_REQUIRE(time.has_value());
    BOOST_TEST(to_beijing_text(*time) == "2026-01-02 11:04:05");
    BOOST_TEST_REQUIRE(host.http.requests.size() == 1u);
    BOOST_TEST(host.http.requests.front().url == "http://127.0.0.1:1/time");
}

BOOST_AUTO_TEST_CASE(its_exception_crosses_the_border_as_a_sentence)
{
    Host host;
    const auto connector = build_erp(open_sample(), host.context(""));

    BOOST_REQUIRE(connector.has_error());
    BOOST_TEST(connector.error().en ==
               "plugin \"sample_erp\" refuses its settings: \"endpoint\" is empty; correct them");
}

BOOST_AUTO_TEST_SUITE_END()
