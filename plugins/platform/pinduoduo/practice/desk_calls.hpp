#pragma once

#include "sandbox/message.hpp"
#include "sandbox/platform_world.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// One call of the back office's page, for a shop that is logged in.
struct DeskCall {
    const boost::json::object& body;
    sandbox::PlatformWorld& world;
    TimePoint now;
    const sandbox::PracticeShop& shop;
};

/// "POST", "assign": nothing when there is no such call. Refusals are 409 `{"refused": why}`, wrong
/// fields 422 `{"fields": {name: what}}`. Throws ControlError for a body that no page sends.
std::optional<sandbox::Reply> run_desk_call(std::string_view method, std::string_view name,
                                            const DeskCall& call);

} // namespace daifa::practice::pinduoduo
