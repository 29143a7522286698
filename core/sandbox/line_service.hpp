#pragma once

#include <daifa/domain/time.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

struct World;

/// A message on its way to one connection.
struct LineMessage {
    std::uint64_t line = 0;
    std::string text = {};
};

/// What a service has to say since it was asked last.
struct LineOutput {
    bool cuts_lines = false; ///< All connections break, before the messages are sent.
    std::vector<LineMessage> messages = {};
};

/// What a front does behind a WebSocket of its own, without sockets and without a clock.
class LineService {
public:
    virtual ~LineService() = default;

    /// While it isn't, nobody can connect.
    virtual bool is_running(const World& world) const = 0;
    /// Whether a client may open "/path?query".
    virtual bool admits(std::string_view target, World& world, TimePoint now) const = 0;
    virtual void open_line(std::uint64_t line, std::string_view target, World& world,
                           TimePoint now) = 0;
    virtual void close_line(std::uint64_t line) = 0;
    virtual void hear(std::uint64_t line, std::string_view text, World& world, TimePoint now) = 0;
    /// To be sent in this order; asked again, there is nothing.
    virtual LineOutput take_output(World& world, TimePoint now) = 0;
};

} // namespace daifa::sandbox
