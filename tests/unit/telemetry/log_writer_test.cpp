#include "telemetry/log_writer.hpp"

#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <future>
#include <optional>

using namespace daifa;
using namespace daifa::telemetry;

namespace {

struct CollectedLog {
    explicit CollectedLog(LogOptions options)
    {
        writer.emplace(options, clock, [this](std::string_view line) { text += line; });
    }

    /// Everything that was written, after the writer has ended.
    std::string end()
    {
        writer.reset();
        return text;
    }

    test::ManualClock clock;
    std::string text = {};
    std::optional<LogWriter> writer;
};

std::size_t count(const std::string& text, std::string_view word)
{
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        ++found;
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(log_writer)

BOOST_AUTO_TEST_CASE(a_terminal_gets_the_utc_time_in_front)
{
    CollectedLog log(LogOptions{});

    log.writer->info("started", {{"shops", 3}});

    BOOST_TEST(log.end() == "2026-01-02T03:04:05.000Z info started shops=3\n");
}

BOOST_AUTO_TEST_CASE(the_journal_gets_the_priority_instead_of_the_time)
{
    CollectedLog log({.level = LogLevel::debug, .is_for_journal = true});

    log.writer->debug("d");
    log.writer->info("i");
    log.writer->warning("w");
    log.writer->error("e");

    BOOST_TEST(log.end() == "<7>debug d\n<6>info i\n<4>warning w\n<3>error e\n");
}

BOOST_AUTO_TEST_CASE(what_is_below_the_level_is_not_written)
{
    CollectedLog log({.level = LogLevel::warning});

    log.writer->info("too low");
    log.writer->set_level(LogLevel::info);
    log.writer->info("now");
    log.writer->debug("too low");

    BOOST_TEST(log.end() == "2026-01-02T03:04:05.000Z info now\n");
}

BOOST_AUTO_TEST_CASE(json_lines_end_like_others)
{
    CollectedLog log({.format = LogFormat::json});

    log.writer->info("started");

    BOOST_TEST(
        log.end() ==
        "{\"time\":\"2026-01-02T03:04:05.000Z\",\"level\":\"info\",\"event\":\"started\"}\n");
}

BOOST_AUTO_TEST_CASE(braces_in_an_event_are_nothing_special)
{
    CollectedLog log({.is_for_journal = true});

    log.writer->info("{} {0} %v");

    BOOST_TEST(log.end() == "<6>info {} {0} %v\n");
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_reader_that_stands_still_and_only_quiet_lines_are_left_out)
{
    std::promise<void> reader;
    std::shared_future<void> goes_on = reader.get_future().share();
    const test::ManualClock clock;
    std::string text;
    std::uint64_t dropped = 0;
    {
        LogWriter writer({.queue_max = 64}, clock, [&](std::string_view line) {
            goes_on.wait();
            text += line;
        });
        for (int i = 0; i < 100; ++i)
            writer.info("quiet");
        for (int i = 0; i < 4; ++i)
            writer.warning("loud");
        writer.error("loud");
        dropped = writer.dropped();
        reader.set_value();
    }

    BOOST_TEST(dropped >= 100u - 64u);
    BOOST_TEST(count(text, "info quiet") + dropped == 100u);
    BOOST_TEST(count(text, "loud") == 5u);
    BOOST_TEST(
        count(text, "nobody read them fast enough lines=" + std::to_string(dropped) + "\n") == 1u);
}

BOOST_AUTO_TEST_CASE(lines_keep_their_order)
{
    CollectedLog log({.is_for_journal = true});
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        log.writer->info("line " + std::to_string(i));
        expected += "<6>info line " + std::to_string(i) + "\n";
    }

    BOOST_TEST(log.end() == expected);
}

BOOST_AUTO_TEST_CASE(only_the_announced_stream_is_the_journal)
{
    std::array<int, 2> ends = {};
    BOOST_TEST_REQUIRE(::pipe(ends.data()) == 0);
    struct stat info = {};
    ::fstat(ends[1], &info);
    const auto announced = std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);

    BOOST_TEST(is_journal_stream(announced, ends[1]));
    BOOST_TEST(!is_journal_stream("", ends[1]));
    BOOST_TEST(!is_journal_stream("1:1", ends[1]));
    BOOST_TEST(!is_journal_stream(announced, -1));
    ::close(ends[0]);
    ::close(ends[1]);
}

BOOST_AUTO_TEST_SUITE_END()
