#include "plugin_host/trial.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <stdexcept>

#include <unistd.h>

using namespace daifa::plugin_host;
using namespace std::chrono_literals;

namespace {

void throw_something()
{
    throw std::runtime_error("left a destructor");
}

void throw_out_of_noexcept() noexcept
{
    throw_something();
}

} // namespace

BOOST_AUTO_TEST_SUITE(trial)

BOOST_AUTO_TEST_CASE(says_nothing_about_work_that_returns)
{
    BOOST_TEST(!run_apart([] {}, 10s).has_value());
}

BOOST_AUTO_TEST_CASE(changes_nothing_in_this_process)
{
    int touched = 0;
    BOOST_TEST(!run_apart([&] { touched = 1; }, 10s).has_value());
    BOOST_TEST(touched == 0);
}

BOOST_AUTO_TEST_CASE(repeats_what_an_exception_says)
{
    BOOST_TEST(run_apart([] { throw std::runtime_error("boom"); }, 10s).value_or("") == "boom");
    BOOST_TEST(run_apart([] { throw 42; }, 10s).value_or("") == "something that is no std::exception");
}

BOOST_AUTO_TEST_CASE(repeats_an_exception_that_would_end_the_process)
{
    BOOST_TEST(run_apart(throw_out_of_noexcept, 10s).value_or("") == "left a destructor");
}

BOOST_AUTO_TEST_CASE(survives_a_crash_and_names_its_signal)
{
    BOOST_TEST(run_apart([] { std::raise(SIGSEGV); }, 10s).value_or("") ==
               "it crashed: Segmentation fault");
}

BOOST_AUTO_TEST_CASE(notices_work_that_ends_the_process)
{
    BOOST_TEST(run_apart([] { ::_exit(0); }, 10s).value_or("") ==
               "it ended the process with status 0");
}

BOOST_AUTO_TEST_CASE(kills_work_that_does_not_return)
{
    BOOST_TEST(run_apart([] { ::pause(); }, 20ms).value_or("") == "it does not return within 0 s");
}

BOOST_AUTO_TEST_SUITE_END()
