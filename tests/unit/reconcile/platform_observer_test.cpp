#include "unit/reconcile/lane_scene.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;

namespace {

struct Reading : test::LaneScene {
    reconcile::PlatformObserver observer{lane};

    void page(std::vector<std::string> numbers, std::int64_t total, const std::string& next = {})
    {
        Page<PlatformOrder> made;
        for (const auto& number : numbers)
            made.rows.push_back(test::make_order(number));
        made.total = total;
        made.next = next;
        platform.pages.push_back(made);
    }

    void fails(Errc code, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            platform.pages.push_back(test::failure(code));
    }

    /// Starts another read, and lets it come as far as it can.
    template <class T>
    awaitable<void> beside(awaitable<T> read)
    {
        co_spawn(context, std::move(read), boost::asio::detached);
        for (int turn = 0; turn < 20; ++turn)
            co_await post(context, boost::asio::use_awaitable);
    }

    void lists(const PlatformOrder& order)
    {
        Page<PlatformOrder> made;
        made.rows = {order};
        made.total = 1;
        platform.pages.push_back(made);
    }

    store::PlatformFacts facts(const std::string& number)
    {
        return load(test::make_order(number).id).platform;
    }

    std::optional<TimePoint> proven_until()
    {
        return run(ledger->load_proven_until(shop, store::Stream::platform_orders));
    }

