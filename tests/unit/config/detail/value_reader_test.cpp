#include "../config_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;

namespace {

struct BadStrategy {
    const char* lines; ///< Below "strategy: factory".
    const char* zh;
    const char* en;
};

constexpr BadStrategy bad_strategies[] = {
    {"download: {intervall: 10m}",
     "2:12: 错误: 未知的配置项 \"intervall\"，是否想写 \"interval\"？",
     "2:12: error: unknown key \"intervall\", did you mean \"interval\"?"},
    {"interval: 10m", "2:1: 错误: 未知的配置项 \"interval\"，是否想写 \"download.interval\"？",
     "2:1: error: unknown key \"interval\", did you mean \"download.interval\"?"},
    {"download.interval: 10m", "2:1: 错误: 未知的配置项 \"download.interval\"",
     "2:1: error: unknown key \"download.interval\""},
    {"download: {interval: soon}",
     "2:22: 错误: \"interval\" 应为时长（如 30s、10m、6h、90d），而不是 \"soon\"",
     "2:22: error: \"interval\" must be a duration such as 30s, 10m, 6h or 90d, not \"soon\""},
    {"download: {interval: [10m]}",
     "2:22: 错误: \"interval\" 应为时长（如 30s、10m、6h、90d），而不是列表",
     "2:22: error: \"interval\" must be a duration such as 30s, 10m, 6h or 90d, not a list"},
    {"download: {interval: }", "2:12: 错误: \"interval\" 没有值：请填写，或删去这一行",
     "2:12: error: \"interval\" has no value: give one or remove the line"},
    {"download: {interval: 2s}", "2:22: 警告: \"interval\" 为 2s，低于 5m 会很快用完接口的调用额度",
     "2:22: warning: \"interval\" is 2s: below 5m it uses up the other side's quota quickly"},
    {"download: {interval: 8d}", "2:22: 错误: \"interval\" 应在 100ms 到 7d 之间，而不是 8d",
     "2:22: error: \"interval\" must be between 100ms and 7d, not 8d"},
    {"download: {enabled: yes}",
     "2:21: 错误: \"enabled\" 应为 true 或 false，而不是 \"yes\"，是否想写 \"true\"？",
     "2:21: error: \"enabled\" must be true or false, not \"yes\", did you mean \"true\"?"},
    {"download: {order_types: [factory_dispath]}",
     "2:26: 错误: \"order_types\" 应为 factory_dispatch，而不是 \"factory_dispath\"，是否想写 "
     "\"factory_dispatch\"？",
     "2:26: error: \"order_types\" must be factory_dispatch, not \"factory_dispath\", did you mean "
     "\"factory_dispatch\"?"},
    {"download: {filter: {regions: 浙江省}}",
     "2:30: 错误: \"regions\" 应为列表（如 [a, b]），而不是 \"浙江省\"",
     "2:30: error: \"regions\" must be a list such as [a, b], not \"浙江省\""},
    {"download: 10m", "2:11: 错误: \"download\" 应为一组配置项，而不是 \"10m\"",
     "2:11: error: \"download\" must be a group of keys, not \"10m\""},
    {"audit: {mode: automatic}", "2:15: 错误: \"mode\" 应为 manual 或 auto，而不是 \"automatic\"",
     "2:15: error: \"mode\" must be manual or auto, not \"automatic\""},
    {"audit: {on_withdraw: cancle}",
     "2:22: 错误: \"on_withdraw\" 应为 cancel 或 hold，而不是 \"cancle\"，是否想写 \"cancel\"？",
     "2:22: error: \"on_withdraw\" must be cancel or hold, not \"cancle\", did you mean "
     "\"cancel\"?"},
    {"audit: {block_if: [sellernote]}",
     "2:20: 错误: 未知的配置项 \"sellernote\"，是否想写 \"seller_note\"？",
     "2:20: error: unknown key \"sellernote\", did you mean \"seller_note\"?"},
    {"audit: {block_if: [keyword]}", "2:20: 错误: 条件 \"keyword\" 需要一个值，写成 {keyword: 值}",
     "2:20: error: the condition \"keyword\" needs a value: {keyword: value}"},
    {"audit: {block_if: [{amount_over: 99.999}]}",
     "2:34: 错误: \"amount_over\" 应为金额（元，如 99.00），而不是 \"99.999\"",
     "2:34: error: \"amount_over\" must be an amount in yuan such as 99.00, not \"99.999\""},
    {"audit: {block_if: {seller_note: true}}",
     "2:19: 错误: \"block_if\" 应为列表（如 [a, b]），而不是一组配置项",
     "2:19: error: \"block_if\" must be a list such as [a, b], not a group of keys"},
    {"upload: {carriers: {中通快递: \"\"}}",
     "2:27: 错误: \"carriers\" 中 \"中通快递\" 没有对应的编码",
     "2:27: error: \"carriers\" maps \"中通快递\" to an empty code"},
    {"upload: {carriers: ZTO}", "2:20: 错误: \"carriers\" 应为对照表（如 {a: b}），而不是 \"ZTO\"",
     "2:20: error: \"carriers\" must be a map such as {a: b}, not \"ZTO\""},
    {"stock: {percent: 1001}", "2:18: 错误: \"percent\" 应在 0 到 1000 之间，而不是 1001",
     "2:18: error: \"percent\" must be between 0 and 1000, not 1001"},
    {"stock: {percent: 50%}", "2:18: 错误: \"percent\" 应为整数，而不是 \"50%\"",
     "2:18: error: \"percent\" must be a whole number, not \"50%\""},
    {"retry: []", "2:8: 错误: \"retry\" 至少要有一项", "2:8: error: \"retry\" must not be empty"},
    {"retry: [0s]", "2:8: 错误: \"retry\" 应在 100ms 到 7d 之间，而不是 0s",
     "2:8: error: \"retry\" must be between 100ms and 7d, not 0s"},
    {"audit: {hold: 1m, hold: 2m}", "2:19: 错误: 配置项 \"hold\" 重复，第一次出现在第 2 行",
     "2:19: error: the key \"hold\" stands twice, first in line 2"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(value_reader)

BOOST_AUTO_TEST_CASE(names_each_wrong_value_with_its_place_in_both_languages)
{
    const test::ConfigDirectory directory;
    const std::string file = "strategies.d/factory.yaml";
    for (const BadStrategy& bad : bad_strategies) {
        directory.write(file, std::string("strategy: factory\n") + bad.lines + "\n");

        const auto loaded = test::load(directory);

        BOOST_TEST(test::problem_lines(directory, loaded, Language::zh) == file + ":" + bad.zh);
        BOOST_TEST(test::problem_lines(directory, loaded, Language::en) == file + ":" + bad.en);
        const bool is_faulty = has_errors(loaded.problems);
        BOOST_TEST(loaded.configuration->shops.empty() == is_faulty, bad.lines);
    }
}

BOOST_AUTO_TEST_CASE(reports_all_mistakes_of_a_file_in_one_run)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/factory.yaml", "strategy: factory\n"
                                                 "download: {intervall: 10m, delay: x}\n"
                                                 "uplaod: {}\n"
                                                 "retry: [soon, 1s, later]\n");

    BOOST_TEST(test::load(directory).problems.size() == 5u);
}

BOOST_AUTO_TEST_CASE(shows_the_line_with_the_mistake_but_none_that_may_hold_a_secret)
{
    const test::ConfigDirectory directory;
    directory.write("strategies.d/factory.yaml", "strategy: factory\naudit: {hold: x}\n"
                                                 "app_secret: made-up\n");

    const auto loaded = test::load(directory);

    BOOST_TEST(to_excerpt_text(loaded.problems.at(0)) ==
               "  2 | audit: {hold: x}\n    |               ^");
    BOOST_TEST(to_excerpt_text(loaded.problems.at(1)) == "");
}

BOOST_AUTO_TEST_SUITE_END()
