#pragma once

#include "jackyun/gateway.hpp"
#include "jackyun/settings.hpp"

#include <daifa/connector/stock_source.hpp>
#include <daifa/support/log.hpp>

#include <string>
#include <vector>

namespace daifa::jackyun {

/// One page of stock, and the rows of it that can't be understood.
struct StockPage {
    Page<StockRow> page = {};
    std::vector<std::string> unreadable_rows = {}; ///< One line each; missing from the page.
};

/// The list goes by `quantityId`: the largest one of a page is the next cursor, and a page without
/// anything behind `cursor` the end. A page that begins before it comes from a server that does not
/// go by the cursor: it is malformed, else everything behind it would be missing.
Result<StockPage> parse_stock(const Answer& answer, const std::string& cursor);

/// 吉客云's stock, by item and warehouse.
class Stock : public StockSource {
public:
    /// The references outlive it.
    Stock(Gateway& gateway, Clock& clock, Log& log, const QueryOptions& options)
        : gateway_(gateway), clock_(clock), log_(log), options_(options)
    {
    }

    awaitable<Result<Page<StockRow>>> list_stock(StockQuery query) override;

private:
    Gateway& gateway_;
    Clock& clock_;
    Log& log_;
    const QueryOptions& options_;
};

} // namespace daifa::jackyun
