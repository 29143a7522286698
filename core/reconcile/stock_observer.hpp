#pragma once

#include "reconcile/stock_desk.hpp"

namespace daifa::reconcile {

/// The ERP's item that a listing stands for: by the shop's item map, under its code or as
/// "product/variant"; else its code is the barcode. Empty when it has neither.
std::string find_stock_item(const Listing& listing, const ItemRules& rules);

/// Reads what the ERP has, only what changed except once a day, and what the platform offers.
/// Writes down facts only.
class StockObserver {
public:
    StockObserver(Lane& lane, StockDesk& desk) : lane_(lane), desk_(desk) {}

    /// Both sides must be able to (`ErpConnector::stock`, `PlatformConnector::listings`). An error
    /// means that one of them could not be read to its end; what was read before stays.
    awaitable<Result<void>> pass();

private:
    awaitable<Result<void>> read_erp(store::StockProgress progress);
    awaitable<Result<std::int64_t>> read_levels(std::optional<TimePoint> changed_since);
    awaitable<Result<void>> read_shelf();
    bool is_full_due(const store::StockProgress& progress, TimePoint now) const;

    Lane& lane_;
    StockDesk& desk_;
};

} // namespace daifa::reconcile
