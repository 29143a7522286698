#include "jackyun/settings.hpp"
#include "jackyun/tests/make_settings.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

JackyunSettings read_with(const std::string& key, SettingValue value)
{
    auto values = default_values();
    values[key] = std::move(value);
    return read_settings(Settings(std::move(values)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(the_defaults_are_gentle_and_complete)
{
    const auto read = read_settings(Settings(default_values()));

    BOOST_TEST(default_values().size() == std::size(config_keys));
    BOOST_TEST(read.calls_per_second == 1);
    BOOST_TEST(read.order.trade_type == 2);
    BOOST_TEST((read.query.numbers_as == NumbersAs::array));
    BOOST_TEST((read.query.paging == Paging::scroll));
    BOOST_TEST(read.search_archive);
}

BOOST_AUTO_TEST_CASE(the_words_of_choices_are_understood)
{
    BOOST_TEST((read_with("numbers_as", std::string("text")).query.numbers_as == NumbersAs::text));
    BOOST_TEST((read_with("paging", std::string("page")).query.paging == Paging::page));
    BOOST_TEST((read_with("time_format", std::string("milliseconds")).query.time_format ==
                TimeFormat::milliseconds));
}

BOOST_AUTO_TEST_CASE(values_that_can_not_work_are_refused_with_their_key)
{
    const std::vector<std::pair<std::string, SettingValue>> wrong = {
        {"calls_per_second", std::int64_t(0)},
        {"calls_per_second", std::int64_t(1) << 40},
        {"charge_type", std::string("10")},
        {"charge_type", std::string("x")},
        {"timeout", Milliseconds(0)},
        {"app_key", std::string()},
        {"app_secret", Secret()},
    };
    for (const auto& row : wrong) {
        const std::string key(row.first);
        BOOST_CHECK_EXCEPTION(read_with(row.first, row.second), std::invalid_argument,
                              [&](const std::invalid_argument& problem) {
                                  return std::string(problem.what()).find(key) != std::string::npos;
                              });
    }
}

BOOST_AUTO_TEST_SUITE_END()
