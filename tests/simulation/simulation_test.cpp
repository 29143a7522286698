#include "simulation/canaries.hpp"
#include "simulation/play.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::simulation;

namespace {

Outcome play_seed(std::uint64_t seed)
{
    const Installation installation(DAIFA_PLUGINS_DIRECTORY);
    return play_world(installation, make_plan(seed, {}), true);
}

/// The first one in which people decide cases and a merchant ships.
std::uint64_t find_seed_with_everything()
{
    std::uint64_t seed = 1;
    for (Plan plan = make_plan(seed, {}); !plan.has_cases || !plan.merchant;
         plan = make_plan(seed, {}))
        ++seed;
    return seed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulation)

BOOST_AUTO_TEST_CASE(the_same_seed_tells_the_same_history_byte_for_byte)
{
    for (const std::uint64_t seed :
         {std::uint64_t(1), std::uint64_t(2), find_seed_with_everything()}) {
        const Outcome first = play_seed(seed);
        const Outcome second = play_seed(seed);
        BOOST_TEST(first.steps == second.steps);
        BOOST_TEST((first.history == second.history));
        BOOST_TEST(!first.history.empty());
    }
}

BOOST_AUTO_TEST_CASE(another_seed_tells_another_history)
{
    BOOST_TEST((play_seed(1).history != play_seed(2).history));
}

BOOST_AUTO_TEST_CASE(what_was_said_or_kept_is_searched_for_what_belongs_nowhere)
{
    Canaries canaries;
    canaries.hide("secret", "swordfish");
    canaries.keep_in_ledger("name", "张三丰");
    canaries.hide_tokens(
        R"({"access_token":"0123456789abcdef","refresh_token":"fedcba9876543210"})");
    canaries.hear("order held");
    BOOST_TEST(canaries.find_leaks({"nothing", "for 张三丰"}).empty());

    BOOST_TEST(canaries.find_leaks({"x swordfish"}).size() == 1u);
    BOOST_TEST(canaries.find_leaks({"fedcba9876543210"}).size() == 1u);
    canaries.hear("to 张三丰 with 0123456789abcdef");
    BOOST_TEST(canaries.find_leaks({}).size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
