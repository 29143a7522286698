#pragma once

#include "unit/reconcile/answers.hpp"

#include <daifa/connector/platform_connector.hpp>

#include <map>
#include <vector>

namespace daifa::test {

/// A platform whose answers a test lists beforehand. Orders that stand on its shelf can be looked
/// at without a listed answer.
class ScriptedPlatform : public PlatformConnector {
public:
    const Capabilities& capabilities() const override { return can; }
    std::string authorize_url(std::string state) const override
    {
        return "https://example/" + state;
    }

    awaitable<Result<Credential>> exchange(Secret) override { return take(exchanges); }
    awaitable<Result<Credential>> refresh(Credential credential) override
    {
        refreshed_with.push_back(credential.refresh_token.reveal());
        return take(refreshes);
    }
    awaitable<Result<TimePoint>> get_time() override { return take(times); }
    awaitable<Result<ShopAccess>> check_access() override { return take(accesses); }
    awaitable<Result<std::vector<Carrier>>> list_carriers() override { return take(carriers); }
    awaitable<Result<Page<PlatformOrder>>> list_assigned_orders(PageQuery query) override
    {
        queries.push_back(query);
        auto page = co_await take(pages);
        if (behind_page) {
            const Meanwhile meanwhile = std::exchange(behind_page, nullptr);
            co_await meanwhile();
        }
        co_return page;
    }
    awaitable<Result<PlatformOrder>> get_order(OrderId id) override
    {
        ++looks;
        const auto found = shelf.find(id.number);
        if (orders.empty() && found != shelf.end())
            orders.emplace_back(found->second);
        auto answer = co_await take(orders);
        if (behind_look) {
            const Meanwhile meanwhile = std::exchange(behind_look, nullptr);
            co_await meanwhile();
        }
        co_return answer;
    }
    awaitable<Result<Receipt>> upload_waybill(WaybillUpload upload) override
    {
        uploaded.push_back(upload);
        if (during_upload)
            co_await during_upload();
        co_return co_await take(uploads);
    }
    awaitable<Result<Receipt>> upload_extra_waybills(ExtraWaybillUpload) override
    {
        return take(extra_uploads);
    }
    awaitable<Result<Receipt>> retract_upload(WaybillUpload upload) override
    {
        retracted.push_back(upload);
        if (during_retract)
            co_await during_retract();
        co_return co_await take(retracts);
    }
    WaybillIssuer* waybills() override { return issuer; }
    LabelPrinter* printer() override { return component; }
    ListingShelf* listings() override { return offers; }
    PushChannel* push() override { return channel; }
    MerchantDesk* merchant() override { return sells; }

    Capabilities can;
    WaybillIssuer* issuer = nullptr;
    LabelPrinter* component = nullptr;
    ListingShelf* offers = nullptr;
    MerchantDesk* sells = nullptr;
    PushChannel* channel = nullptr;
    std::deque<Result<Credential>> exchanges;
    std::deque<Result<Credential>> refreshes;
    std::deque<Result<TimePoint>> times;
    std::deque<Result<ShopAccess>> accesses;
    std::deque<Result<std::vector<Carrier>>> carriers;
    std::deque<Result<Page<PlatformOrder>>> pages;
    std::deque<Result<PlatformOrder>> orders;
    std::deque<Result<Receipt>> uploads;
    std::deque<Result<Receipt>> extra_uploads;
    std::deque<Result<Receipt>> retracts;
    std::map<std::string, PlatformOrder> shelf;
    Meanwhile during_upload;
    Meanwhile during_retract;
    Meanwhile behind_look; ///< While an answer is under way; once.
    Meanwhile behind_page;

    std::vector<std::string> refreshed_with;
    std::vector<PageQuery> queries;
    std::vector<WaybillUpload> uploaded;
    std::vector<WaybillUpload> retracted;
    int looks = 0;
};

} // namespace daifa::test
