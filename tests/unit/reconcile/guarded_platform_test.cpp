#include "reconcile/guarded_platform.hpp"

#include "unit/reconcile/lane_scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using test::failure;

namespace {

/// A shop with a pair of tokens, and the next pair at hand.
struct Guarding : test::LaneScene {
    Guarding()
    {
        run(keeper.adopt(pair("a")));
        platform.refreshes.push_back(pair("b"));
        clock.advance(10s);
    }

    Credential pair(const std::string& name)
    {
        Credential made;
        made.access_token = Secret("access-" + name);
        made.refresh_token = Secret("refresh-" + name);
        made.expires_at = clock.now() + 24h;
        made.refresh_expires_at = clock.now() + 30 * 24h;
        return made;
    }

    std::string token() { return cell.current()->access_token.reveal(); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(guarded_platform, Guarding)

BOOST_AUTO_TEST_CASE(a_read_with_a_token_that_expired_is_repeated_with_a_new_one)
{
    platform.carriers.push_back(failure(Errc::token_expired));
    platform.carriers.push_back(std::vector{Carrier{"YTO", "圆通快递", true}});

    BOOST_TEST(run(guarded_platform.list_carriers()).has_value());

    BOOST_TEST(token() == "access-b");
}

BOOST_AUTO_TEST_CASE(so_is_a_write_for_it_had_no_effect)
{
    platform.uploads.push_back(failure(Errc::token_expired));
    platform.uploads.push_back(Receipt{"r-1"});

    BOOST_TEST(run(guarded_platform.upload_waybill(WaybillUpload{})).has_value());

    BOOST_TEST(token() == "access-b");
    BOOST_TEST(platform.uploaded.size() == 2u);
}

BOOST_AUTO_TEST_CASE(it_is_repeated_once)
{
    platform.carriers.push_back(failure(Errc::token_expired));
    platform.carriers.push_back(failure(Errc::token_expired));

    const auto carriers = run(guarded_platform.list_carriers());

    BOOST_TEST_REQUIRE(carriers.has_error());
    BOOST_TEST((carriers.error().code == Errc::token_expired));
    BOOST_TEST(platform.refreshed_with.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
