#include "reconcile/stock_observer.hpp"

#include "reconcile/pace.hpp"

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds full_interval = 24h;
constexpr Milliseconds overlap = 2min; ///< Of two readings of changes.

constexpr int page_attempts_max = 3;

/// Why a list was not read to its end although every page came.
Error unfinished(const char* operation, bool is_stopping)
{
    Error error;
    error.code = is_stopping ? Errc::unavailable : Errc::bad_response;
    error.operation = operation;
    error.remote_text =
        is_stopping ? "stopping" : "more than " + std::to_string(pages_max) + " pages";
    return error;
}

/// A page that is lost on the way is no reason to read all those before it again.
bool is_worth_another(Errc code)
{
    return code == Errc::unavailable || code == Errc::bad_response;
}

} // namespace

std::string find_stock_item(const Listing& listing, const ItemRules& rules)
{
    for (const std::string& key : {to_text(listing.id), listing.sku_code}) {
        const auto entry = rules.map.find(key);
        if (entry != rules.map.end())
            return entry->second.barcode;
    }
    return listing.sku_code;
}

bool StockObserver::is_full_due(const store::StockProgress& progress, TimePoint now) const
{
    if (!progress.full_at || !progress.changes_at)
        return true;
    // After the clock went back, the last one lies in the future.
    if (*progress.full_at > now)
        return true;
    // Nobody says how long a span of changes may be.
    if (lane_.erp_clock.now() > *progress.changes_at + full_interval)
        return true;
    return lane_.plan->strategy.stock.is_full_sync_daily &&
           now >= *progress.full_at + full_interval;
}

awaitable<Result<void>> StockObserver::pass()
{
    const auto progress = co_await lane_.ledger.stock().load_progress(lane_.shop);
    const auto erp = co_await read_erp(progress);
    if (!erp) {
        desk_.erp.note_failure(erp.error(), lane_.clock.now());
        co_return erp.error();
    }
    desk_.erp.note_success();
    const auto shelf = co_await read_shelf();
    if (!shelf) {
        desk_.shelf.note_failure(shelf.error(), lane_.clock.now());
        co_return shelf.error();
    }
    desk_.shelf.note_success();
    if (!desk_.unlisted || desk_.full_at != progress.full_at)
        desk_.unlisted = co_await lane_.ledger.stock().count_unlisted(lane_.shop);
    desk_.pass_at = lane_.clock.now();
    ++desk_.counters.passes;
    co_return Result<void>();
}

awaitable<Result<void>> StockObserver::read_erp(store::StockProgress progress)
{
    const TimePoint began = lane_.clock.now();
    const TimePoint erp_began = lane_.erp_clock.now();
    const bool is_full = is_full_due(progress, began);
    std::optional<TimePoint> changed_since;
    if (!is_full)
        changed_since = *progress.changes_at - overlap;
    const auto changed = co_await read_levels(changed_since);
    if (!changed)
        co_return changed.error();
    auto& ledger = lane_.ledger.stock();
    const auto codes = co_await ledger.list_warehouses(lane_.shop);
    desk_.warehouses = std::set<std::string>(codes.begin(), codes.end());
    if (is_full) {
        const auto gone = co_await ledger.finish_full_reading(lane_.shop, began, lane_.clock.now());
        lane_.log.info("all stock of the ERP read",
                       {{"shop", lane_.shop}, {"changed", *changed}, {"gone", gone}});
    }
    desk_.full_at = is_full ? began : progress.full_at;
    desk_.counters.levels_changed += *changed;
    co_await ledger.save_changes_at(lane_.shop, erp_began);
    co_return Result<void>();
}

awaitable<Result<std::int64_t>> StockObserver::read_levels(std::optional<TimePoint> changed_since)
{
    std::int64_t changed = 0;
    StockQuery query;
    query.changed_since = changed_since;
    for (int pages = 0; pages < pages_max && !desk_.is_stopping; ++pages) {
        const TimePoint began = lane_.clock.now();
        auto page = co_await lane_.erp.stock()->list_stock(query);
        for (int i = 1; i < page_attempts_max && !page && is_worth_another(page.error().code); ++i)
            page = co_await lane_.erp.stock()->list_stock(query);
        if (!page)
            co_return page.error();
        changed += co_await lane_.ledger.stock().record_levels(lane_.shop, std::move(page->rows),
                                                               began, lane_.clock.now());
        query.cursor = page->next;
        if (query.cursor.empty())
            co_return changed;
    }
    co_return unfinished("list_stock", desk_.is_stopping);
}

awaitable<Result<void>> StockObserver::read_shelf()
{
    std::vector<store::ShelfRow> rows;
    std::string cursor;
    for (int pages = 0; pages < pages_max && !desk_.is_stopping; ++pages) {
        const TimePoint began = lane_.clock.now();
        auto page = co_await lane_.platform.listings()->list_listings(cursor);
        for (int i = 1; i < page_attempts_max && !page && is_worth_another(page.error().code); ++i)
            page = co_await lane_.platform.listings()->list_listings(cursor);
        if (!page)
            co_return page.error();
        for (auto& listing : page->rows) {
            store::ShelfRow row;
            row.item = find_stock_item(listing, lane_.plan->items);
            row.listing = std::move(listing);
            row.read_at = began;
            rows.push_back(std::move(row));
        }
        cursor = page->next;
        if (!cursor.empty())
            continue;
        const auto counts = co_await lane_.ledger.stock().record_shelf(lane_.shop, std::move(rows),
                                                                       lane_.clock.now());
        lane_.log.info("stock read", {{"shop", lane_.shop},
                                      {"listings", counts.listings},
                                      {"new", counts.new_listings},
                                      {"changed", counts.changed},
                                      {"gone", counts.gone}});
        co_return Result<void>();
    }
    co_return unfinished("list_listings", desk_.is_stopping);
}

} // namespace daifa::reconcile
