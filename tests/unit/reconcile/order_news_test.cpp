#include "reconcile/order_news.hpp"

#include "unit/reconcile/scripted_push.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using reconcile::News;
using reconcile::NewsEnd;
using reconcile::OrderNews;
using test::order_id;

namespace {

constexpr Milliseconds now = 1min;

struct Ended {
    News about(const std::string& number)
    {
        News told = vague();
        told.order = order_id(number);
        return told;
    }
    News vague()
    {
        News told;
        told.on_end = [this](NewsEnd end) { ++(end == NewsEnd::taken ? taken : failed); };
        return told;
    }
    void tell(int orders)
    {
        for (int i = 0; i < orders; ++i)
            news.add(about("n" + std::to_string(i)), now);
    }

    OrderNews news;
    int taken = 0;
    int failed = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(order_news, Ended)

BOOST_AUTO_TEST_CASE(an_order_told_of_again_and_again_is_looked_at_once)
{
    for (int i = 0; i < 3; ++i)
        news.add(about("n1"), now);

    auto due = news.take_due(now);
    BOOST_TEST_REQUIRE(due.size() == 1u);
    news.settle(std::move(due.front()), NewsEnd::taken);

    BOOST_TEST(taken == 3);
    BOOST_TEST(news.size() == 0u);
    BOOST_TEST(!news.next_due(now).has_value());
}

BOOST_AUTO_TEST_CASE(what_comes_during_a_look_is_looked_at_after_it)
{
    news.add(about("n1"), now);
    auto first = news.take_due(now);
    news.add(about("n1"), now);
    news.settle(std::move(first.front()), NewsEnd::taken);

    BOOST_TEST(taken == 1);
    BOOST_TEST(news.take_due(now).size() == 1u);
}

BOOST_AUTO_TEST_CASE(few_are_looked_at_and_many_are_left_to_a_pass)
{
    tell(20);
    BOOST_TEST(!news.wants_pass(now));
    news.add(about("one more"), now);

    BOOST_TEST(news.wants_pass(now));
    BOOST_TEST(news.take_due(now).empty());
    // Nobody has to ask again before the pass.
    BOOST_TEST(!news.next_due(now).has_value());
}

BOOST_AUTO_TEST_CASE(a_pass_settles_what_it_shows_and_leaves_the_rest_to_looks)
{
    tell(30);
    news.begin_pass(now);
    for (int i = 0; i < 25; ++i)
        news.note_shown(order_id("n" + std::to_string(i)));
    news.end_pass(true);

    BOOST_TEST(taken == 25);
    BOOST_TEST(!news.wants_pass(now));
    BOOST_TEST(news.take_due(now).size() == 5u);
}

BOOST_AUTO_TEST_CASE(news_that_came_during_a_pass_is_not_settled_by_its_rows)
{
    news.begin_pass(now);
    news.add(about("n1"), now);
    news.note_shown(order_id("n1"));
    BOOST_TEST(taken == 0);
    // Nor is an order that was told of before and once more meanwhile.
    news.begin_pass(now);
    news.add(about("n1"), now);
    news.note_shown(order_id("n1"));
    news.end_pass(true);

    BOOST_TEST(taken == 0);
    BOOST_TEST(news.take_due(now).size() == 1u);
}

BOOST_AUTO_TEST_CASE(news_of_no_order_takes_a_pass_at_once_and_another_that_settles_it)
{
    news.add(vague(), now);
    BOOST_TEST(news.wants_pass(now));
    news.begin_pass(now);
    news.end_pass(false);
    BOOST_TEST(news.wants_pass(now));
    news.begin_pass(now);
    news.end_pass(true);
    BOOST_TEST(taken == 0);
    BOOST_TEST(!news.wants_pass(now));
    BOOST_TEST((news.next_due(now) == now + OrderNews::list_lag));
    const Milliseconds later = now + OrderNews::list_lag;
    BOOST_TEST(news.wants_pass(later));
    news.begin_pass(later);
    news.end_pass(true);

    BOOST_TEST(taken == 1);
    BOOST_TEST(!news.wants_pass(later));
}

BOOST_AUTO_TEST_CASE(rows_that_come_late_are_read_by_a_last_pass)
{
    news.add(vague(), now);
    const Milliseconds later = now + OrderNews::list_lag;
    news.begin_pass(later);
    news.end_pass(true);
    const Milliseconds last = now + OrderNews::list_lag_max;
    BOOST_TEST((news.next_due(later) == last));
    BOOST_TEST(news.wants_pass(last));
    news.begin_pass(last);
    news.end_pass(true);

    BOOST_TEST(!news.wants_pass(last));
    BOOST_TEST(!news.next_due(last).has_value());
}

BOOST_AUTO_TEST_CASE(a_look_that_failed_comes_again_when_it_is_due)
{
    news.add(about("n1"), now);
    auto due = news.take_due(now);
    due.front().attempts = 1;
    news.put_back(std::move(due.front()), now + 10s);

    BOOST_TEST(news.take_due(now).empty());
    BOOST_TEST((news.next_due(now) == now + 10s));
    BOOST_TEST(news.take_due(now + 10s).size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_was_told_meanwhile_is_looked_at_first_and_settles_both)
{
    news.add(about("n1"), now);
    auto due = news.take_due(now);
    news.add(about("n1"), now + 1s);
    news.put_back(std::move(due.front()), now + 10s);
    due = news.take_due(now + 1s);
    BOOST_TEST_REQUIRE(due.size() == 1u);
    news.settle(std::move(due.front()), NewsEnd::failed);

    BOOST_TEST(failed == 2);
}

BOOST_AUTO_TEST_CASE(beyond_its_room_only_the_need_of_a_pass_remains)
{
    for (std::size_t i = 0; i < OrderNews::news_max + 10; ++i)
        news.add(about("n" + std::to_string(i % 7)), now);

    BOOST_TEST(news.size() == OrderNews::news_max);
    BOOST_TEST(news.wants_pass(now));
    news.begin_pass(now);
    BOOST_TEST(!news.wants_pass(now));
}

BOOST_AUTO_TEST_CASE(cleared_news_is_never_told_an_end)
{
    news.add(about("n1"), now);
    news.add(vague(), now);
    const auto due = news.take_due(now);
    news.clear();
    news.begin_pass(now);
    news.end_pass(true);

    BOOST_TEST(taken + failed == 0);
    BOOST_TEST(news.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
