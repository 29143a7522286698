#pragma once

#include "config/shop_config.hpp"
#include "schedule/budgeted_http.hpp"

#include <daifa/connector/capabilities.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>

namespace daifa::daemon {

/// Whose calls a budget counts.
struct Caller {
    std::string plugin = {};
    std::string application = {}; ///< Its key with the other side; empty where there is none.
    ShopId shop = {};
};

/// Makes the budgets of connectors. Who calls for the same shop, with the same application or
/// through the same plugin shares what the limit's scope says. A budget lives on while its used
/// slots cool: building a shop anew gives it no second helping.
class Budgets {
public:
    Budgets(boost::asio::any_io_executor executor, Clock& clock)
        : executor_(std::move(executor)), clock_(clock)
    {
    }

    /// Adds to `http` what the capability table limits, with the shop's own figures in their place.
    /// `application` tells applications apart, e.g. "pinduoduo/app-key".
    void add(schedule::BudgetedHttp& http, const std::vector<RateLimit>& limits,
             const std::map<std::string, config::RateOverride>& overrides, const Caller& caller);

private:
    /// Plugin, scope, whose, API, calls, span.
    using Key = std::tuple<std::string, RateScope, std::string, std::string, int, std::int64_t>;

    std::shared_ptr<schedule::RateBudget> find_or_make(const Caller& caller,
                                                       const RateLimit& limit);

    boost::asio::any_io_executor executor_;
    Clock& clock_;
    std::map<Key, std::weak_ptr<schedule::RateBudget>> budgets_;
};

} // namespace daifa::daemon
