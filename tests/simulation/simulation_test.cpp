#include "simulation/world.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::simulation;

namespace {

Outcome play_seed(std::uint64_t seed)
{
    const Installation installation(DAIFA_PLUGINS_DIRECTORY);
    World world(installation, make_plan(seed, {}), true);
    return world.run();
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulation)

BOOST_AUTO_TEST_CASE(the_same_seed_tells_the_same_history_byte_for_byte)
{
    for (const std::uint64_t seed : {1, 2, 3}) {
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

BOOST_AUTO_TEST_SUITE_END()
