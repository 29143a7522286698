#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/domain/personal.hpp>
#include <daifa/domain/time.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa {

/// Where an order stands for the merchant who has to ship it.
enum class MerchantStage {
    to_ship,
    shipped, ///< On its way or received: the platform has a number.
    closed,  ///< Cancelled, or its group buy failed: nothing will be shipped.
};

/// An order as the platform shows it to its own merchant. Whether a factory has it, or has returned a
/// number, the platform does not say.
struct MerchantOrder {
    std::string number = {}; ///< The real one, which no factory ever sees.
    TimePoint confirmed_at = {};
    TimePoint updated_at = {};
    std::optional<TimePoint> ship_by = {}; ///< Until when the buyer was promised the dispatch.
    MerchantStage stage = MerchantStage::to_ship;
    bool is_under_risk_control = false;
    bool is_on_hold = false; ///< The platform suspends its dispatch.
    bool is_sf_only = false;
    AfterSale after_sale = AfterSale::none;
    int after_sale_code = 0; ///< The platform's own code, for people.
    Region region = {};
    std::string recipient_group = {}; ///< Equal for equal recipients; opaque; empty when unknown.
    std::vector<OrderItem> items = {};
    Personal seller_note = {};
    std::string carrier_code = {}; ///< Of the number below; the platform's.
    WaybillNumber waybill = {};    ///< Empty until it is shipped.

    friend auto operator<=>(const MerchantOrder&, const MerchantOrder&) = default;
};

/// A merchant's order ships with this number. `carrier_code` is the platform's.
struct OnlineShipment {
    std::string order = {};
    std::string carrier_code = {};
    WaybillNumber number = {};
    std::string return_address = {}; ///< Id of a `ReturnAddress`; empty: the platform's default.
};

/// Where buyers send goods back to.
struct ReturnAddress {
    std::string id = {};
    Personal text = {};
    bool is_default = false;
    bool is_usable = true; ///< The platform accepts it.
};

} // namespace daifa
