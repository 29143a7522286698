#pragma once

#include "sandbox/message.hpp"

#include <optional>

namespace daifa::sandbox {

/// Whether a request comes from a page of this very port. It must name this machine's loopback, so
/// that no other name leads a browser here; one that isn't GET must carry JSON, which no foreign
/// form sends, and come from the same origin when it says from where. Nothing when it may pass,
/// else what to answer.
std::optional<Reply> find_page_objection(const Request& request);

} // namespace daifa::sandbox
