#pragma once

#include "simulation/people.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace daifa::simulation {

/// What the shops sell and what the ERP has of it, and the people who sell, count and correct.
class StockRoom {
public:
    StockRoom(VirtualTime& time, sandbox::Sandbox& sandbox, People& people, const Plan& plan);

    /// Puts listings of that shop on the shelf, and goods of most of them into the warehouses.
    void open(const std::string& owner);
    /// "sell", "count", "correct", "promotion", "rename" or "remove".
    void act(const std::string& action);

    /// All that a warehouse ever had of one item, by warehouse.
    using Levels = std::map<std::string, std::set<std::int64_t>>;
    const Levels& levels_of(const std::string& barcode) const;
    /// The code that a listing ("product/variant") came with; people may write another one.
    const std::string& first_code(const std::string& listing) const { return codes_.at(listing); }

private:
    void sell(const sandbox::PracticeListing& listing);
    void count(const std::string& barcode);
    void act_on(const sandbox::PracticeListing& listing, const std::string& action,
                boost::json::object arguments);
    void remember_levels();

    VirtualTime& time_;
    sandbox::Sandbox& sandbox_;
    People& people_;
    const Plan& plan_;
    Dice dice_;
    std::map<std::string, Levels> levels_;     ///< By barcode.
    std::map<std::string, std::string> codes_; ///< By listing.
};

} // namespace daifa::simulation
