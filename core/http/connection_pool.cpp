#include "http/connection_pool.hpp"

namespace daifa::http {
namespace {

Error pool_failure(std::string text)
{
    Error error;
    error.code = Errc::unavailable;
    error.remote_code = std::move(text);
    return error;
}

} // namespace

/// One who waits in line, in the frame of its coroutine.
struct ConnectionPool::Request {
    explicit Request(ConnectionPool& p) : pool(p), waiter(p.executor_)
    {
        pool.waiting_.push_back(this);
    }
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;
    ~Request() { std::erase(pool.waiting_, this); }

    ConnectionPool& pool;
    Waiter waiter;
    Lease lease;
};

Lease::Lease(std::shared_ptr<ConnectionPool> pool, std::unique_ptr<Stream> connection)
    : pool_(std::move(pool)), connection_(std::move(connection))
{
    ++pool_->leased_count_;
}

Lease& Lease::operator=(Lease&& other) noexcept
{
    if (this != &other) {
        release();
        pool_ = std::move(other.pool_);
        connection_ = std::move(other.connection_);
    }
    return *this;
}

void Lease::drop_connection()
{
    if (connection_)
        connection_->abort();
    connection_.reset();
}

void Lease::keep()
{
    const auto pool = std::move(pool_);
    pool->give_back(std::move(connection_));
}

void Lease::release()
{
    drop_connection();
    if (const auto pool = std::move(pool_))
        pool->give_back(nullptr);
}

ConnectionPool::ConnectionPool(std::shared_ptr<Deadlines> deadlines,
                               boost::asio::any_io_executor executor, PoolOptions options)
    : deadlines_(std::move(deadlines)), executor_(std::move(executor)), options_(options),
      idle_deadline_(*deadlines_), idle_guard_(idle_deadline_, [this] { drop_stale(); })
{
}

Lease ConnectionPool::try_acquire()
{
    if (!waiting_.empty())
        return {};
    while (!idle_.empty()) {
        // The one used last is the likeliest to be open still.
        auto connection = std::move(idle_.back().connection);
        idle_.pop_back();
        if (connection->is_silent())
            return Lease(shared_from_this(), std::move(connection));
    }
    if (leased_count_ < options_.connections_max)
        return Lease(shared_from_this());
    return {};
}

awaitable<Result<Lease>> ConnectionPool::acquire(Deadline& deadline)
{
    auto lease = try_acquire();
    if (lease)
        co_return lease;
    if (waiting_.size() >= options_.waiting_max)
        co_return pool_failure("too many requests wait for a connection");

    const auto self = shared_from_this();
    Request request(*this);
    const Deadline::Guard guard(deadline, [&request] { request.waiter.wake(); });
    if (!deadline.is_expired())
        co_await request.waiter.wait();
    if (request.lease && !deadline.is_expired())
        co_return std::move(request.lease);
    co_return pool_failure("time-out");
}

void ConnectionPool::close()
{
    is_closed_ = true;
    idle_.clear();
    idle_deadline_.cancel();
}

void ConnectionPool::give_back(std::unique_ptr<Stream> connection)
{
    --leased_count_;
    if (!waiting_.empty()) {
        Request& first = *waiting_.front();
        waiting_.pop_front();
        // Handed over at once, so that nobody who comes later takes it.
        first.lease = Lease(shared_from_this(), std::move(connection));
        first.waiter.wake();
        return;
    }
    if (!connection || is_closed_)
        return;
    const auto now = boost::asio::steady_timer::clock_type::now();
    idle_.push_back({std::move(connection), now + options_.idle_keep});
    if (idle_.size() == 1)
        idle_deadline_.expire_after(options_.idle_keep);
}

void ConnectionPool::drop_stale()
{
    const auto now = boost::asio::steady_timer::clock_type::now();
    while (!idle_.empty() && idle_.front().until <= now)
        idle_.pop_front();
    if (!idle_.empty())
        idle_deadline_.expire_after(std::chrono::ceil<Milliseconds>(idle_.front().until - now));
}

} // namespace daifa::http
