#pragma once

#include "admin/find_merchant.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace daifa::admin {

/// Its case, what a person may choose about it, and what was decided: as of a factory's order.
void add_merchant_case(boost::json::object& made, const store::MerchantRecord& record);

/// Is the decision about the facts as they are?
bool stands(const store::MerchantRecord& record, const store::CaseDecision& decision);

/// Decides a case as the request says. Nothing when no merchant's order is meant.
awaitable<std::optional<http::Response>> decide_merchant_case(Backend& backend,
                                                              http::Request request);

} // namespace daifa::admin
