#include "plugin_host/descriptor_check.hpp"

#include "broken_plugins/idle_erp.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::plugin_host;

namespace {

std::unique_ptr<ErpConnector> make_erp(ConnectorContext)
{
    return nullptr;
}

std::unique_ptr<PlatformConnector> make_platform(ConnectorContext)
{
    return nullptr;
}

Stamp good_stamp()
{
    Stamp stamp;
    stamp.kind = PluginKind::erp;
    stamp.name = "good";
    stamp.version = "1.0.0";
    return stamp;
}

PluginDescriptor good_descriptor()
{
    PluginDescriptor descriptor;
    descriptor.kind = PluginKind::erp;
    descriptor.name = "good";
    descriptor.version = "1.0.0";
    descriptor.settings = test::idle_settings;
    descriptor.capabilities = test::IdleErp::default_capabilities;
    descriptor.make_erp = make_erp;
    return descriptor;
}

std::string problem_of(const PluginDescriptor& descriptor)
{
    const auto problem = check_descriptor(descriptor, good_stamp());
    return problem ? problem->en : "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(descriptor_check)

BOOST_AUTO_TEST_CASE(accepts_a_descriptor_that_agrees_with_its_stamp)
{
    BOOST_TEST(problem_of(good_descriptor()) == "");
}

BOOST_AUTO_TEST_CASE(refuses_another_name_kind_or_version_than_the_stamp)
{
    const std::string expected = "it says it is something else than its stamp says; "
                                 "correct the plugin and rebuild it";
    auto descriptor = good_descriptor();
    descriptor.name = "better";
    BOOST_TEST(problem_of(descriptor) == expected);

    descriptor = good_descriptor();
    descriptor.kind = PluginKind::platform;
    BOOST_TEST(problem_of(descriptor) == expected);

    descriptor = good_descriptor();
    descriptor.version = "2.0.0";
    BOOST_TEST(problem_of(descriptor) == expected);
}

BOOST_AUTO_TEST_CASE(wants_exactly_the_factory_of_the_kind)
{
    const std::string expected = "it must set exactly the factory of its kind; "
                                 "correct the plugin and rebuild it";
    auto descriptor = good_descriptor();
    descriptor.make_platform = make_platform;
    BOOST_TEST(problem_of(descriptor) == expected);

    descriptor.make_erp = nullptr;
    BOOST_TEST(problem_of(descriptor) == expected);

    descriptor.make_platform = nullptr;
    BOOST_TEST(problem_of(descriptor) == expected);
}

BOOST_AUTO_TEST_CASE(wants_capabilities)
{
    auto descriptor = good_descriptor();
    descriptor.capabilities = nullptr;

    BOOST_TEST(problem_of(descriptor) ==
               "it does not say what it can do; correct the plugin and rebuild it");
}

BOOST_AUTO_TEST_CASE(refuses_settings_nobody_can_write_or_read)
{
    const ConfigKey twice[] = {{"a", ConfigType::text, "", Secrecy::open, "A.", "甲"},
                               {"a", ConfigType::text, "", Secrecy::open, "A.", "甲"}};
    const ConfigKey unlabelled[] = {{"a", ConfigType::text, "", Secrecy::open, "A.", ""}};
    const ConfigKey nameless[] = {{"", ConfigType::text, "", Secrecy::open, "A.", "甲"}};
    auto descriptor = good_descriptor();

    descriptor.settings = twice;
    BOOST_TEST(problem_of(descriptor).starts_with("it names the setting \"a\" twice"));
    descriptor.settings = unlabelled;
    BOOST_TEST(problem_of(descriptor).starts_with("its setting \"a\" lacks a label"));
    descriptor.settings = nameless;
    BOOST_TEST(problem_of(descriptor).starts_with("one of its settings has no name"));
}

BOOST_AUTO_TEST_CASE(refuses_capabilities_that_allow_nothing)
{
    auto capabilities = test::IdleErp::default_capabilities();
    BOOST_TEST(!check_capabilities(capabilities).has_value());

    capabilities.rate_limits.push_back(RateLimit{"orders", RateScope::shop, 0, Milliseconds(1000)});
    BOOST_TEST(check_capabilities(capabilities).has_value());

    capabilities = {};
    BOOST_TEST(check_capabilities(capabilities).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
