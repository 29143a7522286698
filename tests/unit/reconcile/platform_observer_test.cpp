#include "reconcile/observers.hpp"

#include "support/recording_log.hpp"
#include "support/seeded_random.hpp"
#include "unit/reconcile/scripted_platform.hpp"
#include "unit/store/store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;

namespace {

class NoBudget : public reconcile::BudgetView {
public:
    int free(const std::string&) const override { return 1'000'000; }
    Milliseconds spacing(const std::string&) const override { return 0ms; }
};

/// An ERP that is not asked.
class NoErp : public ErpConnector {
public:
    const Capabilities& capabilities() const override { return can_; }
    awaitable<Result<TimePoint>> get_time() override { co_return Error{}; }
    awaitable<Result<std::vector<ErpChannel>>> list_channels() override { co_return Error{}; }
    awaitable<Result<std::vector<Carrier>>> list_carriers() override { co_return Error{}; }
    awaitable<Result<CreatedOrder>> create_order(ErpOrderDraft) override { co_return Error{}; }
    awaitable<Result<std::vector<ErpOrder>>> find_orders(ChannelId, std::vector<std::string>) override
    {
        co_return Error{};
    }
    awaitable<Result<Page<ErpOrder>>> list_changed_orders(ChannelId, PageQuery) override
    {
        co_return Error{};
    }
    awaitable<Result<Receipt>> audit_order(ErpOrderId) override { co_return Error{}; }
    awaitable<Result<Receipt>> cancel_order(ErpOrderId) override { co_return Error{}; }

private:
    Capabilities can_;
};

/// One settled window of ten minutes, and the last three minutes behind it.
struct Reading : test::StoreFixture {
    test::ScriptedPlatform platform;
    NoErp erp;
    NoBudget budget;
    reconcile::RemoteClock remote{clock};
    test::SeededRandom seeded;
    reconcile::SideHealth health{{1s}, seeded};
    test::RecordingLog log;
    reconcile::Lane lane{shop,   plan(), *ledger, platform, erp,    budget, budget,
                         remote, remote, health,  health,   seeded, log};
    reconcile::PlatformObserver observer{lane};

    Reading()
    {
        platform.can.orders.window_max = 30min;
        platform.can.orders.history_max = 24h;
        platform.can.orders.time_step = 1ms;
        platform.can.orders.has_total = true;
    }

    static std::shared_ptr<const ShopPlan> plan()
    {
        auto made = std::make_shared<ShopPlan>();
        made->strategy.download.look_back = 13min;
        made->strategy.download.settle = 3min;
        made->strategy.download.interval = 1min;
        return made;
    }

    void page(std::vector<std::string> numbers, std::int64_t total, const std::string& next = {})
    {
        Page<PlatformOrder> made;
        for (const auto& number : numbers)
            made.rows.push_back(test::make_order(number));
        made.total = total;
        made.next = next;
        platform.pages.push_back(made);
    }

    void fails(Errc code)
    {
        Error error;
        error.code = code;
        error.operation = "list";
        platform.pages.push_back(error);
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

    const auto proven = run(ledger->load_proven_until(shop, store::Stream::platform_orders));
    BOOST_TEST_REQUIRE(proven.has_value());
    BOOST_TEST((*proven == clock.now() - 3min));
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

    BOOST_TEST(!run(ledger->load_proven_until(shop, store::Stream::platform_orders)));
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

BOOST_AUTO_TEST_SUITE_END()
