#pragma once

#include "config/shop_config.hpp"
#include "schedule/budgeted_http.hpp"

#include <daifa/connector/capabilities.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <map>
#include <memory>
#include <string>
#include <tuple>

namespace daifa::daemon {

/// Makes the budgets of connectors. Those of an application are shared by all of its shops.
class Budgets {
public:
    Budgets(boost::asio::any_io_executor executor, Clock& clock)
        : executor_(std::move(executor)), clock_(clock)
    {
    }

    /// Adds to `http` what the capability table limits, with the shop's own figures in their place.
    /// `application` tells applications apart, e.g. "pinduoduo/app-key".
    void add(schedule::BudgetedHttp& http, const std::vector<RateLimit>& limits,
             const std::map<std::string, config::RateOverride>& overrides,
             const std::string& application);

private:
    using Key = std::tuple<std::string, std::string, int, std::int64_t>;

    std::shared_ptr<schedule::RateBudget> shared(const std::string& application,
                                                 const RateLimit& limit);

    boost::asio::any_io_executor executor_;
    Clock& clock_;
    std::map<Key, std::weak_ptr<schedule::RateBudget>> shared_;
};

} // namespace daifa::daemon
