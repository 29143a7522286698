#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/time.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a merchant wants, as plain data, beside `strategy.hpp`.
namespace daifa {

using namespace std::chrono_literals;

/// Which side of an assignment a shop is on.
enum class TradeRole {
    factory,  ///< 厂家: ships what merchants assign.
    merchant, ///< 商家: assigns, and tells the platform that the order left.
};

enum class RepairMode { observe, propose, repair };

constexpr std::string_view to_text(RepairMode mode)
{
    switch (mode) {
    case RepairMode::observe:
        return "observe";
    case RepairMode::propose:
        return "propose";
    case RepairMode::repair:
        break;
    }
    return "repair";
}

/// 在线发货
struct ShipStrategy {
    bool is_enabled = true;
    RepairMode mode = RepairMode::propose;
    std::string return_address = {}; ///< Its id on the platform; empty: the platform's default.
    Milliseconds delay = 0min;       ///< After the number was found.
    Milliseconds fresh = 1min;       ///< An order read longer ago is read again before it ships.
    /// As `UploadStrategy::carriers`, of the merchant's ERP.
    std::map<std::string, std::string> carriers = {};

    friend bool operator==(const ShipStrategy&, const ShipStrategy&) = default;
};

/// A factory that the merchant has bound on the platform.
struct BoundFactory {
    std::string name = {};
    ShopId shop = {};              ///< Its own shop in this configuration; empty: served elsewhere.
    std::string binding_name = {}; ///< The merchant's name as that factory sees it.
    std::string source = {};       ///< "file:line" of its definition.

    friend bool operator==(const BoundFactory&, const BoundFactory&) = default;
};

/// Orders that fit go to that factory; an empty condition fits every order.
struct AssignRule {
    std::string factory = {};
    std::vector<std::string> products =
        {}; ///< One of them stands in the product's name, or is its code.
    std::vector<std::string> skus = {};
    std::vector<std::string> regions = {}; ///< As in `OrderFilter`.
    std::vector<std::string> notes = {};   ///< One of them stands in the seller's note.
    std::optional<bool> is_sf_only = {};
    int share = 100; ///< Percent of the orders that fit.
    /// Where its share begins: rules with the same conditions divide 0 … 99 among themselves.
    int share_from = 0;
    bool needs_stock = false; ///< Not when the factory's ledger says that it has too little.
    std::string source = {};  ///< "file:line"

    friend bool operator==(const AssignRule&, const AssignRule&) = default;
};

struct MerchantPlan {
    ShipStrategy ship = {};
    std::vector<BoundFactory> factories = {};
    std::vector<AssignRule> assign = {};
    bool has_erp = false; ///< The shop's numbers may come from an ERP of its own.

    friend bool operator==(const MerchantPlan&, const MerchantPlan&) = default;
};

} // namespace daifa
