#include "schedule/rate_budget.hpp"

#include "support/run_coroutine.hpp"

#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

using namespace daifa;
using namespace std::chrono_literals;

namespace {

struct Caller {
    test::ManualClock clock;
    boost::asio::io_context context;
    std::shared_ptr<schedule::RateBudget> budget;
    std::vector<Milliseconds> sent;

    Caller(int calls, Milliseconds per)
        : budget(std::make_shared<schedule::RateBudget>(context.get_executor(), clock, calls, per))
    {
    }

    awaitable<void> call(Milliseconds latency)
    {
        co_await budget->enter();
        sent.push_back(clock.uptime());
        co_await clock.sleep_for(latency);
        budget->leave();
    }

    void run_calls(int count, Milliseconds latency)
    {
        for (int i = 0; i < count; ++i)
            boost::asio::co_spawn(context, call(latency), boost::asio::detached);
        for (;;) {
            context.restart();
            if (context.poll() > 0)
                continue;
            if (!clock.has_sleepers())
                return;
            clock.advance_to_next();
        }
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(rate_budget)

BOOST_AUTO_TEST_CASE(no_window_ever_holds_more_calls_than_the_limit)
{
    Caller caller(5, 1s);

    caller.run_calls(50, 7ms);

    BOOST_TEST_REQUIRE(caller.sent.size() == 50u);
    for (std::size_t i = 5; i < caller.sent.size(); ++i)
        BOOST_TEST((caller.sent[i] - caller.sent[i - 5] >= 1s));
}

BOOST_AUTO_TEST_CASE(stays_close_below_the_limit)
{
    Caller caller(10, 1s);

    caller.run_calls(1000, 5ms);

    // 1000 calls at 10 a second need 99 s; latency may cost three percent.
    BOOST_TEST((caller.sent.back() <= 102s));
}

BOOST_AUTO_TEST_SUITE_END()
