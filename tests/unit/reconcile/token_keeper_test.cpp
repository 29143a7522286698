#include "reconcile/token_keeper.hpp"

#include "support/recording_log.hpp"
#include "unit/reconcile/scripted_platform.hpp"
#include "unit/store/store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;

namespace {

struct Keeping : test::StoreFixture {
    test::ScriptedPlatform platform;
    test::RecordingLog log;
    reconcile::CredentialCell cell;
    reconcile::TokenKeeper keeper{shop, cell, platform, *ledger, clock, log};

    Credential pair(const std::string& name, Milliseconds life = 24h,
                    const std::string& owner = "42")
    {
        Credential made;
        made.access_token = Secret("access-" + name);
        made.refresh_token = Secret("refresh-" + name);
        made.expires_at = clock.now() + life;
        made.refresh_expires_at = clock.now() + 30 * 24h;
        made.owner_id = owner;
        made.owner_name = "practice shop " + owner;
        return made;
    }

    static Error failure(Errc code)
    {
        Error error;
        error.code = code;
        error.operation = "refresh";
        return error;
    }

    void lose_answers(int count)
    {
        for (int i = 0; i < count; ++i)
            platform.refreshes.push_back(failure(Errc::uncertain));
    }

    /// The platform gave "b" for "a", and the ledger takes no pair until the trigger is dropped.
    void refresh_into_a_full_ledger()
    {
        adopt(pair("a"));
        test::run_sql(directory.file("daifa.db"),
                      "create trigger full before insert on credentials begin "
                      "select raise(abort, 'disk full'); end");
        platform.refreshes.push_back(pair("b"));
        clock.advance(10s);
        BOOST_CHECK_THROW(run(keeper.renew(keeper.generation())), store::StoreFailure);
    }

