#pragma once

#include <string>
#include <string_view>

namespace daifa::reconcile {

/// The number an ERP order carries: the order's own, from generation 2 on with "-2", "-3" …
std::string source_number(const std::string& order_number, int generation);

struct SourceNumber {
    std::string order_number = {};
    int generation = 1;
};

/// The way back. A tail that is no generation belongs to the number.
SourceNumber parse_source_number(std::string_view text);

} // namespace daifa::reconcile
