#pragma once

#include "http/deadlines.hpp"
#include "http/stream.hpp"
#include "http/waiter.hpp"

#include <daifa/support/error.hpp>

#include <deque>
#include <memory>
#include <string>

namespace daifa::http {

struct PoolOptions {
    std::size_t connections_max = 16;
    std::size_t waiting_max = 1024; ///< Requests that wait for a connection; more fail at once.
    Milliseconds idle_keep = std::chrono::seconds(30);
};

class ConnectionPool;

/// The right to one connection of a pool, with the connection once there is one. When it goes, the
/// connection is closed unless `keep` handed it back.
class Lease {
public:
    Lease() = default;
    explicit Lease(std::shared_ptr<ConnectionPool> pool, std::unique_ptr<Stream> connection = {});
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&& other) noexcept;
    ~Lease() { release(); }

    explicit operator bool() const { return pool_ != nullptr; }
    bool has_connection() const { return connection_ != nullptr; }
    Stream& connection() { return *connection_; }

    void hold(std::unique_ptr<Stream> connection) { connection_ = std::move(connection); }
    /// Closes it at once and throws away what was not sent; the right stays.
    void drop_connection();
    /// Hands the connection back for the next request.
    void keep();

private:
    void release();

    std::shared_ptr<ConnectionPool> pool_; ///< Shared: a request may outlive its client.
    std::unique_ptr<Stream> connection_;
};

/// The connections to one origin. Must be owned by a shared_ptr.
class ConnectionPool : public std::enable_shared_from_this<ConnectionPool> {
public:
    ConnectionPool(std::shared_ptr<Deadlines> deadlines, boost::asio::any_io_executor executor,
                   PoolOptions options);

    /// An idle connection or the right to open one; empty when the request has to wait.
    Lease try_acquire();

    /// Waits behind those who came earlier. Fails with `unavailable` when too many wait, or at the
    /// deadline.
    awaitable<Result<Lease>> acquire(Deadline& deadline);

    /// Closes idle connections now, used ones when their request ends.
    void close();

    std::size_t idle_count() const { return idle_.size(); }
    std::size_t leased_count() const { return leased_count_; }

private:
    friend class Lease;

    struct Idle {
        std::unique_ptr<Stream> connection;
        Deadline::TimePoint until;
    };
    struct Request;

    void give_back(std::unique_ptr<Stream> connection);
    void drop_stale();

    std::shared_ptr<Deadlines> deadlines_;
    boost::asio::any_io_executor executor_;
    PoolOptions options_;
    bool is_closed_ = false;
    std::size_t leased_count_ = 0;
    std::deque<Idle> idle_; ///< Longest unused first.
    std::deque<Request*> waiting_;
    Deadline idle_deadline_;
    Deadline::Guard idle_guard_;
};

} // namespace daifa::http
