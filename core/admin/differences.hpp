#pragma once

#include <span>
#include <string_view>

namespace daifa::admin {

/// Who can end a difference.
enum class Unblocker {
    nobody,        ///< It ends by itself; daifa looks again.
    administrator, ///< Who runs daifa: configuration, authorization, `daifa resolve`.
    warehouse,     ///< Who works in the ERP.
    merchant,
    platform,
    developer,
};

std::string_view to_text(Unblocker who); ///< A stable name for programs.

/// A text in both languages, as constant data.
struct Words {
    std::string_view en;
    std::string_view zh;
};

Words describe(Unblocker who);

/// A named difference: what it means and what to do.
struct DifferenceText {
    std::string_view name;
    Words meaning;
    Words next;
    Unblocker who = Unblocker::administrator;
};

std::span<const DifferenceText> all_differences();
/// Null when there is none of that name.
const DifferenceText* find_difference(std::string_view name);

/// What a rule of the decisions looks at; rules named like an option are about that option.
struct RuleText {
    std::string_view name;
    Words meaning;
};

std::span<const RuleText> all_rules();
const RuleText* find_rule(std::string_view name);

} // namespace daifa::admin
