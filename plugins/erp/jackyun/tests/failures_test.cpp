#include "jackyun/failures.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <stdexcept>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

Errc classified(std::span<const ErrorRow> rows, Operation kind, const std::string& code)
{
    RemoteFailure failure;
    failure.code = code;
    return classify(rows, kind, "oms.trade.ordercreate", failure).code;
}

struct Expected {
    const char* code;
    Errc read;
    Errc write;
};

} // namespace

BOOST_AUTO_TEST_SUITE(failures)

BOOST_AUTO_TEST_CASE(every_row_says_what_to_do_about_reads_and_writes)
{
    const Expected table[] = {
        {"0858030801", Errc::misconfigured, Errc::misconfigured},
        {"0858030802", Errc::misconfigured, Errc::misconfigured},
        {"0858030803", Errc::unauthorized, Errc::unauthorized},
        {"0130020310", Errc::misconfigured, Errc::misconfigured},
        {"0050030002", Errc::rejected, Errc::rejected},
        {"0859999999", Errc::rate_limited, Errc::rate_limited},
        {"0040139996", Errc::misconfigured, Errc::misconfigured},
        {"0130020001", Errc::unavailable, Errc::uncertain},
        {"failed_row", Errc::rejected, Errc::rejected},
    };

    BOOST_TEST(std::size(table) == known_failures().size());
    for (const auto& row : table) {
        BOOST_TEST_CONTEXT(row.code)
        {
            BOOST_TEST((classified(known_failures(), Operation::read, row.code) == row.read));
            BOOST_TEST((classified(known_failures(), Operation::write, row.code) == row.write));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_row_is_explained_in_both_languages_and_stands_once)
{
    std::set<std::string_view> codes;
    for (const auto& row : known_failures()) {
        BOOST_TEST_CONTEXT(row.code)
        {
            BOOST_TEST(codes.insert(row.code).second);
            BOOST_TEST(!row.meaning_en.empty());
            BOOST_TEST(!row.meaning_zh.empty());
            BOOST_TEST(!row.next_step_en.empty());
            BOOST_TEST(!row.next_step_zh.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_code_is_bad_for_a_read_and_uncertain_for_a_write)
{
    BOOST_TEST((classified(known_failures(), Operation::read, "0999") == Errc::bad_response));
    BOOST_TEST((classified(known_failures(), Operation::write, "0999") == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(an_operator_can_explain_further_codes)
{
    const FailureTable table({{"0999", "rejected"},
                              {"0998", "unavailable"},
                              {"0997", "rate_limited"},
                              {"0996", "goods_refused"}});

    BOOST_TEST((classified(table.rows(), Operation::write, "0999") == Errc::rejected));
    BOOST_TEST((classified(table.rows(), Operation::write, "0998") == Errc::uncertain));
    BOOST_TEST((classified(table.rows(), Operation::read, "0998") == Errc::unavailable));
    BOOST_TEST((classified(table.rows(), Operation::write, "0997") == Errc::rate_limited));
    BOOST_TEST((classified(table.rows(), Operation::write, "0996") == Errc::goods_refused));
    BOOST_TEST((classified(table.rows(), Operation::write, "0858030801") == Errc::misconfigured));
}

BOOST_AUTO_TEST_CASE(the_erps_words_say_whether_goods_or_recipient_were_refused)
{
    const auto subject = [](Errc code, const char* text) {
        Error error;
        error.code = code;
        error.remote_text = text;
        return name_subject(error).code;
    };

    BOOST_TEST((subject(Errc::rejected, "货品不存在: A-1") == Errc::goods_refused));
    BOOST_TEST(
        (subject(Errc::rejected, "收货人、联系方式和地址不能为空") == Errc::recipient_refused));
    BOOST_TEST((subject(Errc::rejected, "销售渠道不存在: X") == Errc::rejected));
    BOOST_TEST((subject(Errc::uncertain, "货品不存在") == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(an_explanation_that_is_no_known_word_is_refused_by_name)
{
    const std::map<std::string, std::string> wrong = {{"0999", "ignore"}};

    BOOST_CHECK_EXCEPTION(FailureTable{wrong}, std::invalid_argument,
                          [](const std::invalid_argument& problem) {
                              const std::string text = problem.what();
                              return text.find("ignore") != std::string::npos &&
                                     text.find("0999") != std::string::npos;
                          });
}

BOOST_AUTO_TEST_SUITE_END()
