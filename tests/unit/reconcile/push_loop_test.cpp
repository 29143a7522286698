#include "reconcile/push_hub.hpp"

#include "support/manual_clock.hpp"
#include "support/recording_log.hpp"
#include "support/run_coroutine.hpp"
#include "support/seeded_random.hpp"
#include "unit/reconcile/scripted_push.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using reconcile::News;
using reconcile::NewsEnd;
using test::message_about;

namespace {

/// A shop that keeps what it hears until the test deals with it.
struct Listener : reconcile::PushListener {
    explicit Listener(test::ScriptedChannel* lent, std::string id = "42")
        : own(lent), owner_id(std::move(id))
    {
    }

    PushChannel* channel() override { return own; }
    std::string owner() const override { return owner_id; }
    bool is_named_here(const OrderId& order) const override
    {
        return order.merchant.empty() == is_merchant;
    }
    void hear(News told) override { news.push_back(std::move(told)); }
    void attach(std::shared_ptr<const reconcile::PushState> state) override
    {
        line = std::move(state);
        news.clear();
    }
    void on_line_change() override { ++changes; }

    bool is_connected() const { return line && line->connected_since.has_value(); }

    test::ScriptedChannel* own;
    std::string owner_id;
    bool is_merchant = false;
    std::vector<News> news;
    std::shared_ptr<const reconcile::PushState> line;
    int changes = 0;
};

struct Pushed {
    Pushed() { hub.add(shop); }
    ~Pushed() { run(hub.stop()); }

    void run(awaitable<void> work) { test::run_coroutine(context, clock, std::move(work)); }
    /// Lets everything happen that happens in that time.
    void pass(Milliseconds span = 1ms) { run(clock.sleep_for(span)); }
    test::ScriptedLineEnd& end() { return *channel.lines.back(); }
    void connect() { pass(); }

