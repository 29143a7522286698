#pragma once

#include "sandbox/erp_gate.hpp"
#include "sandbox/front.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::practice::jackyun {

/// How a list of numbers or a time may be written by the client.
enum class ListForm { both, array, text };
enum class TimeForm { both, text, milliseconds };
/// What happens when a scroll id is sent a second time.
enum class ScrollRule {
    repeatable, ///< The same page again.
    once,       ///< Refused.
    advances,   ///< The id stays the same all along and gives the page after the last one given.
};

/// How quantities are answered.
enum class StockNumbers { number, text, decimal };

/// Which reading of what the open platform leaves open the gateway plays, and its keys and limits.
struct Variants {
    std::string app_key = "10000001";
    std::string app_secret = "DemoJkySecret0001";
    std::string token = {}; ///< Empty: none is asked for.
    Milliseconds clock_tolerance = std::chrono::minutes(10);
    std::string clock_subcode = "0858030804";
    std::string refusal_subcode = "0050030002";
    int success_code = 200;
    int failure_code = 0;
    std::string success_subcode = "namespace"; ///< Or "empty", or the sub code itself.
    bool is_data_text = false;
    ListForm list_form = ListForm::both;
    TimeForm time_form = TimeForm::both;
    TimeForm reply_time = TimeForm::text;
    bool is_status_text = false;
    ScrollRule scroll = ScrollRule::repeatable;
    bool scroll_ends_late =
        false; ///< An empty page ends the scroll, not an empty id on the last one.
    bool merged_by_source = true;
    bool cancelled_by_source = true;
    std::string success_key = "success";
    bool is_success_flag = false; ///< `success` is true or false, not the list of numbers.
    bool has_main_number = true;
    bool has_row_per_line = true; ///< A package shows one row for each of its goods.
    bool has_reserved_package = false;
    bool has_shop_filter = true;      ///< `shopIds` narrows a query; else it is ignored.
    bool takes_shop_codes = false;    ///< It names shops by code, and finds none by `channelId`.
    bool shows_native_orders = false; ///< Without recipient.
    bool is_window_end_inclusive = true;
    bool has_rising_stock_ids = false; ///< A row gets a new quantityId with each change.
    bool is_stock_cursor_inclusive = false;
    bool has_stock_times = true; ///< gmtModifiedStart narrows; else it is ignored.
    StockNumbers stock_numbers = StockNumbers::number;
    bool has_limits = true;
    sandbox::CallLimit limit = {.calls = 10}; ///< Of every method that has none of its own.
    std::map<std::string, sandbox::CallLimit, std::less<>> method_limits = {};
};

/// Throws ControlError for an unknown key or value.
void set_variant(Variants& variants, std::string_view key, std::string_view value);
std::vector<sandbox::VariantDescription> describe_variants();

} // namespace daifa::practice::jackyun
