#include "reconcile/read_gate.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;

namespace {

struct Gate {
    ReadGate gate;
    int through = 0;
    boost::asio::io_context context;

    /// Reads so many pages, one right after the other.
    awaitable<void> read_list(int pages)
    {
        for (int i = 0; i < pages; ++i) {
            const auto passage = co_await gate.enter_page();
            co_await boost::asio::post(boost::asio::use_awaitable);
            ++through;
        }
    }

    awaitable<void> look()
    {
        const auto passage = co_await gate.enter_look();
        co_await boost::asio::post(boost::asio::use_awaitable);
        ++through;
    }

    void start(awaitable<void> work)
    {
        boost::asio::co_spawn(context, std::move(work), boost::asio::detached);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(read_gate, Gate)

BOOST_AUTO_TEST_CASE(two_lists_and_looks_never_wait_for_each_other_for_ever)
{
    start(read_list(5));
    start(look());
    start(read_list(5));
    start(look());

    while (context.poll() > 0) {
    }

    BOOST_TEST(through == 12);
}

BOOST_AUTO_TEST_SUITE_END()
