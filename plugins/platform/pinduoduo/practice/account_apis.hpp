#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

Outcome get_time(const Call& call);
Outcome list_carriers(const Call& call);
Outcome get_shop(const Call& call);
Outcome create_token(const Call& call);
Outcome refresh_token(const Call& call);

} // namespace daifa::practice::pinduoduo
