#pragma once

#include "sandbox/faults.hpp"
#include "sandbox/line_service.hpp"
#include "sandbox/message.hpp"
#include "sandbox/world_part.hpp"

#include <daifa/domain/time.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

struct World;

/// Which reading of an open question a front plays, and its limits: "refresh" → "rotates".
using FrontOptions = std::map<std::string, std::string, std::less<>>;

/// An open question of a protocol and the answers a front can play; the first value is the default.
/// No values: any text that the meaning describes.
struct VariantDescription {
    std::string key = {};
    std::vector<std::string> values = {};
    std::string meaning = {};
};

/// One protocol of the practice world: a function from a request, the world and the time to a reply.
/// It shares no signing, envelope or field code with the connector beside it.
class Front {
public:
    virtual ~Front() = default;

    /// "pinduoduo": the name of the plugin it is the other side of.
    virtual std::string_view name() const = 0;
    virtual Reply answer(const Request& request, World& world, TimePoint now) = 0;

    /// Before the first request: the choices of its options that are the world's to play.
    virtual void prepare(World&) const {}

    /// The protocol's name of the call, for faults and figures; empty for pages made for people.
    virtual std::string api_of(const Request& request) const { return request.path; }

    /// The protocol's own answer for a fault that it has words for (rate_limited, expired_token).
    virtual Reply fault_reply(FaultKind, const Request&, TimePoint)
    {
        Reply reply;
        reply.status = 429;
        return reply;
    }

    /// What it does on WebSockets; null when it has none.
    virtual LineService* lines() { return nullptr; }

    virtual std::vector<VariantDescription> variants() const { return {}; }

    /// Plays another reading from now on. Throws ControlError for an unknown key or value.
    virtual void set_option(std::string_view key, std::string_view, World&)
    {
        throw ControlError("\"" + std::string(key) + "\" can only be chosen at the start, with --variant");
    }
};

} // namespace daifa::sandbox
