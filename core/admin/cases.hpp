#pragma once

#include "admin/action_target.hpp"
#include "admin/case_texts.hpp"

#include <string>
#include <string_view>

namespace daifa::admin {

/// "changed_after_import@1f2e3d4c": the difference, and which facts of the order it is about.
/// Without the latter where nobody decides about facts.
std::string case_name(const store::OrderRecord& order, std::string_view difference);

/// What a person may choose about the order's difference, each with its command.
boost::json::array choices_json(const store::OrderRecord& order);

/// A person decides one case of an order, or takes a decision back (`reopen`). The request's "case"
/// is the difference, or the name as it was listed: then the facts must still be the same.
awaitable<http::Response> decide_case(Backend& backend, Target target, std::string reason);

/// The choice that takes a decision back.
constexpr std::string_view reopen = "reopen";

boost::json::object decision_json(const store::CaseDecision& decision, bool stands);
/// Decisions of the order, and whether they still stand.
boost::json::array decisions_json(const store::OrderRecord& order);

} // namespace daifa::admin
