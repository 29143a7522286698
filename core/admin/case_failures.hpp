#pragma once

#include "admin/failure.hpp"

#include <string>
#include <string_view>

/// Why a case can not be decided as somebody asked.
namespace daifa::admin {

/// `present` is the order's case as it would be listed now; empty when it has none.
Failure no_such_case(const std::string& present, const std::string& wanted);
/// Nobody chooses anything about that difference.
Failure not_decidable(std::string_view difference);
/// `possible` are the choices that there are, separated by commas.
Failure not_possible(std::string_view difference, const std::string& wanted,
                     const std::string& possible);
/// What the person saw is no more what is known.
Failure other_facts(const std::string& present);
/// There is no decision to take back.
Failure nothing_decided();

} // namespace daifa::admin