    void adopt(Credential credential)
    {
        BOOST_TEST(run(keeper.adopt(std::move(credential))).has_value());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(token_keeper, Keeping)

BOOST_AUTO_TEST_CASE(a_new_pair_is_durable_before_its_first_use)
{
    adopt(pair("a"));
    platform.refreshes.push_back(pair("b"));
    clock.advance(10s);

    BOOST_TEST(run(keeper.renew(keeper.generation())));

    const auto stored = run(ledger->load_credential(shop));
    BOOST_TEST_REQUIRE(stored.has_value());
    BOOST_TEST(stored->access_token.reveal() == "access-b");
    BOOST_TEST(cell.current()->access_token.reveal() == "access-b");
}

BOOST_AUTO_TEST_CASE(a_new_pair_that_can_not_be_kept_is_not_used)
{
    adopt(pair("a"));
    test::run_sql(directory.file("daifa.db"), "update meta set value = '99' where name = 'epoch'");

    BOOST_CHECK_THROW(run(keeper.adopt(pair("b"))), store::StoreFailure);

    BOOST_TEST(cell.current()->access_token.reveal() == "access-a");
}

BOOST_AUTO_TEST_CASE(a_new_pair_that_the_ledger_does_not_take_is_kept_and_not_asked_for_again)
{
    refresh_into_a_full_ledger();
    BOOST_TEST(cell.current()->access_token.reveal() == "access-a");

    // The platform takes the old one no more: a second refresh would be refused.
    test::run_sql(directory.file("daifa.db"), "drop trigger full");
    BOOST_TEST(run(keeper.renew(keeper.generation())));
    BOOST_TEST(run(ledger->load_credential(shop))->access_token.reveal() == "access-b");
    BOOST_TEST(cell.current()->access_token.reveal() == "access-b");
    BOOST_TEST(!keeper.dead());
}

BOOST_AUTO_TEST_CASE(a_pair_that_somebody_brought_in_vain_takes_no_effect_later)
{
    refresh_into_a_full_ledger();
    BOOST_CHECK_THROW(run(keeper.adopt(pair("stale"))), store::StoreFailure);

    test::run_sql(directory.file("daifa.db"), "drop trigger full");
    BOOST_TEST(run(keeper.renew(keeper.generation())));
    BOOST_TEST(cell.current()->access_token.reveal() == "access-b");
}

BOOST_AUTO_TEST_CASE(who_comes_late_finds_the_pair_that_somebody_else_brought)
{
    adopt(pair("a"));
    const auto seen = keeper.generation();
    platform.refreshes.push_back(pair("b"));
    clock.advance(10s);

    BOOST_TEST(run(keeper.renew(seen)));
    BOOST_TEST(run(keeper.renew(seen)));

    BOOST_TEST(platform.refreshed_with.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_tried_again_with_the_same_token)
{
    adopt(pair("a"));
    platform.refreshes.push_back(failure(Errc::uncertain));
    platform.refreshes.push_back(pair("b"));
    clock.advance(10s);

    BOOST_TEST(run(keeper.renew(keeper.generation())));

    BOOST_TEST_REQUIRE(platform.refreshed_with.size() == 2u);
    BOOST_TEST(platform.refreshed_with[0] == "refresh-a");
    BOOST_TEST(platform.refreshed_with[1] == "refresh-a");
}

BOOST_AUTO_TEST_CASE(a_refused_refresh_waits_for_a_person)
{
    adopt(pair("a"));
    platform.refreshes.push_back(failure(Errc::uncertain));
    platform.refreshes.push_back(failure(Errc::rejected));
    clock.advance(10s);

    BOOST_TEST(!run(keeper.renew(keeper.generation())));

    BOOST_TEST_REQUIRE(keeper.dead().has_value());
    BOOST_TEST((keeper.dead()->code == Errc::unauthorized));
}

BOOST_AUTO_TEST_CASE(answers_that_never_come_leave_the_old_token_in_use_while_it_lives)
{
    adopt(pair("a"));
    lose_answers(3);
    clock.advance(23h + 30min);

    run(keeper.keep());

    BOOST_TEST(platform.refreshed_with.size() == 3u);
    BOOST_TEST(!keeper.dead());
    BOOST_TEST(cell.current()->access_token.reveal() == "access-a");
}

BOOST_AUTO_TEST_CASE(a_refresh_that_surely_never_happened_leaves_the_shop_alive)
{
    for (const auto code : {Errc::misconfigured, Errc::unavailable}) {
        adopt(pair("a", 1h));
        clock.advance(2h);
        platform.refreshes.clear();
        for (int i = 0; i < 3; ++i)
            platform.refreshes.push_back(failure(code));

        BOOST_TEST(!run(keeper.renew(keeper.generation())));
        BOOST_TEST(!keeper.dead());
        BOOST_TEST_REQUIRE(keeper.failure().has_value());
        BOOST_TEST((keeper.failure()->code == code));

        clock.advance(1min);
        platform.refreshes.clear();
        platform.refreshes.push_back(pair("b"));
        run(keeper.keep());
        BOOST_TEST(cell.current()->access_token.reveal() == "access-b");
        BOOST_TEST(!keeper.failure());
    }
}

BOOST_AUTO_TEST_CASE(an_expired_token_whose_refresh_may_have_happened_waits_for_a_person)
{
    adopt(pair("a", 1h));
    clock.advance(2h);
    lose_answers(3 * 4);

    for (int round = 0; round < 4; ++round) {
        BOOST_TEST(!keeper.dead());
        run(keeper.keep());
        clock.advance(1min);
    }

    BOOST_TEST(platform.refreshed_with.size() == 12u);
    BOOST_TEST_REQUIRE(keeper.dead().has_value());
    BOOST_TEST((keeper.dead()->code == Errc::unauthorized));
}

BOOST_AUTO_TEST_CASE(a_token_that_the_platform_calls_expired_counts_as_expired_before_its_time)
{
    adopt(pair("a"));
    lose_answers(3 * 4);

    for (int round = 0; round < 4; ++round) {
        BOOST_TEST(!keeper.dead());
        clock.advance(1min);
        BOOST_TEST(!run(keeper.renew(keeper.generation())));
    }

    BOOST_TEST(keeper.dead().has_value());
}

BOOST_AUTO_TEST_CASE(after_lost_answers_the_same_token_may_still_bring_a_pair)
{
    adopt(pair("a"));
    lose_answers(3 * 3);
    platform.refreshes.push_back(pair("b"));

    for (int round = 0; round < 4; ++round) {
        clock.advance(1min);
        run(keeper.renew(keeper.generation()));
    }

    BOOST_TEST(!keeper.dead());
    BOOST_TEST(platform.refreshed_with.back() == "refresh-a");
    BOOST_TEST(cell.current()->access_token.reveal() == "access-b");
}

BOOST_AUTO_TEST_CASE(refreshes_that_bring_nothing_come_ever_later_whoever_asks)
{
    adopt(pair("a"));
    for (int i = 0; i < 600; ++i)
        platform.refreshes.push_back(failure(Errc::unavailable));

    for (int second = 0; second < 600; ++second) {
        BOOST_TEST(!run(keeper.renew(keeper.generation())));
        clock.advance(1s);
    }

    BOOST_TEST(platform.refreshed_with.size() > 3 * 8u);
    BOOST_TEST(platform.refreshed_with.size() < 3 * 15u);
    BOOST_TEST(!keeper.dead());
}

BOOST_AUTO_TEST_CASE(the_token_is_refreshed_ahead_of_time)
{
    adopt(pair("a", 2h));
    platform.refreshes.push_back(pair("b"));
    run(keeper.keep());
    BOOST_TEST(platform.refreshed_with.empty());

    clock.advance(91min);
    run(keeper.keep());

    BOOST_TEST(platform.refreshed_with.size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_pair_of_another_shop_is_refused_and_the_old_one_stays)
{
    adopt(pair("a"));

    const auto taken = run(keeper.adopt(pair("x", 24h, "77")));

    BOOST_TEST_REQUIRE(taken.has_error());
    BOOST_TEST(taken.error().remote_text.find("another shop") != std::string::npos);
    BOOST_TEST(cell.current()->access_token.reveal() == "access-a");
}

BOOST_AUTO_TEST_CASE(no_token_ever_stands_in_the_log)
{
    adopt(pair("a"));
    platform.refreshes.push_back(failure(Errc::uncertain));
    platform.refreshes.push_back(pair("b"));
    clock.advance(10s);
    run(keeper.renew(keeper.generation()));

    for (const auto& line : log.lines) {
        BOOST_TEST(line.find("access-") == std::string::npos);
        BOOST_TEST(line.find("refresh-") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
