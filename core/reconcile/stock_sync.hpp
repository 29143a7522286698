#pragma once

#include "reconcile/stock_driver.hpp"
#include "reconcile/stock_observer.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// One shop's stock (库存同步): what runs, what stands still and why.
class StockSync {
public:
    StockSync(Lane& lane, boost::asio::any_io_executor executor);

    // The work of its two jobs; each says when to run again, nothing: when woken.
    awaitable<std::optional<Milliseconds>> observe();
    awaitable<std::optional<Milliseconds>> drive();
    /// No new work; both jobs end soon.
    void stop() { desk_.is_stopping = true; }
    awaitable<void> drain() { return driver_.drain(); }
    /// The plan may be another one: every listing is decided anew.
    awaitable<void> decide_all();
    /// Both sides again at once, whatever they wait for.
    void clear_stops();

    /// Says that what is wanted now may be sent: of this listing, or of all that wait for a person.
    /// Returns of how many.
    awaitable<int> approve(std::optional<ListingId> id, std::string by);
    /// What every listing that is not at an end would do next. Changes nothing.
    struct Planned {
        store::StockItem item = {};
        StockDecision decision = {};
    };
    awaitable<std::vector<Planned>> plan(int limit);

    const StockDesk& desk() const { return desk_; }
    /// Called when a pass or a person made listings due.
    std::function<void()> on_due;

private:
    /// Said once; nothing when both sides can.
    bool can_work();
    void say_changes(SideHealth& health, const char* what);

    Lane& lane_;
    StockDesk desk_;
    StockObserver observer_;
    StockDriver driver_;
};

} // namespace daifa::reconcile
