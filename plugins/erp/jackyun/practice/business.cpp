#include "jackyun/practice/business.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace daifa::practice::jackyun {
namespace {

constexpr std::int64_t page_size_max = 200;
constexpr std::int64_t page_index_max = 1'000'000;

std::vector<std::string> split_list(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(',');
        if (end != 0)
            parts.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return parts;
}

std::int64_t read_integer(const json::object& business, std::string_view key, std::int64_t fallback,
                          std::int64_t least, std::int64_t most)
{
    if (find_member(business, key) == nullptr)
        return fallback;
    const auto number = find_integer(business, key);
    if (!number || *number < least || *number > most)
        refuse_parameter(std::string(key) + "超出范围");
    return *number;
}

/// A JSON number with a point is written out by its value; six digits are more than money has.
std::string decimal_text(const json::object& business, std::string_view key)
{
    const json::value* value = find_member(business, key);
    if (value == nullptr)
        return "0";
    const auto* real = value->if_double();
    if (real == nullptr)
        return scalar_text(*value);
    std::array<char, 400> text{};
    const int size = std::snprintf(text.data(), text.size(), "%.6f", *real);
    return {text.data(), static_cast<std::size_t>(size)};
}

/// "9.90" with two digits is 990; nothing for more digits, a sign or anything else.
std::optional<std::int64_t> scaled(std::string_view text, std::size_t digits)
{
    const auto point = std::min(text.find('.'), text.size());
    std::string all(text.substr(0, point));
    std::string_view behind = text.substr(std::min(point + 1, text.size()));
    while (behind.size() > digits && behind.ends_with('0'))
        behind.remove_suffix(1);
    if (all.empty() || behind.size() > digits)
        return std::nullopt;
    all.append(behind).append(digits - behind.size(), '0');
    const bool is_number =
        all.size() <= 15 && all.find_first_not_of("0123456789") == std::string::npos;
    return is_number ? std::optional(std::stoll(all)) : std::nullopt;
}

} // namespace

void refuse_parameter(const std::string& text)
{
    throw Refusal{"0050030002", text};
}

PageRequest read_page(const json::object& business)
{
    PageRequest page;
    page.index =
        static_cast<std::size_t>(read_integer(business, "pageIndex", 0, 0, page_index_max));
    page.size = static_cast<std::size_t>(read_integer(business, "pageSize", 50, 1, page_size_max));
    return page;
}

std::vector<std::string> read_list(const json::object& business, std::string_view key)
{
    const json::value* value = find_member(business, key);
    if (value == nullptr)
        return {};
    const auto* array = value->if_array();
    if (array == nullptr)
        return split_list(scalar_text(*value));
    std::vector<std::string> list;
    for (const json::value& entry : *array)
        list.push_back(scalar_text(entry));
    return list;
}

std::optional<std::vector<std::string>> read_numbers(const json::object& business,
                                                     std::string_view key, ListForm form)
{
    const json::value* value = find_member(business, key);
    if (value == nullptr)
        return std::nullopt;
    if (form != ListForm::both && value->is_array() != (form == ListForm::array))
        refuse_parameter(std::string(key) + "格式错误");
    auto numbers = read_list(business, key);
    if (numbers.empty())
        return std::nullopt;
    return numbers;
}

std::optional<TimePoint> read_time(const json::object& business, std::string_view key,
                                   TimeForm form)
{
    const std::string text = text_or(business, key);
    if (text.empty())
        return std::nullopt;
    if (form != TimeForm::milliseconds && text.size() == 19)
        if (const auto at = parse_beijing_text(text))
            return at;
    constexpr std::int64_t year_2000 = 946'684'800'000;
    constexpr std::int64_t year_2100 = 4'102'444'800'000;
    const auto number = find_integer(business, key);
    if (form != TimeForm::text && number && *number > year_2000 && *number < year_2100)
        return TimePoint(Milliseconds(*number));
    refuse_parameter(std::string(key) + "时间格式错误");
}

json::value time_value(std::optional<TimePoint> at, TimeForm form)
{
    if (!at)
        return nullptr;
    if (form == TimeForm::milliseconds)
        return at->time_since_epoch().count();
    return json::string(to_beijing_text(*at));
}

std::int64_t read_decimal(const json::object& business, std::string_view key, int digits)
{
    const auto number = scaled(decimal_text(business, key), static_cast<std::size_t>(digits));
    if (!number)
        refuse_parameter(std::string(key) + "不是合法的数值");
    return *number;
}

std::size_t count_characters(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
}

} // namespace daifa::practice::jackyun
