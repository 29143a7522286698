#include "http/name_cache.hpp"

namespace daifa::http {
namespace {

using boost::asio::ip::tcp;

Deadline::TimePoint ticks_now()
{
    return boost::asio::steady_timer::clock_type::now();
}

} // namespace

NameCache::NameCache(boost::asio::any_io_executor executor, Milliseconds keep)
    : executor_(executor), resolver_(executor), keep_(keep)
{
}

awaitable<ResolvedName> NameCache::resolve(std::string host, Deadline& deadline)
{
    ResolvedName result;
    boost::system::error_code not_numeric;
    const auto address = boost::asio::ip::make_address(host, not_numeric);
    if (!not_numeric) {
        result.addresses.push_back(address);
        co_return result;
    }

    const auto known = lookups_.find(host);
    const bool is_usable = known != lookups_.end() && (!known->second->is_done ||
                                                       known->second->fresh_until > ticks_now());
    const auto lookup = is_usable ? known->second : start(host);
    if (!lookup->is_done && !deadline.is_expired()) {
        Waiter waiter(executor_);
        lookup->waiters.push_back(waiter);
        const Deadline::Guard guard(deadline, [&waiter] { waiter.wake(); });
        co_await waiter.wait();
    }
    if (lookup->is_done)
        co_return lookup->result;
    result.ec = boost::asio::error::timed_out;
    co_return result;
}

void NameCache::forget(const std::string& host)
{
    const auto known = lookups_.find(host);
    if (known != lookups_.end() && known->second->is_done)
        lookups_.erase(known);
}

std::shared_ptr<NameCache::Lookup> NameCache::start(const std::string& host)
{
    const auto lookup = std::make_shared<Lookup>();
    lookups_[host] = lookup;
    resolver_.async_resolve(
        host, "", tcp::resolver::address_configured,
        [self = shared_from_this(), host, lookup](const boost::system::error_code& ec,
                                                  const tcp::resolver::results_type& found) {
            lookup->result.ec = ec;
            for (const auto& entry : found)
                lookup->result.addresses.push_back(entry.endpoint().address());
            self->finish(host, lookup);
        });
    return lookup;
}

void NameCache::finish(const std::string& host, const std::shared_ptr<Lookup>& lookup)
{
    lookup->is_done = true;
    lookup->fresh_until = ticks_now() + keep_;
    const auto known = lookups_.find(host);
    if (lookup->result.ec && known != lookups_.end() && known->second == lookup)
        lookups_.erase(known);
    wake_all(lookup->waiters);
}

} // namespace daifa::http
