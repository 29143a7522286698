#include "schedule/semaphore.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::schedule;

namespace {

awaitable<void> hold(Semaphore& semaphore, bool& has_it)
{
    co_await semaphore.acquire();
    const Permit permit(semaphore);
    has_it = true;
}

} // namespace

BOOST_AUTO_TEST_SUITE(semaphore)

BOOST_AUTO_TEST_CASE(who_waits_gets_the_permit_that_is_released)
{
    boost::asio::io_context context;
    Semaphore permits(0);
    bool has_it = false;
    boost::asio::co_spawn(context, hold(permits, has_it), boost::asio::detached);
    context.poll();
    BOOST_TEST(!has_it);

    permits.release();
    context.restart();
    context.poll();

    BOOST_TEST(has_it);
    BOOST_TEST(permits.free() == 1);
}

BOOST_AUTO_TEST_CASE(a_coroutine_that_goes_with_its_context_leaves_the_line)
{
    Semaphore permits(0);
    bool has_it = false;
    {
        boost::asio::io_context context;
        boost::asio::co_spawn(context, hold(permits, has_it), boost::asio::detached);
        context.poll();
        BOOST_TEST(permits.has_waiters());
    }
    BOOST_TEST(!permits.has_waiters());

    permits.release();

    BOOST_TEST(!has_it);
    BOOST_TEST(permits.free() == 1);
}

BOOST_AUTO_TEST_CASE(a_permit_is_not_lost_with_a_coroutine_that_never_learnt_that_it_has_it)
{
    Semaphore permits(0);
    bool has_it = false;
    {
        boost::asio::io_context context;
        boost::asio::co_spawn(context, hold(permits, has_it), boost::asio::detached);
        context.poll();
        permits.release();
    }

    BOOST_TEST(!has_it);
    BOOST_TEST(permits.free() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
