#include "telemetry/metrics.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace daifa::telemetry;

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(every_kind_appears_in_the_text)
{
    Metrics metrics;
    metrics.counter("daifa_writes_total", "Writes.", {{"api", "upload"}}).add(2);
    metrics.gauge("daifa_oldest_order_seconds", "Age.").set(1.5);
    metrics.histogram("daifa_call_seconds", "Calls.", {0.1, 1}).observe(0.5);

    const auto text = metrics.text();

    for (const auto* line :
         {"# HELP daifa_writes_total Writes.\n", "# TYPE daifa_writes_total counter\n",
          "daifa_writes_total{api=\"upload\"} 2\n", "daifa_oldest_order_seconds 1.5\n",
          "daifa_call_seconds_bucket{le=\"0.1\"} 0\n", "daifa_call_seconds_bucket{le=\"1\"} 1\n",
          "daifa_call_seconds_count 1\n"})
        BOOST_TEST(text.find(line) != std::string::npos, line << " is missing in\n" << text);
}

BOOST_AUTO_TEST_CASE(the_same_name_and_labels_are_the_same_series)
{
    Metrics metrics;
    const auto first = metrics.counter("daifa_reads_total", "Reads.", {{"shop", "a"}});
    const auto same = metrics.counter("daifa_reads_total", "Reads.", {{"shop", "a"}});
    const auto other = metrics.counter("daifa_reads_total", "Reads.", {{"shop", "b"}});

    first.add();
    same.add();

    BOOST_TEST(first.value() == 2);
    BOOST_TEST(other.value() == 0);
}

BOOST_AUTO_TEST_CASE(a_gauge_that_was_removed_is_told_no_more)
{
    Metrics metrics;
    metrics.gauge("daifa_orders", "Orders.", {{"shop", "a"}}).set(3);
    metrics.gauge("daifa_orders", "Orders.", {{"shop", "b"}}).set(4);

    metrics.remove_gauge("daifa_orders", {{"shop", "a"}});

    BOOST_TEST(metrics.text().find("daifa_orders{shop=\"a\"}") == std::string::npos);
    BOOST_TEST(metrics.text().find("daifa_orders{shop=\"b\"} 4\n") != std::string::npos);
    metrics.gauge("daifa_orders", "Orders.", {{"shop", "a"}}).set(1);
    BOOST_TEST(metrics.text().find("daifa_orders{shop=\"a\"} 1\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_label_can_not_break_the_text)
{
    Metrics metrics;

    metrics.gauge("daifa_up", "Up.", {{"shop", "a\"b\nc\\"}}).set(1);

    BOOST_TEST(metrics.text().find("daifa_up{shop=\"a\\\"b\\nc\\\\\"} 1\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(foreign_names_bad_labels_and_changed_kinds_are_defects)
{
    Metrics metrics;
    metrics.counter("daifa_reads_total", "Reads.");

    BOOST_CHECK_THROW(metrics.counter("reads_total", "Reads."), std::logic_error);
    BOOST_CHECK_THROW(metrics.counter("daifa_Reads", "Reads."), std::logic_error);
    BOOST_CHECK_THROW(metrics.gauge("daifa_reads_total", "Reads."), std::logic_error);
    BOOST_CHECK_THROW(metrics.gauge("daifa_other", "Other.", {{"bad label", "x"}}),
                      std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
