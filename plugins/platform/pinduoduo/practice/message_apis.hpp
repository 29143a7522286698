#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

// The subscription APIs of the message service.
Outcome permit_messages(const Call& call);
Outcome get_message_user(const Call& call);
Outcome cancel_messages(const Call& call);
Outcome query_backlog(const Call& call);

} // namespace daifa::practice::pinduoduo
