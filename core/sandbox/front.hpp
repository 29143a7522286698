#pragma once

#include "sandbox/message.hpp"

#include <daifa/domain/time.hpp>

#include <map>
#include <string>
#include <string_view>

namespace daifa::sandbox {

struct World;

/// Which reading of an open question a front plays, and its limits: "refresh" → "rotates".
using FrontOptions = std::map<std::string, std::string, std::less<>>;

/// One protocol of the practice world: a function from a request, the world and the time to a reply.
/// It shares no signing, envelope or field code with the connector beside it.
class Front {
public:
    virtual ~Front() = default;

    /// "pinduoduo": the name of the plugin it is the other side of.
    virtual std::string_view name() const = 0;
    virtual Reply answer(const Request& request, World& world, TimePoint now) = 0;
};

} // namespace daifa::sandbox
