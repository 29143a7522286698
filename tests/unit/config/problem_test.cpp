#include "config/problem.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;

BOOST_AUTO_TEST_SUITE(problem)

BOOST_AUTO_TEST_CASE(reads_as_a_compiler_writes_it_in_both_languages)
{
    const Problem problem{.file = "a.yaml",
                          .line = 3,
                          .column = 5,
                          .text_zh = "未知的配置项 \"intervall\"",
                          .text_en = "unknown key \"intervall\"",
                          .hint = "interval"};

    BOOST_TEST(to_text(problem, Language::en) ==
               "a.yaml:3:5: error: unknown key \"intervall\", did you mean \"interval\"?");
    BOOST_TEST(to_text(problem, Language::zh) ==
               "a.yaml:3:5: 错误: 未知的配置项 \"intervall\"，是否想写 \"interval\"？");
}

BOOST_AUTO_TEST_CASE(puts_the_caret_under_the_place_even_behind_wide_characters)
{
    const Problem problem{.line = 12, .column = 5, .excerpt = "中通: x"};

    BOOST_TEST(to_excerpt_text(problem) == "  12 | 中通: x\n     |       ^");
}

BOOST_AUTO_TEST_CASE(sorts_what_could_not_be_read_first_then_by_place)
{
    std::vector<Problem> problems = {{.file = "b", .line = 2},
                                     {.file = "b", .line = 1},
                                     {.file = "a", .line = 9},
                                     {.file = "c", .line = 1, .is_syntax = true}};

    sort_problems(problems);

    BOOST_TEST(problems[0].file == "c");
    BOOST_TEST(problems[1].file == "a");
    BOOST_TEST(problems[2].line == 1);
    BOOST_TEST(problems[3].line == 2);
}

BOOST_AUTO_TEST_SUITE_END()
