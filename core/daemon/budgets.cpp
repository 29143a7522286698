#include "daemon/budgets.hpp"

#include <set>

namespace daifa::daemon {
namespace {

std::string owner_of(RateScope scope, const Caller& caller)
{
    switch (scope) {
    case RateScope::shop:
        return caller.shop.text();
    case RateScope::app:
        return caller.application;
    case RateScope::all:
        break;
    }
    return {};
}

} // namespace

std::shared_ptr<schedule::RateBudget> Budgets::find_or_make(const Caller& caller,
                                                            const RateLimit& limit)
{
    const Key key(caller.plugin, limit.scope, owner_of(limit.scope, caller), limit.api, limit.calls,
                  limit.per.count());
    auto& known = budgets_[key];
    if (auto budget = known.lock())
        return budget;
    auto made = std::make_shared<schedule::RateBudget>(executor_, clock_, limit.calls, limit.per);
    known = made;
    return made;
}

void Budgets::add(schedule::BudgetedHttp& http, const std::vector<RateLimit>& limits,
                  const std::map<std::string, config::RateOverride>& overrides,
                  const Caller& caller)
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
        http.add_budget(limit.api, find_or_make(caller, limit));
    }
}

} // namespace daifa::daemon
