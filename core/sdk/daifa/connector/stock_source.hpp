#pragma once

#include <daifa/connector/page.hpp>
#include <daifa/domain/stock.hpp>
#include <daifa/domain/time.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <optional>
#include <string>

namespace daifa {

/// One request of the list of stock.
struct StockQuery {
    /// By the ERP's clock: at least what changed since then. Nothing: all there is.
    std::optional<TimePoint> changed_since = {};
    std::string cursor = {}; ///< Empty for the first page, then `Page::next`.
};

/// An ERP's stock. The promises of `PlatformConnector` about attempts, failures and use hold here
/// too.
class StockSource {
public:
    virtual ~StockSource() = default;

    /// A row that comes twice counts as it came last.
    virtual awaitable<Result<Page<StockRow>>> list_stock(StockQuery query) = 0;
};

} // namespace daifa
