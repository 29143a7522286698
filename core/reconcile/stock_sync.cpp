#include "reconcile/stock_sync.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds soon = 2s;
constexpr int approve_page = 500;

Error cannot(const char* operation, const char* why)
{
    Error error;
    error.code = Errc::misconfigured;
    error.operation = operation;
    error.remote_code = "no stock";
    error.remote_text = why;
    return error;
}

bool waits_for_person(const store::StockItem& item)
{
    return item.verdict.wanted && (item.verdict.difference == "stock_differs" ||
                                   item.verdict.difference == "stock_change_capped" ||
                                   item.verdict.difference == "stock_refused");
}

} // namespace

StockSync::StockSync(Lane& lane, boost::asio::any_io_executor executor)
    : lane_(lane), desk_(lane.plan->strategy.retry.delays, lane.random), observer_(lane, desk_),
      driver_(lane, desk_, std::move(executor))
{
    say_changes(desk_.erp, "the ERP's stock can not be read");
    say_changes(desk_.shelf, "what the platform offers can not be read");
    say_changes(desk_.writes, "stock can not be set on the platform");
}

void StockSync::say_changes(SideHealth& health, const char* what)
{
    health.on_change = [this, &health, what](const std::optional<SideStop>&) {
        if (health.stop())
            lane_.log.warning(std::string(what) + "; orders go on",
                              {{"shop", lane_.shop}, {"error", health.stop()->error}});
        else
            lane_.log.info("stock is tried again", {{"shop", lane_.shop}});
    };
}

bool StockSync::can_work()
{
    const TimePoint now = lane_.clock.now();
    if (lane_.erp.stock() == nullptr)
        desk_.erp.note_failure(cannot("list_stock", "the ERP's plugin tells no stock"), now);
    if (lane_.platform.listings() == nullptr)
        desk_.shelf.note_failure(cannot("list_listings", "the platform's plugin sets no stock"),
                                 now);
    return lane_.erp.stock() != nullptr && lane_.platform.listings() != nullptr;
}

awaitable<std::optional<Milliseconds>> StockSync::observe()
{
    const StockStrategy& stock = lane_.plan->strategy.stock;
    if (!stock.is_enabled || !can_work() || desk_.is_stopping)
        co_return std::nullopt;
    const TimePoint now = lane_.clock.now();
    TimePoint until = now;
    const std::initializer_list<const SideHealth*> doors = {
        &lane_.platform_health, &lane_.erp_health, &desk_.erp, &desk_.shelf};
    for (const SideHealth* health : doors)
        if (!health->is_open(now))
            until = std::max(until, health->stop()->next_try);
    if (until > now)
        co_return std::max<Milliseconds>(until - now, 100ms);
    const Milliseconds interval = stock.interval;
    const auto result = co_await observer_.pass();
    if (on_due)
        on_due();
    if (result)
        co_return interval;
    if (!desk_.erp.stop() && !desk_.shelf.stop())
        lane_.log.warning("reading stock failed",
                          {{"shop", lane_.shop}, {"error", result.error()}});
    co_return std::min(interval, soon);
}

awaitable<std::optional<Milliseconds>> StockSync::drive()
{
    if (lane_.plan->strategy.stock.is_enabled && !desk_.full_at) {
        const auto progress = co_await lane_.ledger.stock().load_progress(lane_.shop);
        const auto codes = co_await lane_.ledger.stock().list_warehouses(lane_.shop);
        desk_.full_at = progress.full_at;
        desk_.warehouses = std::set<std::string>(codes.begin(), codes.end());
    }
    co_return co_await driver_.run();
}

awaitable<void> StockSync::decide_all()
{
    co_await lane_.ledger.stock().make_all_due(lane_.shop, lane_.clock.now());
}

void StockSync::clear_stops()
{
    for (SideHealth* health : {&desk_.erp, &desk_.shelf, &desk_.writes})
        if (health->stop())
            health->clear();
}

awaitable<int> StockSync::approve(std::optional<ListingId> id, std::string by)
{
    auto& ledger = lane_.ledger.stock();
    std::vector<store::StockItem> items;
    if (id) {
        auto item = co_await ledger.find_item(lane_.shop, *id);
        if (item)
            items.push_back(std::move(*item));
    } else {
        store::StockListQuery query;
        query.limit = approve_page;
        do {
            auto page = co_await ledger.list(lane_.shop, query);
            items.insert(items.end(), page.items.begin(), page.items.end());
            query.after = page.next;
        } while (!query.after.empty());
    }
    std::erase_if(items, [](const auto& item) { return !waits_for_person(item); });
    int approved = 0;
    for (const auto& item : items) {
        const bool is_known = co_await ledger.approve(lane_.shop, item.id, *item.verdict.wanted, by,
                                                      lane_.clock.now());
        approved += is_known ? 1 : 0;
    }
    if (on_due)
        on_due();
    co_return approved;
}

awaitable<std::vector<StockSync::Planned>> StockSync::plan(int limit)
{
    auto& ledger = lane_.ledger.stock();
    std::vector<Planned> planned;
    store::StockListQuery query;
    query.limit = approve_page;
    do {
        const auto page = co_await ledger.list(lane_.shop, query);
        query.after = page.next;
        for (const auto& listed : page.items) {
            auto item = co_await ledger.find_item(lane_.shop, listed.id);
            if (!item)
                continue;
            Planned one;
            one.decision = decide_stock(*item, driver_.context());
            one.item = std::move(*item);
            const auto state = one.decision.verdict.state;
            if (state == store::StockState::equal || state == store::StockState::skipped)
                continue;
            planned.push_back(std::move(one));
            if (static_cast<int>(planned.size()) >= limit)
                co_return planned;
        }
    } while (!query.after.empty());
    co_return planned;
}

} // namespace daifa::reconcile