    boost::asio::io_context context;
    test::ManualClock clock;
    test::RecordingLog log;
    test::SeededRandom random;
    schedule::Scheduler scheduler{context.get_executor(), clock, log};
    test::ScriptedChannel channel;
    Listener shop{&channel};
    reconcile::PushHub hub{scheduler, context.get_executor(), clock, random, log};
};

using Ids = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(push_loop, Pushed)

BOOST_AUTO_TEST_CASE(a_line_counts_as_connected_once_the_platform_answers)
{
    channel.answers_beats = false;
    pass(10s);
    BOOST_TEST(!shop.is_connected());
    end().say();
    pass();

    BOOST_TEST(shop.is_connected());
    BOOST_TEST(shop.changes == 1);
}

BOOST_AUTO_TEST_CASE(a_message_is_acknowledged_when_its_shop_has_dealt_with_it)
{
    connect();
    end().say(message_about("n1"));
    end().say(message_about("n2"));
    pass();
    BOOST_TEST_REQUIRE(shop.news.size() == 2u);
    BOOST_TEST(end().acknowledged.empty());
    shop.news[1].on_end(NewsEnd::taken);
    shop.news[0].on_end(NewsEnd::failed);
    pass();

    BOOST_TEST(end().acknowledged == Ids{"id-n2"});
    BOOST_TEST(end().refused == Ids{"id-n1"});
}

BOOST_AUTO_TEST_CASE(a_merchant_hears_of_orders_by_their_number_and_a_factory_by_both_masks)
{
    Listener merchant(&channel);
    merchant.is_merchant = true;
    hub.add(merchant);
    connect();
    end().say(message_about("n1"));
    PushMessage own = message_about("n2");
    own.order->merchant = {};
    end().say(own);
    PushMessage vague = message_about("n3");
    vague.order.reset();
    end().say(vague);
    pass();

    BOOST_TEST_REQUIRE(shop.news.size() == 2u);
    BOOST_TEST(shop.news[0].order->number == "n1");
    BOOST_TEST(!shop.news[1].order.has_value());
    BOOST_TEST_REQUIRE(merchant.news.size() == 2u);
    BOOST_TEST(merchant.news[0].order->number == "n2");
    run(hub.remove(merchant));
}

BOOST_AUTO_TEST_CASE(what_concerns_nobody_here_is_acknowledged_and_counted)
{
    connect();
    end().say(message_about("n1", "another shop"));
    PushMessage other = message_about("n2");
    other.is_news = false;
    end().say(other);
    pass();

    BOOST_TEST(shop.news.empty());
    BOOST_TEST((end().acknowledged == Ids{"id-n1", "id-n2"}));
    BOOST_TEST(shop.line->unknown == 2);
}

BOOST_AUTO_TEST_CASE(shops_of_one_app_share_a_line)
{
    Listener second(&channel, "43");
    hub.add(second);
    connect();
    end().say(message_about("n1", "43"));
    pass();

    BOOST_TEST(channel.opened == 1);
    BOOST_TEST(shop.news.empty());
    BOOST_TEST(second.news.size() == 1u);
    run(hub.remove(second));
}

BOOST_AUTO_TEST_CASE(two_shops_of_one_owner_have_both_to_deal_with_a_message)
{
    Listener second(&channel);
    hub.add(second);
    connect();
    end().say(message_about("n1"));
    pass();
    shop.news.front().on_end(NewsEnd::taken);
    pass();
    BOOST_TEST(end().acknowledged.empty());
    second.news.front().on_end(NewsEnd::taken);
    pass();

    BOOST_TEST(end().acknowledged == Ids{"id-n1"});
    run(hub.remove(second));
}

BOOST_AUTO_TEST_CASE(a_line_is_kept_alive_and_a_silent_one_is_replaced)
{
    connect();
    pass(1min);
    BOOST_TEST(end().beats >= 12);
    BOOST_TEST(channel.opened == 1);
    end().answers_beats = false;
    channel.answers_beats = false;
    pass(3min + 10s);

    BOOST_TEST(channel.opened == 2);
    BOOST_TEST(!shop.is_connected());
    BOOST_TEST_REQUIRE(shop.line->problem.has_value());
    BOOST_TEST(shop.line->problem->remote_text == "silent for 180 s");
}

BOOST_AUTO_TEST_CASE(a_cut_line_comes_back_and_its_shops_are_told_twice)
{
    connect();
    shop.changes = 0;
    end().hang_up();
    pass();
    BOOST_TEST(!shop.is_connected());
    pass(2s);

    BOOST_TEST(shop.is_connected());
    BOOST_TEST(shop.changes == 2);
    BOOST_TEST(!shop.line->problem.has_value());
}

BOOST_AUTO_TEST_CASE(a_message_is_never_answered_on_another_line)
{
    connect();
    end().say(message_about("n1"));
    pass();
    auto told = shop.news.front();
    end().hang_up();
    pass(2s);
    BOOST_TEST_REQUIRE(channel.lines.size() == 2u);
    told.on_end(NewsEnd::taken);
    pass();

    BOOST_TEST(channel.lines[0]->acknowledged.empty());
    BOOST_TEST(channel.lines[1]->acknowledged.empty());
}

BOOST_AUTO_TEST_CASE(failing_attempts_become_rarer_and_are_logged_once)
{
    connect();
    end().hang_up();
    channel.refusal = test::failure(Errc::misconfigured, "refused");
    channel.opened = 0;
    log.lines.clear();
    pass(10min);

    // 1, 2, 5, 15, then every 30 seconds, each up to a fifth longer.
    BOOST_TEST(channel.opened >= 17);
    BOOST_TEST(channel.opened <= 24);
    BOOST_TEST(log.lines.size() <= 2u);
    BOOST_TEST(shop.line->problem->remote_text == "refused");
}

BOOST_AUTO_TEST_CASE(a_line_that_dies_before_anything_was_heard_does_not_count_as_a_success)
{
    connect();
    end().hang_up();
    channel.answers_beats = false;
    channel.opened = 0;
    for (int i = 0; i < 100; ++i) {
        pass(1s);
        end().hang_up();
    }

    BOOST_TEST(channel.opened <= 8);
}

BOOST_AUTO_TEST_CASE(another_shop_lends_its_channel_when_the_first_leaves)
{
    test::ScriptedChannel another;
    Listener second(&another, "43");
    hub.add(second);
    connect();
    run(hub.remove(shop));
    pass();

    BOOST_TEST(!channel.lines.back()->is_open);
    BOOST_TEST(shop.line == nullptr);
    BOOST_TEST(another.opened == 1);
    BOOST_TEST(second.is_connected());
    run(hub.remove(second));
    pass(1min);
    BOOST_TEST(another.opened == 1);
}

BOOST_AUTO_TEST_CASE(a_shop_without_a_channel_is_left_alone)
{
    Listener silent(nullptr, "44");
    hub.add(silent);
    run(hub.remove(silent));

    BOOST_TEST(silent.line == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
