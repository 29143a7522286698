#pragma once

#include <daifa/connector/platform_connector.hpp>

#include <deque>
#include <functional>
#include <vector>

namespace daifa::test {

/// A platform whose answers a test lists beforehand; what it does not list fails.
class ScriptedPlatform : public PlatformConnector {
public:
    const Capabilities& capabilities() const override { return can; }
    std::string authorize_url(std::string state) const override { return "https://example/" + state; }

    awaitable<Result<Credential>> exchange(Secret) override { return take(exchanges); }
    awaitable<Result<Credential>> refresh(Credential credential) override
    {
        refreshed_with.push_back(credential.refresh_token.reveal());
        return take(refreshes);
    }
    awaitable<Result<TimePoint>> get_time() override { return nothing<TimePoint>(); }
    awaitable<Result<ShopAccess>> check_access() override { return nothing<ShopAccess>(); }
    awaitable<Result<std::vector<Carrier>>> list_carriers() override
    {
        return nothing<std::vector<Carrier>>();
    }
    awaitable<Result<Page<PlatformOrder>>> list_assigned_orders(PageQuery query) override
    {
        queries.push_back(query);
        return take(pages);
    }
    awaitable<Result<PlatformOrder>> get_order(OrderId) override { return nothing<PlatformOrder>(); }
    awaitable<Result<Receipt>> upload_waybill(WaybillUpload) override { return nothing<Receipt>(); }
    awaitable<Result<Receipt>> upload_extra_waybills(ExtraWaybillUpload) override
    {
        return nothing<Receipt>();
    }
    awaitable<Result<Receipt>> retract_upload(WaybillUpload) override { return nothing<Receipt>(); }

    Capabilities can;
    std::deque<Result<Credential>> exchanges;
    std::deque<Result<Credential>> refreshes;
    std::deque<Result<Page<PlatformOrder>>> pages;
    std::vector<std::string> refreshed_with;
    std::vector<PageQuery> queries;

private:
    template <class T>
    awaitable<Result<T>> take(std::deque<Result<T>>& answers)
    {
        if (answers.empty())
            co_return Error{};
        auto answer = std::move(answers.front());
        answers.pop_front();
        co_return answer;
    }

    template <class T>
    awaitable<Result<T>> nothing()
    {
        co_return Error{};
    }
};

} // namespace daifa::test
