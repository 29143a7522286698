#include "daemon/budgets.hpp"

#include "support/run_coroutine.hpp"
#include "support/scripted_http_client.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <optional>

using namespace daifa;
using namespace std::chrono_literals;

namespace {

constexpr int unlimited = std::numeric_limits<int>::max();

/// The budgets of a daemon, and shops that call through them.
struct Bench {
    test::ManualClock clock;
    boost::asio::io_context context;
    test::ScriptedHttpClient transport;
    daemon::Budgets budgets{context.get_executor(), clock};
    std::vector<RateLimit> limits;
    std::map<std::string, config::RateOverride> overrides;

    schedule::BudgetedHttp make(const std::string& shop, const std::string& application = "app-1",
                                const std::string& plugin = "pinduoduo")
    {
        schedule::BudgetedHttp http(transport, clock, 10, {});
        budgets.add(http, limits, overrides, {plugin, application, ShopId(shop)});
        return http;
    }

    void call(schedule::BudgetedHttp& http, const std::string& api = "get", int times = 1)
    {
        for (int i = 0; i < times; ++i) {
            HttpRequest request;
            request.api = api;
            transport.answer("{}");
            BOOST_TEST(
                test::run_coroutine(context, clock, http.send(std::move(request))).has_value());
        }
    }

    /// Everything that was used has cooled.
    void cool()
    {
        while (clock.has_sleepers()) {
            clock.advance_to_next();
            context.restart();
            context.poll();
        }
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(budgets, Bench)

BOOST_AUTO_TEST_CASE(a_shops_limit_is_counted_per_shop_and_api)
{
    limits = {{"get", RateScope::shop, 3, 1s}, {"list", RateScope::shop, 2, 1s}};
    auto one = make("one");
    auto two = make("two");

    call(one, "get", 3);

    BOOST_TEST(one.free("get") == 0);
    BOOST_TEST(one.free("list") == 2);
    BOOST_TEST(two.free("get") == 3);
    BOOST_TEST(one.free("another") == unlimited);

    const auto before = clock.uptime();
    call(one);
    BOOST_TEST((clock.uptime() >= before + 1s));
}

BOOST_AUTO_TEST_CASE(an_applications_limit_is_shared_by_its_shops_alone)
{
    limits = {{"get", RateScope::app, 5, 1s}};
    auto one = make("one");
    auto two = make("two");
    auto other = make("three", "app-2");
    auto same_key = make("four", "app-1", "jackyun");

    call(one, "get", 2);
    call(two);

    BOOST_TEST(one.free("get") == 2);
    BOOST_TEST(two.free("get") == 2);
    BOOST_TEST(other.free("get") == 5);
    BOOST_TEST(same_key.free("get") == 5);
}

BOOST_AUTO_TEST_CASE(a_limit_of_all_callers_is_shared_by_every_application_of_the_plugin)
{
    limits = {{"get", RateScope::all, 5, 1s}};
    auto one = make("one", "app-1");
    auto two = make("two", "app-2");
    auto elsewhere = make("three", "app-1", "jackyun");

    call(one, "get", 2);

    BOOST_TEST(two.free("get") == 3);
    BOOST_TEST(elsewhere.free("get") == 5);
}

BOOST_AUTO_TEST_CASE(every_limit_of_an_api_counts)
{
    limits = {{"get", RateScope::shop, 2, 1s},
              {"get", RateScope::all, 3, 1s},
              {"*", RateScope::app, 100, 1s}};
    auto one = make("one");
    auto two = make("two");

    call(one, "get", 2);

    BOOST_TEST(one.free("get") == 0);
    BOOST_TEST(two.free("get") == 1);
    BOOST_TEST(two.free("list") == 98);
    BOOST_TEST((one.spacing("get") == 500ms));
}

BOOST_AUTO_TEST_CASE(a_shops_own_figure_takes_the_place_of_every_limit_of_that_api)
{
    limits = {{"get", RateScope::shop, 2, 1s},
              {"get", RateScope::all, 3, 1s},
              {"list", RateScope::app, 4, 1s}};
    overrides = {{"get", {50, 10s}}, {"nothing", {1, 1s}}};
    auto own = make("own");
    overrides = {};
    auto plain = make("plain");

    BOOST_TEST(own.free("get") == 50);
    BOOST_TEST((own.spacing("get") == 200ms));
    BOOST_TEST(own.free("list") == 4);
    BOOST_TEST(own.free("nothing") == unlimited);
    call(own, "get", 5);
    BOOST_TEST(plain.free("get") == 2);
    call(own, "list");
    BOOST_TEST(plain.free("list") == 3);
}

BOOST_AUTO_TEST_CASE(a_shop_that_is_built_anew_gets_no_second_helping)
{
    for (const auto scope : {RateScope::shop, RateScope::app, RateScope::all}) {
        limits = {{"get", scope, 3, 1s}};
        std::optional<schedule::BudgetedHttp> shop(make("one"));
        call(*shop, "get", 3);

        shop.reset();
        shop.emplace(make("one"));
        BOOST_TEST(shop->free("get") == 0);

        cool();
        BOOST_TEST(shop->free("get") == 3);
    }
}

BOOST_AUTO_TEST_SUITE_END()