    std::vector<store::WindowRecord> windows(bool only_holes = false)
    {
        return run(ledger->list_windows(shop, only_holes, 10));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(platform_observer, Reading)

BOOST_AUTO_TEST_CASE(a_window_is_proven_by_its_last_page_and_the_count)
{
    page({"1", "2"}, 3, "2");
    page({"3"}, 3);
    page({}, 0);

    BOOST_TEST(run(observer.pass()).has_value());

    BOOST_TEST((proven_until() == clock.now() - 3min));
    BOOST_TEST(platform.queries[1].cursor == "2");
    BOOST_TEST(run(ledger->find_order(shop, test::make_order("3").id)).has_value());
}

BOOST_AUTO_TEST_CASE(a_row_that_moved_between_pages_makes_the_window_be_read_again)
{
    page({"1", "2"}, 3, "2");
    page({}, 2);
    page({"1", "3"}, 2);
    page({}, 0);

    BOOST_TEST(run(observer.pass()).has_value());

    BOOST_TEST(windows(true).empty());
    BOOST_TEST(run(ledger->find_order(shop, test::make_order("3").id)).has_value());
}

BOOST_AUTO_TEST_CASE(a_window_that_never_counts_right_is_a_hole_until_a_later_pass_fills_it)
{
    for (int reading = 0; reading < 3; ++reading)
        page({"1"}, 2);
    page({}, 0);
    BOOST_TEST(run(observer.pass()).has_value());
    BOOST_TEST_REQUIRE(windows(true).size() == 1u);
    BOOST_TEST(!windows(true)[0].problem.empty());

    clock.advance(10s);
    platform.pages.clear();
    page({"1", "2"}, 2);
    page({"1", "2"}, 2);
    BOOST_TEST(run(observer.pass()).has_value());

    BOOST_TEST(windows(true).empty());
    BOOST_TEST(run(ledger->find_order(shop, test::make_order("2").id)).has_value());
}

BOOST_AUTO_TEST_CASE(a_platform_that_fails_in_the_middle_proves_nothing_and_loses_nothing)
{
    page({"1", "2"}, 3, "2");
    fails(Errc::unavailable);

    BOOST_TEST(run(observer.pass()).has_error());

    BOOST_TEST(!proven_until());
    BOOST_TEST(run(ledger->find_order(shop, test::make_order("1").id)).has_value());
}

BOOST_AUTO_TEST_CASE(a_row_that_was_read_before_is_not_compared_again_until_it_changes)
{
    page({"1"}, 1);
    page({}, 0);
    BOOST_TEST(run(observer.pass()).has_value());

    clock.advance(10s);
    auto changed = test::make_order("1");
    changed.is_assigned = false;
    Page<PlatformOrder> next;
    next.rows = {changed};
    next.total = 1;
    platform.pages.push_back(next);
    const auto counts = run(observer.pass());

    BOOST_TEST_REQUIRE(counts.has_value());
    BOOST_TEST(counts->changed_rows == 1);
    BOOST_TEST(!run(ledger->find_order(shop, changed.id))->platform.is_assigned);
}

BOOST_AUTO_TEST_CASE(
    an_answer_to_a_look_that_is_overtaken_by_a_page_does_not_hide_what_the_page_shows)
{
    auto withdrawn = test::make_order("1");
    withdrawn.is_assigned = false;
    record(withdrawn);
    platform.shelf["1"] = withdrawn;
    lists(test::make_order("1"));
    page({}, 0);
    platform.behind_look = [&] { return beside(observer.pass()); };

    BOOST_TEST(run(observer.look(withdrawn.id)).has_value());
    context.restart();
    context.poll();

    BOOST_TEST(facts("1").is_assigned);
}

BOOST_AUTO_TEST_CASE(a_page_that_is_overtaken_by_a_look_does_not_hide_what_the_look_shows)
{
    record(test::make_order("1"));
    platform.shelf["1"] = test::make_order("1");
    platform.shelf["1"].is_assigned = false;
    auto late = test::make_order("1");
    late.after_sale_code = 7;
    lists(late);
    page({}, 0);
    platform.behind_page = [&] { return beside(observer.look(late.id)); };

    BOOST_TEST(run(observer.pass()).has_value());
    context.restart();
    context.poll();

    BOOST_TEST(!facts("1").is_assigned);
}

BOOST_AUTO_TEST_CASE(a_fact_is_as_old_as_the_question_it_answers)
{
    const TimePoint began = clock.now();
    lists(test::make_order("1"));
    page({}, 0);
    platform.behind_page = [&]() -> awaitable<void> { return clock.sleep_for(10s); };

    BOOST_TEST(run(observer.pass()).has_value());

    BOOST_TEST((facts("1").read_at == began));
}

BOOST_AUTO_TEST_CASE(one_window_of_nonsense_is_a_hole_and_the_others_go_on)
{
    fails(Errc::bad_response, 3);
    page({"2"}, 1);

    BOOST_TEST(run(observer.pass()).has_value());

    BOOST_TEST(windows(true).size() == 1u);
    BOOST_TEST((proven_until() == clock.now() - 3min));
    BOOST_TEST(run(ledger->find_order(shop, test::make_order("2").id)).has_value());
    BOOST_TEST(!platform_health.stop());
}

BOOST_AUTO_TEST_CASE(a_platform_that_answers_only_nonsense_is_stopped_and_proves_nothing)
{
    fails(Errc::bad_response, 6);

    const auto result = run(observer.pass());

    BOOST_TEST_REQUIRE(result.has_error());
    BOOST_TEST((result.error().code == Errc::bad_response));
    BOOST_TEST_REQUIRE(platform_health.stop().has_value());
    BOOST_TEST((platform_health.stop()->error.code == Errc::bad_response));
    BOOST_TEST(!proven_until());
    BOOST_TEST(windows(true).empty());

    platform.pages.clear();
    page({"1"}, 1);
    page({}, 0);
    BOOST_TEST(run(observer.pass()).has_value());
    BOOST_TEST(!platform_health.stop());
    BOOST_TEST(proven_until().has_value());
}

BOOST_AUTO_TEST_CASE(holes_of_the_other_stream_do_not_keep_ours_from_being_filled)
{
    for (int reading = 0; reading < 3; ++reading)
        page({"1"}, 2);
    page({}, 0);
    BOOST_TEST(run(observer.pass()).has_value());
    store::WindowRecord other;
    other.stream = store::Stream::erp_orders;
    other.state = store::WindowState::hole;
    for (int i = 0; i < 30; ++i) {
        other.from = clock.now() + i * 1min;
        other.to = other.from + 1min;
        run(ledger->record_window(shop, other));
    }

    clock.advance(10s);
    platform.pages.clear();
    page({"1", "2"}, 2);
    page({"1", "2"}, 2);
    BOOST_TEST(run(observer.pass()).has_value());

    BOOST_TEST(run(ledger->find_order(shop, test::make_order("2").id)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
