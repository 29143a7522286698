#include "plugin_host/connector_builder.hpp"
#include "support/manual_clock.hpp"
#include "support/recording_log.hpp"
#include "support/run_coroutine.hpp"
#include "support/scripted_http_client.hpp"
#include "support/scripted_web_sockets.hpp"
#include "support/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::plugin_host;

namespace {

class NoCredentials : public CredentialSource {
public:
    const Credential* current() const override { return nullptr; }
};

struct Host {
    test::PluginFolder folder;
    test::ScriptedHttpClient http;
    test::ScriptedWebSockets sockets;
    test::ManualClock clock;
    test::RecordingLog log;
    NoCredentials credentials;

    boost::system::result<std::unique_ptr<ErpConnector>, Sentence> build(const std::string& name)
    {
        const auto plugin = PluginLibrary::open(folder.copy(name));
        BOOST_REQUIRE(plugin.has_value());
        return build_erp(*plugin, ConnectorContext{http, sockets, clock, log, credentials, {}});
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(connector_builder)

BOOST_AUTO_TEST_CASE(makes_a_connector_that_works_through_the_host)
{
    Host host;
    auto connector = host.build("good");
    BOOST_REQUIRE(connector.has_value());

    boost::asio::io_context context;
    const auto time = test::run_coroutine(context, host.clock, (*connector)->get_time());

    BOOST_REQUIRE(time.has_value());
    BOOST_TEST((*time == host.clock.now()));
}

BOOST_AUTO_TEST_CASE(a_connector_outlives_the_object_of_its_library)
{
    Host host;
    auto connector = host.build("good");
    BOOST_REQUIRE(connector.has_value());

    // `build` has forgotten the library by now.
    BOOST_TEST((*connector)->capabilities().orders.page_max == 50);
}

BOOST_AUTO_TEST_CASE(repeats_why_a_plugin_refuses_its_settings)
{
    const auto connector = Host().build("throwing_factory");

    BOOST_REQUIRE(connector.has_error());
    BOOST_TEST(connector.error().en ==
               "plugin \"throwing_factory\" refuses its settings: \"endpoint\" "
               "must end with a slash; correct them");
    BOOST_TEST(connector.error().zh ==
               "插件“throwing_factory”拒绝了它的设置：\"endpoint\" must end "
               "with a slash；请修改设置");
}

BOOST_AUTO_TEST_CASE(says_that_a_factory_throws_no_exception_of_the_standard)
{
    const auto connector = Host().build("odd_throwing_factory");

    BOOST_REQUIRE(connector.has_error());
    BOOST_TEST(connector.error().en.starts_with(
        "plugin \"odd_throwing_factory\" made no connector, its factory threw something that is no "
        "std::exception; correct the plugin "));
}

BOOST_AUTO_TEST_CASE(says_that_a_factory_returns_nothing)
{
    const auto connector = Host().build("null_connector");

    BOOST_REQUIRE(connector.has_error());
    BOOST_TEST(connector.error().en.starts_with(
        "plugin \"null_connector\" made no connector, its factory returned nothing; correct the "
        "plugin "));
}

BOOST_AUTO_TEST_SUITE_END()
