#include "command/table.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace daifa::command;

namespace {

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

View narrow(std::size_t width)
{
    View view;
    view.width = width;
    return view;
}

} // namespace

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(wide_characters_take_two_columns)
{
    BOOST_TEST(display_width("abc") == 3u);
    BOOST_TEST(display_width("订单") == 4u);
    BOOST_TEST(display_width("（a）") == 5u);
    BOOST_TEST(display_width("e\xCC\x81") == 1u);
    BOOST_TEST(display_width("𠮷") == 2u);
    BOOST_TEST(display_width("→×…") == 3u);
    BOOST_TEST(display_width("\xE8\xAE") == 2u);
    BOOST_TEST(display_width("") == 0u);
}

BOOST_AUTO_TEST_CASE(a_text_is_shortened_between_characters)
{
    BOOST_TEST(shorten("abcd", 4) == "abcd");
    BOOST_TEST(shorten("abcde", 4) == "abc…");
    BOOST_TEST(shorten("订单号码", 8) == "订单号码");
    BOOST_TEST(shorten("订单号码", 7) == "订单号…");
    BOOST_TEST(shorten("订单号码", 6) == "订单…");
    BOOST_TEST(shorten("e\xCC\x81"
                       "e\xCC\x81"
                       "ee",
                       3) == "e\xCC\x81"
                             "e\xCC\x81"
                             "…");
    BOOST_TEST(shorten("a\xE8\xAE"
                       "bc",
                       3) == "a\xE8…");
}

BOOST_AUTO_TEST_CASE(columns_stand_below_each_other_whatever_the_script)
{
    Table table({"店铺", "STATE", "DETAIL"});
    table.add({Cell("义乌一店"), Cell("ok"), Cell("x")});
    table.add({Cell("a"), Cell("已回传"), Cell("y")});

    BOOST_TEST(table.render(View{}) == "店铺      STATE   DETAIL\n"
                                       "义乌一店  ok      x\n"
                                       "a         已回传  y\n");
}

BOOST_AUTO_TEST_CASE(no_line_ends_in_blanks_and_no_rows_are_nothing)
{
    Table table({"A", "B"});
    BOOST_TEST(table.render(View{}) == "");
    table.add({Cell("1")});
    BOOST_TEST(table.render(View{}) == "A  B\n1\n");
}

BOOST_AUTO_TEST_CASE(colour_does_not_move_columns)
{
    View view;
    view.has_color = true;
    Table table({"A", "B"});
    table.add({Cell("1", Tone::bad), Cell("2")});
    BOOST_TEST(lines_of(table.render(view)).at(1) == "\x1b[1;31m1\x1b[0m  2");
}

BOOST_AUTO_TEST_CASE(a_narrow_terminal_breaks_the_last_column)
{
    Table table({"ORDER", "DETAIL"});
    table.add({Cell("m/1"), Cell("the goods have no counterpart in the ERP")});

    for (const auto& line : lines_of(table.render(narrow(34))))
        BOOST_TEST(display_width(line) <= 34u, line);
    BOOST_TEST(table.render(narrow(34)) == "ORDER  DETAIL\n"
                                           "m/1    the goods have no\n"
                                           "       counterpart in the ERP\n");
}

BOOST_AUTO_TEST_CASE(a_terminal_too_narrow_for_the_columns_gets_blocks)
{
    Table table({"店铺", "订单", "说明"});
    table.add(
        {Cell("yiwu"), Cell("m/250101-1"), Cell("商品在 ERP 中没有对应，请补上该商品的对应关系")});
    table.add({Cell("yiwu"), Cell("m/250101-2"), Cell("")});

    const auto text = table.render(narrow(32));

    for (const auto& line : lines_of(text))
        BOOST_TEST(display_width(line) <= 32u, line);
    BOOST_TEST(text == "店铺  yiwu\n"
                       "订单  m/250101-1\n"
                       "说明  商品在 ERP 中没有对应，请\n"
                       "      补上该商品的对应关系\n"
                       "\n"
                       "店铺  yiwu\n"
                       "订单  m/250101-2\n");
}

BOOST_AUTO_TEST_CASE(a_long_word_is_broken_and_an_unknown_width_breaks_nothing)
{
    const std::string word(70, 'x');
    BOOST_TEST(wrap(narrow(40), word, 10) == std::string(30, 'x') + "\n" + std::string(10, ' ') +
                                                 std::string(30, 'x') + "\n" +
                                                 std::string(10, ' ') + std::string(10, 'x'));
    BOOST_TEST(wrap(View{}, word, 10) == word);
    BOOST_TEST(wrap(narrow(20), word, 10) == word);
}

BOOST_AUTO_TEST_CASE(pairs_line_up_and_break_behind_their_labels)
{
    const std::vector<std::pair<std::string, Cell>> pairs = {
        {"状态", Cell("已暂停")}, {"what", Cell("add the goods to the shop's item map")}};

    BOOST_TEST(render_pairs(narrow(33), pairs) == "状态  已暂停\n"
                                                  "what  add the goods to the shop's\n"
                                                  "      item map\n");
}

BOOST_AUTO_TEST_CASE(a_remotes_words_can_not_steer_the_terminal)
{
    Table table({"A"});
    table.add({Cell("x\x1b[2J\ny")});
    BOOST_TEST(table.render(View{}) == "A\nx [2J y\n");
}

BOOST_AUTO_TEST_SUITE_END()
