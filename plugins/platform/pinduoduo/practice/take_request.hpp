#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

/// The parcels that a call of pdd.fds.waybill.get names, once all its members are what the page
/// demands.
std::variant<sandbox::TakeDraft, Failure> read_take_request(const Call& call);

} // namespace daifa::practice::pinduoduo
