#pragma once

#include "reconcile/shop_lane.hpp"
#include "store/ledger.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string_view>
#include <vector>

/// Records of the ledger as JSON. No personal data: neither notes nor addresses below the district.
namespace daifa::admin {

/// "none", "open" or "refunded".
std::string_view after_sale_text(AfterSale after_sale);
/// A moment; null when it never was.
boost::json::value time_json(TimePoint at);
boost::json::value time_json(const std::optional<TimePoint>& at);

/// Name, meaning, next step and who can do it; null for the empty name.
boost::json::value difference_json(std::string_view name);
boost::json::object rule_json(std::string_view name);

/// State, rule, difference, detail and when it is looked at again.
boost::json::object to_json(const store::Verdict& verdict);
/// One row of a list.
boost::json::object to_row(const store::OrderRecord& order);
/// Everything of one order.
boost::json::object to_json(const store::OrderRecord& order);
boost::json::object to_json(const store::WriteRecord& write);
/// The numbers that were taken for the order, and what became of them.
boost::json::array labels_json(const store::OrderRecord& order,
                               const std::vector<store::KeptLabel>& kept);
boost::json::object to_json(const store::Event& event);
boost::json::object to_json(const store::WindowRecord& window);
boost::json::object to_json(const store::ShopSummary& summary, TimePoint now);
boost::json::object to_json(const reconcile::Decision& decision);

} // namespace daifa::admin
