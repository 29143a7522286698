#pragma once

#include "sandbox/erp_world.hpp"
#include "sandbox/message.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace daifa::practice::jackyun {

struct HouseCall {
    const boost::json::object& body;
    sandbox::ErpWorld& erp;
    TimePoint now;
};

/// "POST", "orders/audit": nothing when there is no such call. Refusals are 409 `{"refused": why}`,
/// wrong fields 422 `{"fields": {name: what}}`. Throws ControlError for what makes no sense.
std::optional<sandbox::Reply> run_house_call(std::string_view method, std::string_view name,
                                             const HouseCall& call);

} // namespace daifa::practice::jackyun
