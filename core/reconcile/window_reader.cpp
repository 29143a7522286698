#include "reconcile/window_reader.hpp"

#include "reconcile/pace.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/timestamp.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace daifa::reconcile {
namespace {

constexpr int readings_max = 3; ///< Of one window, while its rows move.
constexpr int holes_per_pass = 20;
constexpr int holes_max = 1000; ///< Looked through for them.

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

Error stopping()
{
    Error error;
    error.operation = "read a window";
    error.code = Errc::unavailable;
    error.remote_text = "stopping";
    return error;
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
    record.stream = source_.stream;
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
        if (source_.is_stopping)
            co_return stopping();
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
    record.read_at = source_.clock.now();
    record.state = window.is_settled ? store::WindowState::proven : store::WindowState::provisional;
    // A row that left the window while we turned pages shifts the ones behind it: the count tells.
    if (total && (has_moved || *total != record.rows))
        record.problem = "rows moved while pages were read: " + std::to_string(record.rows) +
                         " of " + std::to_string(*total);
    if (!query.cursor.empty())
        record.problem = "more than " + std::to_string(pages_max) + " pages";
    co_return record;
}

awaitable<Result<WindowReader::Reading>> WindowReader::read(FetchWindow window)
{
    Reading reading;
    // A side that answers nothing but nonsense is not asked three times for every window.
    for (int count = 1; count <= readings_max && (count == 1 || !source_.health.stop()); ++count) {
        auto result = co_await read_once(window);
        if (!result && !is_about_the_window(result.error().code))
            co_return result.error();
        if (result) {
            reading.record = std::move(*result);
            reading.failure.reset();
            if (reading.record.problem.empty())
                co_return reading;
        } else {
            reading.record.stream = source_.stream;
            reading.record.from = window.from;
            reading.record.to = window.to;
            reading.record.read_at = source_.clock.now();
            reading.record.problem = to_text(result.error());
            reading.failure = result.error();
        }
    }
    reading.record.state =
        window.is_settled ? store::WindowState::hole : store::WindowState::provisional;
    co_return reading;
}

awaitable<void> WindowReader::advance(TimePoint until)
{
    if (read_until_.proven && *read_until_.proven >= until)
        co_return;
    co_await source_.ledger.save_proven_until(source_.shop, source_.stream, until);
    read_until_.proven = until;
}

awaitable<std::optional<Error>> WindowReader::refill_holes(TimePoint now, const WindowRules& rules,
                                                           store::RowCounts& sum)
{
    if (!may_have_holes_)
        co_return std::nullopt;
    const auto holes = co_await source_.ledger.list_windows(source_.shop, true, holes_max);
    may_have_holes_ = !holes.empty();
    int refilled = 0;
    for (const auto& hole : holes) {
        // Those of the other stream, and those that nothing can fill any more, take nobody's place.
        if (hole.stream != source_.stream || hole.to < now - rules.history_max)
            continue;
        if (++refilled > holes_per_pass)
            break;
        FetchWindow window;
        window.from = hole.from;
        window.to = hole.to;
        window.is_settled = true;
        auto reading = co_await read(window);
        if (!reading)
            co_return reading.error();
        sum.new_rows += reading->record.new_rows;
        co_await source_.ledger.record_window(source_.shop, reading->record);
    }
    co_return std::nullopt;
}

awaitable<void> WindowReader::keep(const FetchWindow& window, store::WindowRecord record)
{
    if (record.state == store::WindowState::hole) {
        may_have_holes_ = true;
        ++source_.counters.holes;
        source_.log.warning("window not proven", {{"shop", source_.shop},
                                                  {"stream", to_text(source_.stream)},
                                                  {"window", window_text(window)},
                                                  {"why", record.problem}});
    }
    co_await source_.ledger.record_window(source_.shop, std::move(record));
    if (window.is_settled)
        co_await advance(window.to);
}

awaitable<Result<store::RowCounts>> WindowReader::pass(TimePoint now, WindowRules rules)
{
    if (!is_loaded_) {
        read_until_.proven =
            co_await source_.ledger.load_proven_until(source_.shop, source_.stream);
        is_loaded_ = true;
    }
    read_until_ = believe(read_until_, now);
    store::RowCounts sum;
    const auto failure = co_await refill_holes(now, rules, sum);
    if (failure)
        co_return *failure;

    // Until one window was read, a window that was not may be the side's fault and not its own: the
    // past is not called proven but for holes because of a side that answers nothing but nonsense.
    std::vector<std::pair<FetchWindow, Reading>> waiting;
    bool is_any_read = false;
    bool is_all_read = true;
    const auto windows = plan_windows(read_until_, now, rules);
    for (const FetchWindow& window : windows) {
        auto reading = co_await read(window);
        if (!reading)
            co_return reading.error();
        sum.rows += reading->record.rows;
        sum.new_rows += reading->record.new_rows;
        sum.changed_rows += reading->record.changed_rows;
        is_any_read = is_any_read || !reading->failure;
        is_all_read = is_all_read && reading->record.problem.empty();
        waiting.emplace_back(window, std::move(*reading));
        if (!is_any_read)
            continue;
        for (auto& [read_window, kept] : waiting)
            co_await keep(read_window, std::move(kept.record));
        waiting.clear();
    }
    if (!waiting.empty())
        co_return *waiting.back().second.failure;
    if (is_all_read && !windows.empty())
        read_until_.seen = now;
    source_.counters.rows_read += sum.rows;
    source_.counters.orders_new += source_.stream == store::Stream::erp_orders ? 0 : sum.new_rows;
    co_return sum;
}

} // namespace daifa::reconcile
