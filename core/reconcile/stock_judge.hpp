#pragma once

#include "store/stock_records.hpp"

namespace daifa::reconcile {

/// Whether this quantity can be what the write left, less what was sold since.
bool has_taken(const store::StockWrite& write, std::int64_t quantity);

/// What a look at the listing makes of its uncertain write: confirmed where the platform has what
/// was sent; decided only by two looks that agree, begun when the request could no longer be on its
/// way.
store::StockSettlement settle_by_look(const store::StockItem& item, std::int64_t quantity,
                                      TimePoint began, Milliseconds late_arrival,
                                      Milliseconds retry_in);

/// From when on "not there" counts for an open write.
TimePoint verify_after_of(const store::StockWrite& write, Milliseconds late_arrival);

} // namespace daifa::reconcile
