#include "command/view.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <ctime>

using namespace daifa;
using namespace daifa::command;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint now{std::chrono::seconds(1'767'323'045)}; // 2026-01-02T03:04:05Z

/// The machine stands in Beijing while the test lasts.
struct Beijing {
    Beijing()
    {
        ::setenv("TZ", "CST-8", 1);
        ::tzset();
    }
    ~Beijing()
    {
        ::unsetenv("TZ");
        ::tzset();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(view)

BOOST_AUTO_TEST_CASE(ages_are_coarse_and_know_past_from_future)
{
    using config::Language;
    BOOST_TEST(to_age_text(0ms, Language::en) == "now");
    BOOST_TEST(to_age_text(999ms, Language::zh) == "现在");
    BOOST_TEST(to_age_text(59s, Language::en) == "59 s ago");
    BOOST_TEST(to_age_text(3min + 59s, Language::en) == "3 min ago");
    BOOST_TEST(to_age_text(3min, Language::zh) == "3 分钟前");
    BOOST_TEST(to_age_text(-5h, Language::en) == "in 5 h");
    BOOST_TEST(to_age_text(-5h, Language::zh) == "5 小时后");
    BOOST_TEST(to_age_text(49h, Language::en) == "2 d ago");
}

BOOST_AUTO_TEST_CASE(only_the_apis_own_notation_of_time_is_read)
{
    BOOST_TEST((parse_utc_text("2026-01-02T03:04:05.678Z") == now + 678ms));
    for (const char* const wrong :
         {"", "2026-01-02T03:04:05Z", "2026-02-30T03:04:05.678Z", "2026-01-02 03:04:05.678Z",
          "2026-01-02T03:04:05.678+", "2026-01-0aT03:04:05.678Z"})
        BOOST_TEST(!parse_utc_text(wrong).has_value(), wrong);
}

BOOST_FIXTURE_TEST_CASE(times_are_the_machines_with_the_year_only_when_it_is_another, Beijing)
{
    BOOST_TEST(to_local_text(now, now) == "01-02 11:04:05");
    BOOST_TEST(to_local_text(now - 24h * 3, now) == "2025-12-30 11:04");

    View view;
    view.now = now + 90s;
    boost::json::object object;
    object["at"] = "2026-01-02T03:04:05.000Z";
    object["never"] = nullptr;
    BOOST_TEST(show_time(view, object, "at") == "01-02 11:04:05 (1 min ago)");
    BOOST_TEST(show_time(view, object, "never") == "-");
    BOOST_TEST(show_age(view, object, "absent") == "-");
    view.language = config::Language::zh;
    BOOST_TEST(show_time(view, object, "at") == "01-02 11:04:05（1 分钟前）");
}

BOOST_AUTO_TEST_CASE(texts_come_in_the_readers_language)
{
    View view;
    boost::json::object texts;
    texts["zh"] = "中";
    texts["en"] = "e\x07n";
    texts["next_zh"] = "下";
    BOOST_TEST(view.say(texts) == "e n");
    BOOST_TEST(view.say(texts, "next_") == "");
    view.language = config::Language::zh;
    BOOST_TEST(view.say(texts) == "中");
    BOOST_TEST(view.say(texts, "next_") == "下");
}

BOOST_AUTO_TEST_SUITE_END()
