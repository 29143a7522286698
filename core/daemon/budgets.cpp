#include "daemon/budgets.hpp"

#include <set>

namespace daifa::daemon {

std::shared_ptr<schedule::RateBudget> Budgets::shared(const std::string& application,
                                                      const RateLimit& limit)
{
    auto& known = shared_[Key(application, limit.api, limit.calls, limit.per.count())];
    if (auto budget = known.lock())
        return budget;
    auto made = std::make_shared<schedule::RateBudget>(executor_, clock_, limit.calls, limit.per);
    known = made;
    return made;
}

void Budgets::add(schedule::BudgetedHttp& http, const std::vector<RateLimit>& limits,
                  const std::map<std::string, config::RateOverride>& overrides,
                  const std::string& application)
{
    std::set<std::string> overridden;
    for (RateLimit limit : limits) {
        const auto entry = overrides.find(limit.api);
        if (entry != overrides.end()) {
            // One figure takes the place of every limit of that API.
            if (!overridden.insert(limit.api).second)
                continue;
            limit.calls = entry->second.calls;
            limit.per = entry->second.per;
        }
        if (limit.scope == RateScope::shop)
            http.add_budget(limit.api, std::make_shared<schedule::RateBudget>(executor_, clock_,
                                                                              limit.calls, limit.per));
        else
            http.add_budget(limit.api, shared(application, limit));
    }
}

} // namespace daifa::daemon
