#include "jackyun/practice/options.hpp"

#include <charconv>

namespace daifa::practice::jackyun {
namespace {

using sandbox::ControlError;

constexpr std::string_view method_limit = "limit.";

std::uint64_t parse_number(std::string_view key, std::string_view text)
{
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc{} || parsed.ptr != end || number > 1'000'000'000)
        throw ControlError("\"" + std::string(key) + "\" must be a whole number, not \"" +
                           std::string(text) + "\"");
    return number;
}

/// "500ms", "90s", "10m".
Milliseconds parse_duration(std::string_view key, std::string_view text)
{
    const auto unit = text.find_first_not_of("0123456789");
    const auto name = unit == std::string_view::npos ? std::string_view{} : text.substr(unit);
    const auto number = static_cast<std::int64_t>(parse_number(key, text.substr(0, unit)));
    if (name == "ms")
        return Milliseconds(number);
    if (name == "s")
        return std::chrono::seconds(number);
    if (name == "m")
        return std::chrono::minutes(number);
    throw ControlError("\"" + std::string(key) + "\" must be a duration such as 500ms, 90s or 10m");
}

/// "5/1s", or "off".
sandbox::CallLimit parse_limit(std::string_view key, std::string_view text)
{
    if (text == "off")
        return {};
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        throw ControlError("\"" + std::string(key) + "\" must be CALLS/TIME such as 5/1s, or off");
    return {parse_number(key, text.substr(0, slash)), parse_duration(key, text.substr(slash + 1))};
}

ListForm parse_list_form(std::string_view value)
{
    return value == "array" ? ListForm::array : value == "text" ? ListForm::text : ListForm::both;
}

TimeForm parse_time_form(std::string_view value)
{
    return value == "milliseconds" ? TimeForm::milliseconds
           : value == "text"       ? TimeForm::text
                                   : TimeForm::both;
}

ScrollRule parse_scroll(std::string_view value)
{
    return value == "once"       ? ScrollRule::once
           : value == "advances" ? ScrollRule::advances
                                 : ScrollRule::repeatable;
}

StockNumbers parse_stock_numbers(std::string_view value)
{
    return value == "text"      ? StockNumbers::text
           : value == "decimal" ? StockNumbers::decimal
                                : StockNumbers::number;
}

struct Option {
    std::string_view key = {};
    /// Joined by "|", the default first; empty when any text of the described kind will do.
    std::string_view values = {};
    std::string_view meaning = {};
    void (*set)(Variants&, std::string_view key, std::string_view value) = nullptr;
};

using Key = std::string_view;
using Value = std::string_view;

constexpr Option options[] = {
    {"app_key", "", "The application's key; 10000001 unless told otherwise.",
     [](Variants& v, Key, Value value) { v.app_key = value; }},
    {"app_secret", "", "Its secret; DemoJkySecret0001 unless told otherwise.",
     [](Variants& v, Key, Value value) { v.app_secret = value; }},
    {"token", "", "The authorization token every call must carry; empty asks for none.",
     [](Variants& v, Key, Value value) { v.token = value; }},
    {"clock_tolerance", "", "How far a timestamp may be off; 10m unless told otherwise.",
     [](Variants& v, Key key, Value value) { v.clock_tolerance = parse_duration(key, value); }},
    {"clock_subcode", "", "Sub code of a wrong timestamp; 0858030804 unless told otherwise.",
     [](Variants& v, Key, Value value) { v.clock_subcode = value; }},
    {"refusal_subcode", "",
     "Sub code of an order that is refused; 0050030002 unless told otherwise.",
     [](Variants& v, Key, Value value) { v.refusal_subcode = value; }},
    {"code", "200|0", "The code of success.",
     [](Variants& v, Key, Value value) { v.success_code = value == "0" ? 0 : 200; }},
    {"failure_code", "", "The code of failure; 0 unless told otherwise.",
     [](Variants& v, Key key, Value value) {
         v.failure_code = static_cast<int>(parse_number(key, value));
     }},
    {"subcode", "namespace|empty|0|0000000000|200|0030000004",
     "The sub code of success; namespace: 0030000004 for erp.*, else 0000000000.",
     [](Variants& v, Key, Value value) { v.success_subcode = value; }},
    {"data", "object|text", "result.data as JSON or as a text that holds JSON.",
     [](Variants& v, Key, Value value) { v.is_data_text = value == "text"; }},
    {"numbers", "both|array|text", "How tradeNos and sourceTradeNos may be sent.",
     [](Variants& v, Key, Value value) { v.list_form = parse_list_form(value); }},
    {"times", "both|text|milliseconds", "How startModified and its kind may be sent.",
     [](Variants& v, Key, Value value) { v.time_form = parse_time_form(value); }},
    {"reply_times", "text|milliseconds", "How times are answered.",
     [](Variants& v, Key, Value value) { v.reply_time = parse_time_form(value); }},
    {"window_end", "inclusive|exclusive", "Whether the last second of a window belongs to it.",
     [](Variants& v, Key, Value value) { v.is_window_end_inclusive = value == "inclusive"; }},
    {"status", "number|text", "tradeStatus as a number or as a text.",
     [](Variants& v, Key, Value value) { v.is_status_text = value == "text"; }},
    {"scroll", "repeatable|once|advances",
     "A scrollId sent again gives the same page, is refused, or gives the next page.",
     [](Variants& v, Key, Value value) { v.scroll = parse_scroll(value); }},
    {"scroll_end", "early|late", "The last page has an empty scrollId, or one empty page follows.",
     [](Variants& v, Key, Value value) { v.scroll_ends_late = value == "late"; }},
    {"merged_by_source", "found|hidden",
     "Whether sourceTradeNos finds a merged order by one number.",
     [](Variants& v, Key, Value value) { v.merged_by_source = value == "found"; }},
    {"cancelled_by_source", "found|hidden", "Whether sourceTradeNos finds cancelled orders.",
     [](Variants& v, Key, Value value) { v.cancelled_by_source = value == "found"; }},
    {"success_key", "success|succees", "How a cancellation spells its list of successes.",
     [](Variants& v, Key, Value value) { v.success_key = value; }},
    {"success_value", "numbers|flag", "That key holds the order numbers, or true or false.",
     [](Variants& v, Key, Value value) { v.is_success_flag = value == "flag"; }},
    {"main_post_id", "present|missing", "Whether mainPostid is ever filled.",
     [](Variants& v, Key, Value value) { v.has_main_number = value == "present"; }},
    {"package_rows", "line|parcel", "packageDetail has a row per line of goods, or per parcel.",
     [](Variants& v, Key, Value value) { v.has_row_per_line = value == "line"; }},
    {"reserved_package", "absent|present", "Whether a reserved number shows up in packageDetail.",
     [](Variants& v, Key, Value value) { v.has_reserved_package = value == "present"; }},
    {"native_orders", "hidden|shown", "Orders of marketplace shops; when shown, without recipient.",
     [](Variants& v, Key, Value value) { v.shows_native_orders = value == "shown"; }},
    {"shop_filter", "id|code|ignored",
     "shopIds holds channelIds, or channelCodes and finds nothing by an id, or is ignored.",
     [](Variants& v, Key, Value value) {
         v.has_shop_filter = value != "ignored";
         v.takes_shop_codes = value == "code";
     }},
    {"stock_ids", "stable|rising",
     "quantityId belongs to the row for ever, or rises with each change.",
     [](Variants& v, Key, Value value) { v.has_rising_stock_ids = value == "rising"; }},
    {"stock_cursor", "exclusive|inclusive", "Whether the row of maxQuantityId comes once more.",
     [](Variants& v, Key, Value value) { v.is_stock_cursor_inclusive = value == "inclusive"; }},
    {"stock_times", "honoured|ignored", "Whether gmtModifiedStart narrows the list of stock.",
     [](Variants& v, Key, Value value) { v.has_stock_times = value == "honoured"; }},
    {"stock_numbers", "number|text|decimal", "Quantities as numbers, as texts, as 12.0000.",
     [](Variants& v, Key, Value value) { v.stock_numbers = parse_stock_numbers(value); }},
    {"limits", "on|off", "Whether calls are limited at all.",
     [](Variants& v, Key, Value value) { v.has_limits = value == "on"; }},
    {"limit", "",
     "Calls of one method per time before 0859999999, such as 5/1s; 10/1s unless told "
     "otherwise. limit.METHOD sets one method's.",
     [](Variants& v, Key key, Value value) { v.limit = parse_limit(key, value); }},
};

std::vector<std::string> split_values(std::string_view values)
{
    std::vector<std::string> parts;
    while (!values.empty()) {
        const auto end = values.find('|');
        parts.emplace_back(values.substr(0, end));
        values = end == std::string_view::npos ? std::string_view{} : values.substr(end + 1);
    }
    return parts;
}

} // namespace

void set_variant(Variants& variants, std::string_view key, std::string_view value)
{
    if (key.starts_with(method_limit)) {
        const std::string method(key.substr(method_limit.size()));
        variants.method_limits[method] = parse_limit(key, value);
        return;
    }
    for (const Option& option : options) {
        if (option.key != key)
            continue;
        bool is_known = option.values.empty();
        for (const std::string& known : split_values(option.values))
            is_known = is_known || known == value;
        if (!is_known)
            throw ControlError("\"" + std::string(key) + "\" is one of " +
                               std::string(option.values) + ", not \"" + std::string(value) + "\"");
        option.set(variants, key, value);
        return;
    }
    throw ControlError("the practice gateway of jackyun has no variant \"" + std::string(key) +
                       "\"");
}

std::vector<sandbox::VariantDescription> describe_variants()
{
    std::vector<sandbox::VariantDescription> described;
    for (const Option& option : options)
        described.push_back(
            {std::string(option.key), split_values(option.values), std::string(option.meaning)});
    return described;
}

} // namespace daifa::practice::jackyun
