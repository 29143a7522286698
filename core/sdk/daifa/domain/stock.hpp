#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace daifa {

/// What an ERP has of one item in one warehouse. Parts of pieces are left out.
struct StockRow {
    std::string barcode = {};
    std::string goods_code = {};
    std::string warehouse = {}; ///< Its code.
    std::int64_t usable = 0;    ///< May be sold: not promised to anybody. Can be negative.
    std::int64_t in_house = 0;
    std::int64_t locked = 0;

    friend auto operator<=>(const StockRow&, const StockRow&) = default;
};

/// One variant of a product on a shop's shelf, as the platform numbers both.
struct ListingId {
    std::string product = {};
    std::string variant = {};

    friend auto operator<=>(const ListingId&, const ListingId&) = default;
};

/// "product/variant": how people and logs write it.
inline std::string to_text(const ListingId& id)
{
    return id.product + "/" + id.variant;
}

/// What the platform offers of it.
struct Listing {
    ListingId id = {};
    std::string sku_code = {}; ///< The shop's own code of the variant; may be empty.
    std::string product_name = {};
    std::string variant_name = {};
    std::int64_t quantity = 0; ///< Pieces that buyers can still order.
    bool is_on_sale = false;

    friend auto operator<=>(const Listing&, const Listing&) = default;
};

} // namespace daifa

template <>
struct std::hash<daifa::ListingId> {
    std::size_t operator()(const daifa::ListingId& id) const noexcept
    {
        return std::hash<std::string>{}(daifa::to_text(id));
    }
};
