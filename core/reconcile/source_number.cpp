#include "reconcile/source_number.hpp"

#include <charconv>

namespace daifa::reconcile {

std::string source_number(const std::string& order_number, int generation)
{
    return generation <= 1 ? order_number : order_number + "-" + std::to_string(generation);
}

SourceNumber parse_source_number(std::string_view text)
{
    const auto dash = text.rfind('-');
    if (dash != std::string_view::npos && dash > 0) {
        const auto tail = text.substr(dash + 1);
        int generation = 0;
        const auto parsed = std::from_chars(tail.data(), tail.data() + tail.size(), generation);
        // Two digits at most: order numbers of other platforms end in long runs behind a dash.
        const bool is_generation = parsed.ec == std::errc{} && tail.size() <= 2 && !tail.empty() &&
                                   parsed.ptr == tail.data() + tail.size() && generation >= 2 &&
                                   tail.front() != '0';
        if (is_generation)
            return {std::string(text.substr(0, dash)), generation};
    }
    return {std::string(text), 1};
}

} // namespace daifa::reconcile
