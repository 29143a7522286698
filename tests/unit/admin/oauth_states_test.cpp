#include "admin/oauth_states.hpp"

#include "support/seeded_random.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::admin;
using Use = OAuthStates::Use;

namespace {

struct Pending {
    OAuthStates states;
    test::SeededRandom random;
    ShopId shop{"yiwu"};
    Milliseconds start{1000};

    std::string issue(Milliseconds at) { return states.issue(shop, at, random); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(oauth_states, Pending)

BOOST_AUTO_TEST_CASE(a_state_is_good_once_and_for_its_own_shop)
{
    const auto state = issue(start);
    BOOST_TEST((states.use(state, shop, start) == Use::good));
    BOOST_TEST((states.use(state, shop, start) == Use::unknown));

    const auto other = issue(start);
    BOOST_TEST((states.use(other, ShopId("wenzhou"), start) == Use::other_shop));
    BOOST_TEST((states.use(other, shop, start) == Use::unknown));
    BOOST_TEST((states.use("", shop, start) == Use::unknown));
}

BOOST_AUTO_TEST_CASE(a_state_ends_after_ten_minutes_and_is_told_apart_from_an_unknown_one)
{
    const auto in_time = issue(start);
    BOOST_TEST((states.use(in_time, shop, start + oauth_state_life) == Use::good));

    const auto late = issue(start);
    BOOST_TEST(
        (states.use(late, shop, start + oauth_state_life + Milliseconds(1)) == Use::expired));
    BOOST_TEST((states.use(late, shop, start) == Use::unknown));

    const auto forgotten = issue(start);
    issue(start + oauth_state_life + std::chrono::hours(2));
    BOOST_TEST((states.use(forgotten, shop, start) == Use::unknown));
}

BOOST_AUTO_TEST_CASE(several_authorizations_may_run_at_once_but_not_without_end)
{
    const auto first = issue(start);
    std::set<std::string> issued = {first};
    for (int i = 0; i < 256; ++i)
        issued.insert(issue(start));

    BOOST_TEST(issued.size() == 257u);
    BOOST_TEST((states.use(first, shop, start) == Use::unknown));
    BOOST_TEST((states.use(*issued.rbegin(), shop, start) == Use::good));
}

BOOST_AUTO_TEST_SUITE_END()
