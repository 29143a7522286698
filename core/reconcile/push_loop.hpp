#pragma once

#include "reconcile/order_news.hpp"
#include "schedule/scheduler.hpp"
#include "schedule/task_group.hpp"

#include <daifa/connector/push_channel.hpp>
#include <daifa/support/clock.hpp>
#include <daifa/support/log.hpp>
#include <daifa/support/random.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// How the line of a message channel stands. Times are this machine's.
struct PushState {
    std::optional<TimePoint> connected_since = {}; ///< Since something was heard on it.
    std::optional<TimePoint> heard_at = {};        ///< Anything, signs of life included.
    std::optional<Error> problem = {};             ///< Why it is not connected.
    std::int64_t unknown = 0; ///< Messages of other shops, or that say nothing of orders.
};

/// A shop that a channel's messages may be about.
class PushListener {
public:
    virtual ~PushListener() = default;

    /// Null when the shop's platform tells nothing by itself. Guarded.
    virtual PushChannel* channel() = 0;
    /// The shop as the platform numbers it; empty while nobody has authorized it.
    virtual std::string owner() const = 0;
    /// Can it be an order of the shop, by its name alone? Factories and merchants name orders
    /// differently.
    virtual bool is_named_here(const OrderId& order) const = 0;
    virtual void hear(News news) = 0;
    /// Null when it belongs to no line any more: all news is forgotten.
    virtual void attach(std::shared_ptr<const PushState> line) = 0;
    /// The line came or went.
    virtual void on_line_change() = 0;
};

/// The one line of an application: connects, listens, keeps it alive, and hands each message to
/// the shop it is about. A message is acknowledged when its shop has dealt with it.
class PushLoop {
public:
    PushLoop(const std::string& name, schedule::Scheduler& scheduler,
             boost::asio::any_io_executor executor, Clock& clock, Random& random, Log& log);

    void join(PushListener& listener);
    bool has(const PushListener& listener) const;
    /// Returns when nothing of the listener is in use any more.
    awaitable<void> leave(PushListener& listener);
    awaitable<void> stop();

private:
    using Again = std::optional<Milliseconds>;
    using Line = std::shared_ptr<PushLine>;
    struct Delivery;

    awaitable<Again> run();
    awaitable<Error> hold_line(PushChannel& channel);
    awaitable<Error> listen(Line line);
    awaitable<Again> beat();
    void note_connected();
    void note_end(const Error& problem);
    void deliver(PushMessage message);
    void answer(Line line, PushMessage message, NewsEnd end);
    static awaitable<void> send_answer(Line line, PushMessage message, NewsEnd end);
    static awaitable<void> send_beat(Line line);
    void tell_listeners();

    std::string name_;
    schedule::Scheduler& scheduler_;
    Clock& clock_;
    Random& random_;
    Log& log_;
    std::shared_ptr<PushState> state_ = std::make_shared<PushState>();
    std::vector<PushListener*> listeners_;
    PushListener* lender_ = nullptr; ///< Whose channel is in use.
    Line line_;
    Milliseconds heard_at_{0}; ///< Uptime.
    Milliseconds beat_interval_{0};
    Milliseconds silence_max_{0};
    bool was_silent_ = false;
    bool is_stopping_ = false;
    int attempts_ = 0; ///< Since something was heard.
    schedule::TaskGroup answers_;
    schedule::TaskGroup beats_;
    schedule::Scheduler::Handle line_job_;
    schedule::Scheduler::Handle beat_job_;
};

} // namespace daifa::reconcile
