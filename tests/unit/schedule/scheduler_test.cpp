#include "schedule/scheduler.hpp"

#include "support/recording_log.hpp"
#include "support/run_coroutine.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>
#include <vector>

using namespace daifa;
using namespace std::chrono_literals;

namespace {

struct Stage {
    test::ManualClock clock;
    test::RecordingLog log;
    boost::asio::io_context context;
    schedule::Scheduler scheduler{context.get_executor(), clock, log};

    void run_for(Milliseconds span)
    {
        const Milliseconds end = clock.uptime() + span;
        while (clock.uptime() < end) {
            settle();
            clock.advance(Milliseconds(10));
        }
        settle();
    }

    void settle()
    {
        do
            context.restart();
        while (context.poll() > 0);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(scheduler)

BOOST_AUTO_TEST_CASE(a_job_runs_again_after_the_delay_it_names)
{
    Stage stage;
    int runs = 0;
    auto work = [&]() -> awaitable<std::optional<Milliseconds>> {
        ++runs;
        co_return 1s;
    };
    const auto job = stage.scheduler.add("tick", work, 0ms);

    stage.run_for(3500ms);

    BOOST_TEST(runs == 4);
}

BOOST_AUTO_TEST_CASE(jobs_that_are_due_together_run_in_the_order_in_which_they_were_added)
{
    Stage stage;
    std::vector<int> ran;
    for (int number = 0; number < 20; ++number) {
        auto work = [&ran, number]() -> awaitable<std::optional<Milliseconds>> {
            ran.push_back(number);
            co_return std::nullopt;
        };
        stage.scheduler.add("job", work, 10ms);
    }

    stage.run_for(20ms);

    BOOST_TEST(ran.size() == 20u);
    BOOST_TEST(std::ranges::is_sorted(ran));
}

BOOST_AUTO_TEST_CASE(a_woken_job_runs_at_once_and_never_twice_at_the_same_time)
{
    Stage stage;
    int runs = 0;
    int at_once = 0;
    auto work = [&]() -> awaitable<std::optional<Milliseconds>> {
        ++runs;
        BOOST_TEST(++at_once == 1);
        co_await stage.clock.sleep_for(100ms);
        --at_once;
        co_return std::nullopt;
    };
    const auto job = stage.scheduler.add("tick", work, 0ms);
    stage.settle();

    stage.scheduler.wake(job);
    stage.scheduler.wake(job);
    stage.run_for(1s);

    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(a_job_that_throws_is_logged_and_runs_again_later)
{
    Stage stage;
    int runs = 0;
    auto work = [&]() -> awaitable<std::optional<Milliseconds>> {
        if (++runs == 1)
            throw std::runtime_error("broken once");
        co_return std::nullopt;
    };
    const auto job = stage.scheduler.add("tick", work, 0ms);

    stage.run_for(31s);

    BOOST_TEST(runs == 2);
    BOOST_TEST_REQUIRE(stage.log.lines.size() == 1u);
    BOOST_TEST(stage.log.lines[0] == "job failed job=tick why=broken once");
}

BOOST_AUTO_TEST_CASE(runs_may_follow_each_other_without_a_pause)
{
    Stage stage;
    int runs = 0;
    auto work = [&]() -> awaitable<std::optional<Milliseconds>> {
        co_await stage.clock.sleep_for(1ms);
        if (++runs < 50)
            co_return 0ms;
        co_return std::nullopt;
    };
    const auto job = stage.scheduler.add("tick", work, 0ms);

    stage.run_for(1s);

    BOOST_TEST(runs == 50);
}

BOOST_AUTO_TEST_CASE(finishing_a_job_waits_for_its_last_run)
{
    Stage stage;
    bool is_finished = false;
    auto work = [&]() -> awaitable<std::optional<Milliseconds>> {
        co_await stage.clock.sleep_for(500ms);
        is_finished = true;
        co_return 0ms;
    };
    const auto job = stage.scheduler.add("tick", work, 0ms);
    stage.settle();

    test::run_coroutine(stage.context, stage.clock, stage.scheduler.finish(job));

    BOOST_TEST(is_finished);
}

BOOST_AUTO_TEST_CASE(stopping_waits_for_what_runs)
{
    Stage stage;
    bool is_finished = false;
    auto work = [&]() -> awaitable<std::optional<Milliseconds>> {
        co_await stage.clock.sleep_for(500ms);
        is_finished = true;
        co_return 0ms;
    };
    const auto job = stage.scheduler.add("tick", work, 0ms);
    stage.settle();

    test::run_coroutine(stage.context, stage.clock, stage.scheduler.stop());

    BOOST_TEST(is_finished);
    BOOST_TEST(stage.scheduler.running() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
