#pragma once

#include "jackyun/practice/options.hpp"
#include "sandbox/world.hpp"

#include <daifa/domain/money.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::practice::jackyun {

namespace json = boost::json;

/// Ends a request with the platform's own words.
struct Refusal {
    std::string subcode = {};
    std::string text = {};
};

/// One admitted call: the method's business content and where it acts.
struct Call {
    const json::object& business;
    const Variants& variants;
    sandbox::ErpWorld& erp;
    TimePoint now = {};
};

/// Each answers the `data` of a success or throws a Refusal.
json::value list_channels(const Call& call);
json::value list_warehouses(const Call& call);
json::value list_carriers(const Call& call);
json::value query_orders(const Call& call);
json::value create_order(const Call& call);
json::value audit_orders(const Call& call);
json::value cancel_orders(const Call& call);
json::value list_stock(const Call& call);

/// 0050030002: a parameter is missing or out of range.
[[noreturn]] void refuse_parameter(const std::string& text);

/// A page asked for by `pageIndex` (from 0) and `pageSize` (1 to 200).
struct PageRequest {
    std::size_t index = 0;
    std::size_t size = 50;
};
PageRequest read_page(const json::object& business);

/// A list of numbers as JSON array or comma-separated text, as far as the variant allows; nothing
/// when the member is absent or empty.
std::optional<std::vector<std::string>> read_numbers(const json::object& business,
                                                     std::string_view key, ListForm form);
/// A list whose form is not in question: array, comma-separated text or a single value.
std::vector<std::string> read_list(const json::object& business, std::string_view key);

/// A time as the variant allows it; nothing when the member is absent or empty.
std::optional<TimePoint> read_time(const json::object& business, std::string_view key,
                                   TimeForm form);
/// Null for no time.
json::value time_value(std::optional<TimePoint> at, TimeForm form);

/// Decimal text or number with at most so many digits behind the point, scaled to a whole number.
std::int64_t read_decimal(const json::object& business, std::string_view key, int digits);

std::size_t count_characters(std::string_view utf8);

} // namespace daifa::practice::jackyun
