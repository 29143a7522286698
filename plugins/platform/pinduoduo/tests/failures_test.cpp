#include "pinduoduo/failures.hpp"

#include "pinduoduo/envelope.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

struct Expected {
    const char* code;
    Errc read;
    Errc write;
};

constexpr Expected expected[] = {
    {"10000", Errc::rejected, Errc::rejected},
    {"10001", Errc::misconfigured, Errc::misconfigured},
    {"10016", Errc::misconfigured, Errc::misconfigured},
    {"10017", Errc::misconfigured, Errc::misconfigured},
    {"10018", Errc::misconfigured, Errc::misconfigured},
    {"10019", Errc::token_expired, Errc::token_expired},
    {"20004", Errc::misconfigured, Errc::misconfigured},
    {"20005", Errc::misconfigured, Errc::misconfigured},
    {"20031", Errc::misconfigured, Errc::misconfigured},
    {"20032", Errc::unauthorized, Errc::unauthorized},
    {"20034", Errc::unavailable, Errc::unavailable},
    {"20035", Errc::misconfigured, Errc::misconfigured},
    {"21001", Errc::rejected, Errc::rejected},
    {"21002", Errc::rejected, Errc::rejected},
    {"30000", Errc::misconfigured, Errc::misconfigured},
    {"30001", Errc::misconfigured, Errc::misconfigured},
    {"45001", Errc::not_found, Errc::not_found},
    {"50000", Errc::unavailable, Errc::uncertain},
    {"50001", Errc::rejected, Errc::uncertain},
    {"50001 branches", Errc::already_taken, Errc::already_taken},
    {"50001 balance", Errc::not_served, Errc::not_served},
    {"50001 sender", Errc::not_served, Errc::not_served},
    {"50001 contract", Errc::not_served, Errc::not_served},
    {"50001 region", Errc::not_served, Errc::not_served},
    {"50001 order", Errc::rejected, Errc::rejected},
    {"50001 template", Errc::rejected, Errc::rejected},
    {"50001 service", Errc::rejected, Errc::rejected},
    {"50001 cancels", Errc::rejected, Errc::rejected},
    {"50002", Errc::unavailable, Errc::uncertain},
    {"52001", Errc::unavailable, Errc::uncertain},
    {"52002", Errc::unavailable, Errc::uncertain},
    {"52004", Errc::rejected, Errc::rejected},
    {"52101", Errc::rate_limited, Errc::rate_limited},
    {"52102", Errc::unavailable, Errc::uncertain},
    {"52103", Errc::unavailable, Errc::uncertain},
    {"70031", Errc::rate_limited, Errc::rate_limited},
    {"70032", Errc::misconfigured, Errc::misconfigured},
    {"70033", Errc::unavailable, Errc::unavailable},
    {"70034", Errc::misconfigured, Errc::misconfigured},
    {"70035", Errc::misconfigured, Errc::misconfigured},
    {"70036", Errc::misconfigured, Errc::misconfigured},
    {"result=false", Errc::bad_response, Errc::uncertain},
    {"no JSON", Errc::bad_response, Errc::uncertain},
    {"unreadable", Errc::bad_response, Errc::uncertain},
    {"not sent", Errc::rejected, Errc::rejected},
    {"no credential", Errc::unauthorized, Errc::unauthorized},
    {"no owner", Errc::misconfigured, Errc::misconfigured},
    {"not there", Errc::not_found, Errc::uncertain},
    {"print refused", Errc::rejected, Errc::rejected},
    {"printer off", Errc::unavailable, Errc::unavailable},
    {"component off", Errc::unavailable, Errc::unavailable},
    {"component silent", Errc::unavailable, Errc::uncertain},
    {"20031 goods", Errc::misconfigured, Errc::misconfigured},
    {"20031 merchant", Errc::misconfigured, Errc::misconfigured},
    {"50001 shipped", Errc::rejected, Errc::rejected},
    {"50001 shipment", Errc::rejected, Errc::rejected},
    {"50001 promotion", Errc::rejected, Errc::rejected},
    {"50001 goods", Errc::not_found, Errc::not_found},
    {"task unknown", Errc::not_found, Errc::uncertain},
    {"push refused", Errc::misconfigured, Errc::misconfigured},
    {"push off", Errc::unavailable, Errc::unavailable},
};

Errc judge(Operation kind, const char* code)
{
    const CallName call{api::waybill_return, kind};
    HttpResponse response;
    response.status = 200;
    response.body =
        R"({"error_response":{"error_msg":"","error_code":")" + std::string(code) + R"("}})";
    return open_envelope(call, response, TimePoint{}).error().code;
}

} // namespace

BOOST_AUTO_TEST_SUITE(failures)

BOOST_AUTO_TEST_CASE(every_code_says_what_a_read_and_what_a_write_does_about_it)
{
    for (const auto& row : expected) {
        BOOST_TEST_CONTEXT(row.code)
        {
            BOOST_TEST((judge(Operation::read, row.code) == row.read));
            BOOST_TEST((judge(Operation::write, row.code) == row.write));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_table_holds_exactly_these_codes_once_each)
{
    std::set<std::string_view> expected_codes;
    for (const auto& row : expected)
        expected_codes.insert(row.code);
    std::set<std::string_view> codes;
    for (const auto& row : failure_table())
        BOOST_TEST(codes.insert(row.code).second, "twice: " << row.code);

    BOOST_TEST((codes == expected_codes));
}

BOOST_AUTO_TEST_CASE(every_row_speaks_both_languages)
{
    for (const auto& row : failure_table()) {
        BOOST_TEST_CONTEXT(row.code)
        {
            BOOST_TEST(!row.meaning_en.empty());
            BOOST_TEST(!row.meaning_zh.empty());
            BOOST_TEST(!row.next_step_en.empty());
            BOOST_TEST(!row.next_step_zh.empty());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
