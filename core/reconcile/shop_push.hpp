#pragma once

#include "reconcile/push_loop.hpp"
#include "reconcile/remote_clock.hpp"
#include "reconcile/token_keeper.hpp"
#include "strategy/strategy.hpp"

#include <daifa/connector/platform_connector.hpp>

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

/// What messages need of their shop's lane, a factory's or a merchant's.
struct PushShop {
    ShopId id = {};
    TradeRole role = TradeRole::factory;
    const std::shared_ptr<const ShopPlan>& plan;
    PlatformConnector& platform; ///< Guarded.
    RemoteClock& clock;
    Random& random;
    Log& log;
    /// Reads one order and writes it down.
    std::function<awaitable<Result<void>>(OrderId)> look;
};

/// What the platform's messages mean for one shop: it looks at the orders they name. A message
/// brings no fact of its own, so that losing, doubling and shuffling them changes nothing but when.
class ShopPush : public PushListener {
public:
    ShopPush(PushShop shop, TokenKeeper& keeper, boost::asio::any_io_executor executor);

    PushChannel* channel() override { return shop_.platform.push(); }
    std::string owner() const override;
    /// A merchant's orders are named by their numbers alone.
    bool is_named_here(const OrderId& order) const override
    {
        return order.merchant.empty() == (shop_.role == TradeRole::merchant);
    }
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
    void note_shown(const OrderId& order) { news_.note_shown(order); }
    void end_pass(bool is_good);

    std::function<void()> on_news;        ///< There is something to look at.
    std::function<void()> on_pass_wanted; ///< The list has to be read.

private:
    awaitable<void> look_at(OrderNews::Entry entry);

    PushShop shop_;
    TokenKeeper& keeper_;
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
