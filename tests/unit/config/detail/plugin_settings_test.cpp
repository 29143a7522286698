#include "../config_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::config;

namespace {

/// A shop whose platform settings are these lines, each indented by four blanks, from line 6 on.
std::string shop_with(std::string_view settings)
{
    return "shop: alpha\nstrategy: factory\nerp: {plugin: books, channel: c}\nplatform:\n"
           "  plugin: market\n  settings:\n" +
           std::string(settings) + "waybill: {source: erp}\n";
}

constexpr std::string_view given = "    app_key: made-up\n    app_secret: {file: ../secret}\n";

struct BadSettings {
    const char* line; ///< Line 9, below the required ones.
    const char* zh;
    const char* en;
};

constexpr BadSettings bad_settings[] = {
    {"timeot: 5s", "9:5: 错误: 未知的插件设置 \"timeot\"，是否想写 \"timeout\"？",
     "9:5: error: unknown setting \"timeot\", did you mean \"timeout\"?"},
    {"timeout: 5", "9:14: 错误: \"timeout\" 应为时长（如 30s、10m、6h、90d），而不是 \"5\"",
     "9:14: error: \"timeout\" must be a duration such as 30s, 10m, 6h or 90d, not \"5\""},
    {"gateway: market.example",
     "9:14: 错误: \"gateway\" 应为以 http:// 或 https:// 开头的地址，而不是 \"market.example\"",
     "9:14: error: \"gateway\" must be an address that begins with http:// or https://, not "
     "\"market.example\""},
    {"printer: http://127.0.0.1:5000",
     "9:14: 错误: \"printer\" 应为以 ws:// 或 wss:// 开头的地址，而不是 \"http://127.0.0.1:5000\"",
     "9:14: error: \"printer\" must be an address that begins with ws:// or wss://, not "
     "\"http://127.0.0.1:5000\""},
    {"is_fast: \"true\"", "9:14: 错误: \"is_fast\" 应为 true 或 false，而不是 \"true\"",
     "9:14: error: \"is_fast\" must be true or false, not \"true\""},
    {"codes: 6", "9:12: 错误: \"codes\" 应为列表（如 [a, b]），而不是 \"6\"",
     "9:12: error: \"codes\" must be a list such as [a, b], not \"6\""},
    {"style: fancie",
     "9:12: 错误: \"style\" 应为以下之一：plain, fancy，而不是 \"fancie\"，是否想写 \"fancy\"？",
     "9:12: error: \"style\" must be one of plain, fancy, not \"fancie\", did you mean \"fancy\"?"},
    {"timeout:", "9:5: 错误: \"timeout\" 没有值：请填写，或删去这一行",
     "9:5: error: \"timeout\" has no value: give one or remove the line"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(plugin_settings)

BOOST_AUTO_TEST_CASE(fills_in_the_defaults_of_the_plugin)
{
    const test::ConfigDirectory directory;

    const auto loaded = test::load(directory);

    BOOST_TEST_REQUIRE(loaded.configuration->shops.size() == 1u);
    const Settings& settings = loaded.configuration->shops.front().platform_settings;
    BOOST_TEST(settings.text("app_key") == "made-up");
    BOOST_TEST(settings.secret("app_secret").reveal() == "made-up-secret");
    BOOST_TEST(settings.text("gateway") == "https://market.example/api");
    BOOST_TEST(settings.text("printer") == "ws://127.0.0.1:5000");
    BOOST_TEST((settings.duration("timeout") == std::chrono::seconds(10)));
    BOOST_TEST(!settings.boolean("is_fast"));
    BOOST_TEST((settings.text_list("codes") == std::vector<std::string>{"0", "6"}));
    BOOST_TEST(settings.text_map("names").at("a") == "b");
    BOOST_TEST(loaded.configuration->shops.front().erp_settings.integer("pages") == 50);
}

BOOST_AUTO_TEST_CASE(names_each_wrong_setting_with_its_place_in_both_languages)
{
    const test::ConfigDirectory directory;
    const std::string file = "shops.d/alpha.yaml";
    for (const BadSettings& bad : bad_settings) {
        directory.write(file, shop_with(std::string(given) + "    " + bad.line + "\n"));

        const auto loaded = test::load(directory);

        BOOST_TEST(test::problem_lines(directory, loaded, Language::zh) == file + ":" + bad.zh);
        BOOST_TEST(test::problem_lines(directory, loaded, Language::en) == file + ":" + bad.en);
        BOOST_TEST(loaded.configuration->shops.empty());
    }
}

BOOST_AUTO_TEST_CASE(an_address_of_a_socket_may_be_empty_and_holds_no_password)
{
    const test::ConfigDirectory directory;
    const std::string file = "shops.d/alpha.yaml";
    directory.write(file, shop_with(std::string(given) + "    printer: \"\"\n"));
    const auto none = test::load(directory);
    directory.write(file, shop_with(std::string(given) + "    printer: ws://u:p@a\n"));
    const auto refused = test::load(directory);

    BOOST_TEST_REQUIRE(none.configuration->shops.size() == 1u);
    BOOST_TEST(none.configuration->shops.front().platform_settings.text("printer") == "");
    BOOST_TEST(refused.configuration->shops.empty());
    BOOST_TEST(test::problem_lines(directory, refused, Language::en).find("u:p") ==
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_a_missing_setting_by_its_label)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/alpha.yaml", shop_with("    app_secret: {file: ../secret}\n"));

    const auto loaded = test::load(directory);

    BOOST_TEST(
        test::problem_lines(directory, loaded, Language::en) ==
        "shops.d/alpha.yaml:7:5: error: the setting \"app_key\" is missing (Application key.)");
    BOOST_TEST(test::problem_lines(directory, loaded, Language::zh) ==
               "shops.d/alpha.yaml:7:5: 错误: 缺少插件设置 \"app_key\"（应用编号。）");
}

BOOST_AUTO_TEST_CASE(refuses_a_secret_in_clear_text_without_showing_it)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/alpha.yaml",
                    shop_with("    app_key: k\n    app_secret: made-up-secret\n"));

    const auto loaded = test::load(directory);

    BOOST_TEST(
        test::problem_lines(directory, loaded, Language::en) ==
        "shops.d/alpha.yaml:8:17: error: \"app_secret\" is a secret and must not stand in this "
        "file: "
        "put it into a file with mode 0600 and write {file: PATH}, or use {credential: NAME} or "
        "{env: NAME}");
    BOOST_TEST(test::problem_lines(directory, loaded, Language::zh) ==
               "shops.d/alpha.yaml:8:17: 错误: \"app_secret\" "
               "是密钥，不能直接写在配置文件里：请把它存到权限为 "
               "0600 的文件，再写 {file: 文件名}，或用 {credential: 名称}、{env: 变量名}");
    BOOST_TEST(loaded.problems.front().excerpt == "");
}

BOOST_AUTO_TEST_CASE(reports_a_secret_file_that_is_open_to_others)
{
    const test::ConfigDirectory directory;
    directory.write("secret", "made-up", 0644);

    const auto loaded = test::load(directory);

    BOOST_TEST(
        test::problem_lines(directory, loaded, Language::en) ==
        "shops.d/alpha.yaml:7:17: error: \"app_secret\": the secret file secret is open to others: "
        "run chmod 600 secret");
}

BOOST_AUTO_TEST_CASE(reports_a_source_that_does_not_exist)
{
    const test::ConfigDirectory directory;
    directory.write("shops.d/alpha.yaml", shop_with("    app_key: k\n    app_secret: {flie: x}\n"));

    BOOST_TEST(
        test::problem_lines(directory, test::load(directory), Language::en) ==
        "shops.d/alpha.yaml:8:18: error: unknown source of a secret \"flie\": file, credential or "
        "env, did you mean \"file\"?");
}

BOOST_AUTO_TEST_SUITE_END()
