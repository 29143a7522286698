#include "sandbox/erp_stock_book.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

constexpr std::int64_t first_row_id = 1'900'000'000'000'000'000;

} // namespace

ErpStock& StockBook::set(const std::string& barcode, const std::string& warehouse,
                         std::int64_t in_house, std::int64_t locked, TimePoint now)
{
    auto found = std::ranges::find_if(rows_, [&](const ErpStock& row) {
        return row.barcode == barcode && row.warehouse == warehouse;
    });
    if (found == rows_.end()) {
        ErpStock row;
        row.id = first_row_id + changes_;
        row.barcode = barcode;
        row.goods_code = "HP-" + barcode;
        row.warehouse = warehouse;
        found = rows_.insert(rows_.end(), std::move(row));
    }
    found->in_house = in_house;
    found->locked = locked;
    found->changed_at = now;
    found->change = first_row_id + ++changes_;
    return *found;
}

void StockBook::remove(const std::string& barcode)
{
    std::erase_if(rows_, [&](const ErpStock& row) { return row.barcode == barcode; });
}

std::map<std::string, std::int64_t> StockBook::usable() const
{
    std::map<std::string, std::int64_t> sums;
    for (const ErpStock& row : rows_)
        sums[row.barcode] += row.usable();
    return sums;
}

} // namespace daifa::sandbox
