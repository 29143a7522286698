#include "schedule/budgeted_http.hpp"

#include <algorithm>
#include <limits>

namespace daifa::schedule {
namespace {

/// The slots a request holds; they start to cool when it goes.
class HeldSlots {
public:
    HeldSlots() = default;
    HeldSlots(const HeldSlots&) = delete;
    HeldSlots& operator=(const HeldSlots&) = delete;
    ~HeldSlots()
    {
        for (const auto& budget : held_)
            budget->leave();
    }

    void add(std::shared_ptr<RateBudget> budget) { held_.push_back(std::move(budget)); }

private:
    std::vector<std::shared_ptr<RateBudget>> held_;
};

} // namespace

void BudgetedHttp::add_budget(const std::string& api, std::shared_ptr<RateBudget> budget)
{
    budgets_[api].push_back(std::move(budget));
}

std::vector<std::shared_ptr<RateBudget>> BudgetedHttp::budgets_for(const std::string& api) const
{
    std::vector<std::shared_ptr<RateBudget>> found;
    for (const std::string_view key : {std::string_view(api), std::string_view("*")}) {
        const auto entry = budgets_.find(key);
        if (entry != budgets_.end())
            found.insert(found.end(), entry->second.begin(), entry->second.end());
    }
    return found;
}

int BudgetedHttp::free(const std::string& api) const
{
    int least = std::numeric_limits<int>::max();
    for (const auto& budget : budgets_for(api))
        least = std::min(least, budget->free());
    return least;
}

Milliseconds BudgetedHttp::spacing(const std::string& api) const
{
    Milliseconds longest(0);
    for (const auto& budget : budgets_for(api))
        longest = std::max(longest, budget->spacing());
    return longest;
}

awaitable<Result<HttpResponse>> BudgetedHttp::send(HttpRequest request)
{
    const Milliseconds asked = clock_.uptime();
    HeldSlots slots;
    for (auto& budget : budgets_for(request.api)) {
        co_await budget->enter();
        slots.add(std::move(budget));
    }
    co_await places_.acquire();
    const Permit place(places_);

    const Milliseconds sent = clock_.uptime();
    // The observer still needs the request's name and intent; the body may go.
    HttpRequest label;
    label.api = request.api;
    label.intent = request.intent;
    auto result = co_await transport_.send(std::move(request));
    if (observer_) {
        const HttpObservation observation{label, result, sent - asked, clock_.uptime() - sent};
        observer_(observation);
    }
    co_return result;
}

} // namespace daifa::schedule
