#pragma once

#include <daifa/domain/time.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/set.hpp>

#include <functional>
#include <memory>

namespace daifa::http {

class Deadlines;

/// A moment at which something of a coroutine is to be stopped. Not movable; lives in its frame.
class Deadline
    : public boost::intrusive::set_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    using TimePoint = boost::asio::steady_timer::time_point;

    /// Not running yet.
    explicit Deadline(Deadlines& owner) : owner_(owner) {}
    Deadline(Deadlines& owner, Milliseconds span) : owner_(owner) { expire_after(span); }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void expire_after(Milliseconds span);
    void cancel();
    bool is_expired() const { return is_expired_; }
    Milliseconds remaining() const;

    /// While it lives, `action` runs when the deadline passes. Guards nest; the innermost acts.
    class Guard {
    public:
        Guard(Deadline& deadline, std::function<void()> action);
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        ~Guard();

    private:
        Deadline& deadline_;
        std::function<void()> outer_;
    };

    friend bool operator<(const Deadline& a, const Deadline& b) { return a.at_ < b.at_; }

private:
    friend class Deadlines;

    Deadlines& owner_;
    TimePoint at_ = {};
    bool is_expired_ = false;
    std::function<void()> action_;
};

/// All deadlines of a client or server on one timer. It is set anew only when an earlier moment than
/// the one it waits for turns up, so a request that ends in time costs no call to the system.
class Deadlines : public std::enable_shared_from_this<Deadlines> {
public:
    explicit Deadlines(boost::asio::any_io_executor executor);

    /// Sets the timer to the earliest moment still in use, or stops it when there is none, so that
    /// it does not keep the thread's loop running for nothing.
    void trim();

private:
    friend class Deadline;

    void add(Deadline& deadline);
    void wait_until(Deadline::TimePoint at);
    void run_due();

    using Queue =
        boost::intrusive::multiset<Deadline, boost::intrusive::constant_time_size<false>>;
    Queue queue_;
    boost::asio::steady_timer timer_;
    Deadline::TimePoint wakes_at_ = Deadline::TimePoint::max();
};

} // namespace daifa::http
