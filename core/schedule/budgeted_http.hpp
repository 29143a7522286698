#pragma once

#include "schedule/rate_budget.hpp"

#include <daifa/support/http.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace daifa::schedule {

/// What one finished request tells the metrics and the log.
struct HttpObservation {
    const HttpRequest& request;
    const Result<HttpResponse>& result;
    Milliseconds waited = {}; ///< For budgets.
    Milliseconds took = {};
};

/// An HttpClient that waits for every budget of a request's `api` before it sends.
class BudgetedHttp : public HttpClient {
public:
    using Observer = std::function<void(const HttpObservation&)>;

    /// At most `at_once` requests are under way together.
    BudgetedHttp(HttpClient& transport, Clock& clock, int at_once, Observer observer)
        : transport_(transport), clock_(clock), places_(at_once), observer_(std::move(observer))
    {
    }

    /// `api` "*" holds for every request. Several budgets may hold for one api.
    void add_budget(const std::string& api, std::shared_ptr<RateBudget> budget);

    awaitable<Result<HttpResponse>> send(HttpRequest request) override;

    /// Calls of `api` that would not have to wait now; a large number when nothing limits it.
    int free(const std::string& api) const;
    /// The shortest span between two calls of `api` in the long run; zero when nothing limits it.
    Milliseconds spacing(const std::string& api) const;

private:
    std::vector<std::shared_ptr<RateBudget>> budgets_for(const std::string& api) const;

    HttpClient& transport_;
    Clock& clock_;
    Semaphore places_;
    Observer observer_;
    std::map<std::string, std::vector<std::shared_ptr<RateBudget>>, std::less<>> budgets_;
};

} // namespace daifa::schedule
