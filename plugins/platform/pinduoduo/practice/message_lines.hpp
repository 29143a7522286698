#pragma once

#include "pinduoduo/practice/options.hpp"
#include "sandbox/line_service.hpp"
#include "sandbox/world.hpp"

#include <map>
#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// The digest that the address of a line must have: Base64 over the 32 small hexadecimal digits of
/// an MD5 over key, milliseconds and secret (message guide, connection).
std::string expected_digest(std::string_view app, std::string_view millis, std::string_view secret);

/// The message service's WebSocket: one line of an app gets the messages of all its shops.
class MessageLines : public sandbox::LineService {
public:
    explicit MessageLines(const Options& options) : options_(options) {}

    bool is_running(const sandbox::World& world) const override;
    bool admits(std::string_view target, sandbox::World& world, TimePoint now) const override;
    void open_line(std::uint64_t line, std::string_view target, sandbox::World& world,
                   TimePoint now) override;
    void close_line(std::uint64_t line) override { lines_.erase(line); }
    void hear(std::uint64_t line, std::string_view text, sandbox::World& world,
              TimePoint now) override;
    sandbox::LineOutput take_output(sandbox::World& world, TimePoint now) override;

private:
    void say(std::uint64_t line, std::string text);

    const Options& options_;
    std::map<std::uint64_t, std::string> lines_; ///< The app of each, oldest first.
    sandbox::LineOutput output_;
};

} // namespace daifa::practice::pinduoduo
