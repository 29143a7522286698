#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

Outcome search_contracts(const Call& call);
Outcome list_templates(const Call& call);
Outcome list_custom_areas(const Call& call);

} // namespace daifa::practice::pinduoduo
