#pragma once

#include "reconcile/merchant_shop.hpp"
#include "reconcile/seen_rows.hpp"
#include "reconcile/window_reader.hpp"

#include <functional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// Reads a merchant's orders on the platform, and who has their numbers. Writes down facts only.
class MerchantObserver {
public:
    explicit MerchantObserver(MerchantShop& shop);

    /// What is to ship, by the time of its confirmation, then all that changed. The platform must
    /// be able to (`PlatformConnector::merchant`).
    awaitable<Result<store::RowCounts>> pass_platform();
    /// What changed in the merchant's own ERP.
    awaitable<Result<store::RowCounts>> pass_erp();
    /// What the ledgers of factories that are served here say. Returns of how many orders it is
    /// something new.
    awaitable<std::int64_t> pass_factories();

    /// Reads an order that need not be known yet.
    awaitable<Result<void>> read(std::string number, std::string cause);
    /// Reads the order alone, and what that says about its open write.
    awaitable<Result<void>> look(store::MerchantRecord record);
    /// Asks the ERP for exactly these.
    awaitable<Result<void>> look_at_erp(std::vector<std::string> orders);

    /// Called with every order that a page of a pass showed, once it is written down.
    std::function<void(const OrderId&)> on_shown;

private:
    using List = awaitable<Result<Page<MerchantOrder>>> (MerchantDesk::*)(PageQuery);

    WindowSource source_for(store::Stream stream);
    awaitable<Result<RecordedPage>> read_page(List list, PageQuery query, std::string cause);
    void tell_shown(const std::vector<std::string>& numbers) const;
    awaitable<Result<RecordedPage>> read_erp_page(PageQuery query, std::string cause);
    awaitable<std::vector<store::FactoryFinding>>
    find_at_factories(std::vector<store::FactoryPrint> orders);

    MerchantShop& shop_;
    SeenRows seen_;
    WindowReader orders_;
    WindowReader changes_;
    WindowReader erp_;
};

} // namespace daifa::reconcile
