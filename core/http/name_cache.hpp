#pragma once

#include "http/deadlines.hpp"
#include "http/waiter.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace daifa::http {

/// Where a host is, or why it is not known.
struct ResolvedName {
    boost::system::error_code ec = {};
    std::vector<boost::asio::ip::address> addresses = {};
};

/// Host names to addresses, remembered for a short time. Who asks for a name that is being looked up
/// waits for the same answer. Addresses in digits are never looked up.
class NameCache : public std::enable_shared_from_this<NameCache> {
public:
    NameCache(boost::asio::any_io_executor executor, Milliseconds keep);

    /// Ends at the deadline with `timed_out`, even when the system's resolver is stuck.
    awaitable<ResolvedName> resolve(std::string host, Deadline& deadline);

    /// The addresses did not answer; the next one who asks looks them up again.
    void forget(const std::string& host);

private:
    /// Shared by those who wait for it: it may fail and leave the cache before they run.
    struct Lookup {
        bool is_done = false;
        ResolvedName result = {};
        Deadline::TimePoint fresh_until = {};
        WaitList waiters = {};
    };

    std::shared_ptr<Lookup> start(const std::string& host);
    void finish(const std::string& host, const std::shared_ptr<Lookup>& lookup);

    boost::asio::any_io_executor executor_;
    boost::asio::ip::tcp::resolver resolver_;
    Milliseconds keep_;
    std::map<std::string, std::shared_ptr<Lookup>> lookups_;
};

} // namespace daifa::http
