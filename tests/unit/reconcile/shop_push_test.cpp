#include "reconcile/shop_push.hpp"

#include "unit/reconcile/lane_scene.hpp"
#include "unit/reconcile/scripted_push.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using reconcile::News;
using reconcile::NewsEnd;
using test::failure;

namespace {

struct Listening : test::LaneScene {
    Listening()
    {
        platform.channel = &channel;
        plan->strategy.download.interval_with_push = 30min;
        observer.on_shown = [this](const OrderId& order) { push.note_shown(order); };
        push.on_news = [this] { ++woken; };
        push.on_pass_wanted = [this] { ++passes; };
        push.attach(line);
    }

    void tell(const std::string& number, Milliseconds ago = 0ms)
    {
        News news;
        news.order = test::make_order(number).id;
        news.sent_at = clock.now() - ago;
        news.on_end = [this](NewsEnd end) { ends.push_back(end); };
        push.hear(std::move(news));
    }
    awaitable<Result<void>> look_at(OrderId order)
    {
        const auto looked = co_await observer.look(std::move(order), "message");
        if (!looked)
            co_return looked.error();
        co_return Result<void>();
    }
    std::optional<Milliseconds> look() { return run(push.look()); }
    void show(const std::string& number) { platform.shelf[number] = test::make_order(number); }
    bool knows(const std::string& number)
    {
        return run(ledger->find_order(shop, test::make_order(number).id)).has_value();
    }
    void connect() { line->connected_since = clock.now(); }

    test::ScriptedChannel channel;
    reconcile::PlatformObserver observer{lane};
    reconcile::ShopPush push{{shop, TradeRole::factory, lane.plan, guarded_platform, remote, seeded,
                              log, [this](OrderId order) { return look_at(std::move(order)); }},
                             keeper,
                             context.get_executor()};
    std::shared_ptr<reconcile::PushState> line = std::make_shared<reconcile::PushState>();
    std::vector<NewsEnd> ends;
    int woken = 0;
    int passes = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shop_push, Listening)

BOOST_AUTO_TEST_CASE(an_order_that_the_ledger_did_not_know_is_recorded_and_its_message_ends)
{
    show("n1");
    tell("n1");
    BOOST_TEST(woken == 1);
    BOOST_TEST(!look().has_value());

    BOOST_TEST(knows("n1"));
    BOOST_TEST_REQUIRE(ends.size() == 1u);
    BOOST_TEST((ends.front() == NewsEnd::taken));
    BOOST_TEST(push.status()->counters.acknowledged == 1);
}

BOOST_AUTO_TEST_CASE(an_order_that_is_not_there_yet_is_asked_for_again)
{
    platform.orders.push_back(failure(Errc::not_found));
    tell("n1");
    const auto again = look();

    BOOST_TEST(ends.empty());
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST((*again >= 1s && *again <= 2s));
    clock.advance(*again);
    show("n1");
    look();
    BOOST_TEST(ends.size() == 1u);
    BOOST_TEST(knows("n1"));
}

BOOST_AUTO_TEST_CASE(an_order_that_is_still_not_there_after_ten_minutes_does_not_exist)
{
    platform.orders.push_back(failure(Errc::rejected));
    tell("n1", 10min);
    look();

    BOOST_TEST_REQUIRE(ends.size() == 1u);
    BOOST_TEST((ends.front() == NewsEnd::taken));
}

BOOST_AUTO_TEST_CASE(a_message_whose_order_can_not_be_read_is_refused_in_the_end)
{
    tell("n1");
    int looks = 0;
    for (auto again = look(); again; again = look()) {
        clock.advance(*again);
        ++looks;
    }

    BOOST_TEST(looks == 5);
    BOOST_TEST_REQUIRE(ends.size() == 1u);
    BOOST_TEST((ends.front() == NewsEnd::failed));
    BOOST_TEST(push.status()->counters.refused == 1);
}

BOOST_AUTO_TEST_CASE(many_orders_ask_for_one_pass_and_those_it_does_not_show_are_looked_at)
{
    for (int i = 0; i < 25; ++i)
        tell("n" + std::to_string(i));
    BOOST_TEST(!look().has_value());
    look();
    BOOST_TEST(passes == 1);
    BOOST_TEST(platform.looks == 0);

    push.begin_pass();
    Page<PlatformOrder> page;
    for (int i = 0; i < 24; ++i)
        page.rows.push_back(test::make_order("n" + std::to_string(i)));
    page.total = 24;
    platform.pages.push_back(page);
    platform.pages.push_back(page);
    const auto read = run(observer.pass());
    push.end_pass(read.has_value());
    BOOST_TEST(ends.size() == 24u);
    show("n24");
    look();

    BOOST_TEST(ends.size() == 25u);
    BOOST_TEST(platform.looks == 1);
    BOOST_TEST(push.status()->waiting == 0u);
}

BOOST_AUTO_TEST_CASE(a_pass_that_failed_is_not_asked_for_twice)
{
    for (int i = 0; i < 25; ++i)
        tell("n" + std::to_string(i));
    look();
    push.begin_pass();
    push.end_pass(false);
    look();

    BOOST_TEST(passes == 1);
    BOOST_TEST(ends.empty());
}

BOOST_AUTO_TEST_CASE(polling_is_slow_only_while_messages_come_in_for_this_shop)
{
    BOOST_TEST((push.polling_interval() == 1min));
    connect();
    BOOST_TEST((push.polling_interval() == 1min));
    run(push.keep_subscribed());
    BOOST_TEST((push.polling_interval() == 30min));
    line->connected_since.reset();
    BOOST_TEST((push.polling_interval() == 1min));
    // Never faster than without push.
    connect();
    plan->strategy.download.interval_with_push = 1s;
    BOOST_TEST((push.polling_interval() == 1min));
}

BOOST_AUTO_TEST_CASE(a_line_that_comes_or_goes_has_the_list_read)
{
    push.on_line_change();

    BOOST_TEST(passes == 1);
}

BOOST_AUTO_TEST_CASE(a_shop_is_subscribed_when_it_is_not_yet_and_after_each_authorization)
{
    run(push.keep_subscribed());
    BOOST_TEST(channel.subscribed == 0);
    push.on_authorized();
    channel.receipts.emplace_back(Receipt{});
    run(push.keep_subscribed());
    BOOST_TEST(channel.subscribed == 1);
    channel.is_subscribed = false;
    channel.receipts.emplace_back(Receipt{});
    const auto again = run(push.keep_subscribed());

    BOOST_TEST(channel.subscribed == 2);
    BOOST_TEST((again == 1h));
    BOOST_TEST(push.status()->is_subscribed);
}

BOOST_AUTO_TEST_CASE(a_subscription_that_is_refused_is_shown_and_stops_nothing_else)
{
    connect();
    channel.is_subscribed = false;
    channel.receipts.push_back(failure(Errc::misconfigured, "no permission"));
    run(push.keep_subscribed());

    BOOST_TEST(!push.is_healthy());
    BOOST_TEST_REQUIRE(push.status()->problem.has_value());
    BOOST_TEST(push.status()->problem->remote_text == "no permission");
    BOOST_TEST(!platform_health.stop().has_value());
}

BOOST_AUTO_TEST_CASE(leaving_the_line_forgets_all_news)
{
    tell("n1");
    push.attach(nullptr);
    look();

    BOOST_TEST(ends.empty());
    BOOST_TEST(platform.looks == 0);
}

BOOST_AUTO_TEST_SUITE_END()
