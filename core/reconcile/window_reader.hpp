#pragma once

#include "reconcile/fetch_window.hpp"
#include "reconcile/lane.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// One page, recorded in the ledger already.
struct RecordedPage {
    store::RowCounts counts = {};
    std::vector<std::string> identities = {};
    std::string next = {};
    std::optional<std::int64_t> total = {};
};

/// Whose list is read, and where that is written down.
struct WindowSource {
    ShopId shop = {};
    store::Stream stream = store::Stream::platform_orders;
    store::Ledger& ledger;
    RemoteClock& clock; ///< The time of the shop's records.
    const SideHealth& health;
    LaneCounters& counters;
    const bool& is_stopping; ///< Once it is true, no further page is read.
    Log& log;
};

/// Reads one kind of list of changes by windows and proves what it read.
class WindowReader {
public:
    using ReadPage = std::function<awaitable<Result<RecordedPage>>(PageQuery, std::string cause)>;

    WindowReader(WindowSource source, ReadPage read_page)
        : source_(std::move(source)), read_page_(std::move(read_page))
    {
    }
    WindowReader(Lane& lane, store::Stream stream, ReadPage read_page)
        : WindowReader(
              {lane.shop, stream, lane.ledger, lane.clock,
               stream == store::Stream::erp_orders ? lane.erp_health : lane.platform_health,
               lane.counters, lane.is_stopping, lane.log},
              std::move(read_page))
    {
    }

    /// Everything that is due: open holes, then the windows from the proven past to `now`. An error
    /// means that the remote could not be read; what was read before stays.
    awaitable<Result<store::RowCounts>> pass(TimePoint now, WindowRules rules);

private:
    /// What became of one window; with `failure` when its last page could not be read.
    struct Reading {
        store::WindowRecord record = {};
        std::optional<Error> failure = {};
    };

    awaitable<Result<Reading>> read(FetchWindow window);
    awaitable<Result<store::WindowRecord>> read_once(FetchWindow window);
    awaitable<void> keep(const FetchWindow& window, store::WindowRecord record);
    awaitable<std::optional<Error>> refill_holes(TimePoint now, const WindowRules& rules,
                                                 store::RowCounts& sum);
    awaitable<void> advance(TimePoint until);

    WindowSource source_;
    ReadPage read_page_;
    bool is_loaded_ = false;
    bool may_have_holes_ = true;
    ReadUntil read_until_;
};

} // namespace daifa::reconcile
