#pragma once

#include "admin/differences.hpp"

#include <span>
#include <string_view>

namespace daifa::admin {

/// What a person may choose about a difference.
struct ChoiceText {
    std::string_view difference;
    std::string_view name; ///< A choice of reconcile's, or a name for what the command does.
    Words meaning;         ///< What the person says by it, and what daifa does then.
    /// The command that carries it out, with ORDER and WRITE in the place of their names. Empty:
    /// daifa resolve, with the case and the choice.
    std::string_view command = {};
};

std::span<const ChoiceText> all_choices();
/// The same difference's choices stand together.
std::span<const ChoiceText> choices_of(std::string_view difference);
const ChoiceText* find_choice_text(std::string_view difference, std::string_view name);

/// Does it ask a person for something? What ends by itself or by the warehouse's usual work does
/// not.
bool is_case(const DifferenceText& difference);

} // namespace daifa::admin
