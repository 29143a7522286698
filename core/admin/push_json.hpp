#pragma once

#include "admin/finding.hpp"
#include "reconcile/shop_push.hpp"

namespace daifa::admin {

/// How a shop's messages come in; null when its platform tells nothing by itself.
boost::json::value to_json(const std::optional<reconcile::PushStatus>& push,
                           std::span<const ErrorRow> table);
/// The same as the doctor says it. Orders go on without messages, so nothing here is a failure.
Finding judge_push(const reconcile::PushStatus& push, std::span<const ErrorRow> table);

} // namespace daifa::admin
