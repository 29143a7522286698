#include "reconcile/window_reader.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/timestamp.hpp>

#include <algorithm>
#include <unordered_set>

namespace daifa::reconcile {
namespace {

constexpr int readings_max = 3;   ///< Of one window, while its rows move.
constexpr int pages_max = 20'000; ///< More is a remote that never ends.
constexpr int holes_per_pass = 20;

std::string window_text(const FetchWindow& window)
{
    return "window " + to_utc_text(window.from) + " – " + to_utc_text(window.to);
}

/// Independent of the order of rows: pages may come either way round.
std::string digest_of(const std::unordered_set<std::string>& identities)
{
    std::vector<std::string_view> sorted(identities.begin(), identities.end());
    std::ranges::sort(sorted);
    std::string text;
    for (const auto identity : sorted) {
        text += identity;
        text += '\n';
    }
    return sha256_hex(text).substr(0, 16);
}

/// A failure of this window alone; of anything else the whole pass ends.
bool is_about_the_window(Errc code)
{
    return code == Errc::bad_response || code == Errc::rejected || code == Errc::not_found;
}

} // namespace

awaitable<Result<store::WindowRecord>> WindowReader::read_once(FetchWindow window)
{
    store::WindowRecord record;
    record.stream = stream_;
    record.from = window.from;
    record.to = window.to;
    std::unordered_set<std::string> identities;
    std::optional<std::int64_t> total;
    bool has_moved = false;
    const std::string cause = window_text(window);
    PageQuery query;
    query.from = window.from;
    query.to = window.to;
    do {
        auto page = co_await read_page_(query, cause);
        if (!page)
            co_return page.error();
        ++record.pages;
        record.new_rows += page->counts.new_rows;
        record.changed_rows += page->counts.changed_rows;
        identities.insert(page->identities.begin(), page->identities.end());
        if (page->total) {
            has_moved = has_moved || (total && *total != *page->total);
            total = page->total;
        }
        query.cursor = page->next;
    } while (!query.cursor.empty() && record.pages < pages_max);

    record.rows = static_cast<std::int64_t>(identities.size());
    record.digest = digest_of(identities);
    record.read_at = lane_.clock.now();
    record.state = window.is_settled ? store::WindowState::proven : store::WindowState::provisional;
    // A row that left the window while we turned pages shifts the ones behind it: the count tells.
    if (total && (has_moved || *total != record.rows))
        record.problem = "rows moved while pages were read: " + std::to_string(record.rows) + " of " +
                         std::to_string(*total);
    if (!query.cursor.empty())
        record.problem = "more than " + std::to_string(pages_max) + " pages";
    co_return record;
}

awaitable<Result<store::WindowRecord>> WindowReader::read(FetchWindow window)
{
    store::WindowRecord record;
    for (int reading = 1; reading <= readings_max; ++reading) {
        auto result = co_await read_once(window);
        if (!result && !is_about_the_window(result.error().code))
            co_return result.error();
        if (result && result->problem.empty())
            co_return result;
        if (result) {
            record = *result;
        } else {
            record.stream = stream_;
            record.from = window.from;
            record.to = window.to;
            record.read_at = lane_.clock.now();
            record.problem = to_text(result.error());
        }
    }
    record.state = window.is_settled ? store::WindowState::hole : store::WindowState::provisional;
    co_return record;
}

awaitable<void> WindowReader::advance(TimePoint until)
{
    if (proven_until_ && *proven_until_ >= until)
        co_return;
    co_await lane_.ledger.save_proven_until(lane_.shop, stream_, until);
    proven_until_ = until;
}

awaitable<std::optional<Error>> WindowReader::refill_holes(TimePoint now, const WindowRules& rules,
                                                           store::RowCounts& sum)
{
    if (!may_have_holes_)
        co_return std::nullopt;
    const auto holes = co_await lane_.ledger.list_windows(lane_.shop, true, holes_per_pass);
    may_have_holes_ = !holes.empty();
    for (const auto& hole : holes) {
        if (hole.stream != stream_ || hole.to < now - rules.history_max)
            continue;
        FetchWindow window;
        window.from = hole.from;
        window.to = hole.to;
        window.is_settled = true;
        auto record = co_await read(window);
        if (!record)
            co_return record.error();
        sum.new_rows += record->new_rows;
        co_await lane_.ledger.record_window(lane_.shop, *record);
    }
    co_return std::nullopt;
}

awaitable<Result<store::RowCounts>> WindowReader::pass(TimePoint now, WindowRules rules)
{
    if (!is_loaded_) {
        proven_until_ = co_await lane_.ledger.load_proven_until(lane_.shop, stream_);
        is_loaded_ = true;
    }
    store::RowCounts sum;
    const auto failure = co_await refill_holes(now, rules, sum);
    if (failure)
        co_return *failure;

    for (const FetchWindow& window : plan_windows(proven_until_, now, rules)) {
        auto record = co_await read(window);
        if (!record)
            co_return record.error();
        sum.rows += record->rows;
        sum.new_rows += record->new_rows;
        sum.changed_rows += record->changed_rows;
        const bool is_hole = record->state == store::WindowState::hole;
        if (is_hole) {
            may_have_holes_ = true;
            ++lane_.counters.holes;
            lane_.log.warning("window not proven", {{"shop", lane_.shop},
                                                    {"stream", to_text(stream_)},
                                                    {"window", window_text(window)},
                                                    {"why", record->problem}});
        }
        co_await lane_.ledger.record_window(lane_.shop, *record);
        if (window.is_settled)
            co_await advance(window.to);
    }
    lane_.counters.rows_read += sum.rows;
    lane_.counters.orders_new += stream_ == store::Stream::platform_orders ? sum.new_rows : 0;
    co_return sum;
}

} // namespace daifa::reconcile
