#pragma once

#include <daifa/domain/time.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace daifa::sandbox {

/// What the ERP has of one item in one warehouse.
struct ErpStock {
    std::int64_t id = 0;     ///< Of the row; never changes.
    std::int64_t change = 0; ///< Rises with each change of any row.
    std::string barcode = {};
    std::string goods_code = {};
    std::string warehouse = {}; ///< Its code.
    std::int64_t in_house = 0;
    std::int64_t locked = 0; ///< Promised to orders.
    TimePoint changed_at = {};

    std::int64_t usable() const { return in_house - locked; }
};

/// The stock of all warehouses.
class StockBook {
public:
    /// Makes the row if there is none.
    ErpStock& set(const std::string& barcode, const std::string& warehouse, std::int64_t in_house,
                  std::int64_t locked, TimePoint now);
    void remove(const std::string& barcode);
    /// In the order in which they were made.
    const std::vector<ErpStock>& rows() const { return rows_; }
    /// Over all warehouses.
    std::map<std::string, std::int64_t> usable() const;

private:
    std::vector<ErpStock> rows_;
    std::int64_t changes_ = 0;
};

} // namespace daifa::sandbox
