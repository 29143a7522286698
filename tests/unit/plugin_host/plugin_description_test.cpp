#include "plugin_host/plugin_description.hpp"
#include "unit/plugin_host/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::plugin_host;

namespace {

PluginDescription description_of_good()
{
    const auto plugin = PluginLibrary::open(daifa::test::fixture("good"));
    BOOST_REQUIRE(plugin.has_value());
    return describe(*plugin);
}

std::string capability(const PluginDescription& description, const std::string& key)
{
    for (const auto& capability : description.capabilities)
        if (capability.key == key)
            return capability.value;
    return "none";
}

} // namespace

BOOST_AUTO_TEST_SUITE(plugin_description)

BOOST_AUTO_TEST_CASE(tells_what_the_plugin_is)
{
    const auto description = description_of_good();

    BOOST_TEST(description.file == daifa::test::fixture("good").string());
    BOOST_TEST(description.kind == "erp");
    BOOST_TEST(description.name == "good");
    BOOST_TEST(description.version == "1.2.3");
    BOOST_TEST((description.build == host_build()));
}

BOOST_AUTO_TEST_CASE(tells_the_capabilities_of_its_kind)
{
    const auto description = description_of_good();

    BOOST_TEST(capability(description, "orders.window_max") == "30m");
    BOOST_TEST(capability(description, "orders.page_max") == "50");
    BOOST_TEST(capability(description, "create_order.verification") == "by_reading");
    BOOST_TEST(capability(description, "create_order.late_arrival") == "1m");
    BOOST_TEST(capability(description, "upload.verification") == "none");
}

BOOST_AUTO_TEST_CASE(tells_each_setting_with_labels_default_and_secrecy)
{
    const auto description = description_of_good();

    BOOST_TEST_REQUIRE(description.settings.size() == 4u);
    const SettingDescription& secret = description.settings[1];
    BOOST_TEST(secret.name == "app_secret");
    BOOST_TEST(secret.is_secret);
    BOOST_TEST(!secret.default_text.has_value());
    BOOST_TEST(secret.label_en == "Signs every request.");
    BOOST_TEST(secret.label_zh == "签名密钥");
    const SettingDescription& timeout = description.settings[2];
    BOOST_TEST(timeout.type == "duration");
    BOOST_TEST(timeout.default_text.value_or("") == "10s");
    BOOST_TEST(!timeout.is_secret);
    const SettingDescription& choice = description.settings[3];
    BOOST_TEST((choice.choices == std::vector<std::string>{"auto", "manual"}));
}

BOOST_AUTO_TEST_SUITE_END()
