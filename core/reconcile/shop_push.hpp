#pragma once

#include "reconcile/lane.hpp"
#include "reconcile/observers.hpp"
#include "reconcile/push_loop.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace daifa::reconcile {

/// What came of a shop's messages since the daemon started.
struct PushCounters {
    std::int64_t received = 0;
    std::int64_t acknowledged = 0;
    std::int64_t refused = 0;
};

/// A look at a shop's message channel, for people.
struct PushStatus {
    bool is_healthy = false; ///< Messages come in, and polling is slow.
    bool is_subscribed = false;
    PushState line = {};
    std::optional<TimePoint> message_at = {}; ///< When the last one came.
    PushCounters counters = {};
    std::size_t waiting = 0; ///< News that was not looked at yet.
    std::optional<Error> problem = {};
};

/// What the platform's messages mean for one shop: it looks at the orders they name. A message
/// brings no fact of its own, so that losing, doubling and shuffling them changes nothing but when.
class ShopPush : public PushListener {
public:
    ShopPush(Lane& lane, TokenKeeper& keeper, PlatformObserver& observer,
             boost::asio::any_io_executor executor);

    PushChannel* channel() override { return lane_.platform.push(); }
    std::string owner() const override;
    void hear(News news) override;
    void attach(std::shared_ptr<const PushState> line) override;
    void on_line_change() override;

    bool is_healthy() const;
    /// Time between two passes of the list as things stand.
    Milliseconds polling_interval() const;
    /// Nothing when the platform tells nothing by itself.
    std::optional<PushStatus> status() const;

    /// The owner granted access anew: ask for the messages again.
    void on_authorized() { must_subscribe_ = true; }
    /// Sees to it that the platform sends this shop's messages; says when to look again.
    awaitable<std::optional<Milliseconds>> keep_subscribed();
    /// Looks at what there is news of; says when to look again.
    awaitable<std::optional<Milliseconds>> look();

    /// Around every pass of the list.
    void begin_pass();
    void end_pass(bool is_good);

    std::function<void()> on_news;        ///< There is something to look at.
    std::function<void()> on_pass_wanted; ///< The list has to be read.

private:
    awaitable<void> look_at(OrderNews::Entry entry);

    Lane& lane_;
    TokenKeeper& keeper_;
    PlatformObserver& observer_;
    boost::asio::any_io_executor executor_;
    OrderNews news_;
    PushCounters counters_;
    std::shared_ptr<const PushState> line_;
    std::optional<TimePoint> message_at_;
    std::optional<Error> subscription_problem_;
    bool is_subscribed_ = false;
    bool must_subscribe_ = false;
    bool is_pass_asked_ = false; ///< It will come by itself.
    int failures_ = 0;           ///< Of subscribing, in a row.
};

} // namespace daifa::reconcile
