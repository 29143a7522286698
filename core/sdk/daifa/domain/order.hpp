#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/money.hpp>
#include <daifa/domain/personal.hpp>
#include <daifa/domain/time.hpp>

#include <cstdint>
#include <string>

namespace daifa {

/// All that a factory sees of an address.
struct Region {
    std::string province = {};
    std::string city = {};
    std::string district = {};

    friend auto operator<=>(const Region&, const Region&) = default;
};

/// What an after-sale means for shipping. The connector maps its platform's own codes.
enum class AfterSale {
    none,     ///< Nothing open: ship.
    open,     ///< Somebody still decides: do not ship now.
    refunded, ///< The money is back: never ship.
};

/// What is sold and in which quantity. One order of a factory is one line of goods.
struct OrderItem {
    std::string product_name = {};
    std::string variant_name = {};
    std::string sku_code = {};     ///< The merchant's code of the variant; may be empty.
    std::string product_code = {}; ///< The article number (货号); may be empty.
    std::int64_t quantity = 0;
    Money settlement_price = {}; ///< Of one piece.

    friend auto operator<=>(const OrderItem&, const OrderItem&) = default;
};

/// An order as the platform shows it to the factory right now.
struct PlatformOrder {
    OrderId id = {};
    std::string merchant_name = {};
    TimePoint assigned_at = {};
    bool is_assigned = false; ///< False: the merchant or the platform took it away again.
    bool has_waybill = false; ///< The platform knows a waybill number, but never says which.
    bool is_sf_only = false;  ///< The buyer paid for SF: no other carrier is allowed.
    bool is_under_risk_control = false;
    AfterSale after_sale = AfterSale::none;
    int after_sale_code = 0; ///< The platform's own code, for people.
    Region region = {};
    std::string recipient_group = {}; ///< Equal for equal recipients; opaque; empty when unknown.
    OrderItem item = {};
    Personal seller_note = {};

    friend auto operator<=>(const PlatformOrder&, const PlatformOrder&) = default;
};

} // namespace daifa
