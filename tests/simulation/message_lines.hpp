#pragma once

#include "simulation/printer_lines.hpp"

#include <string_view>

namespace daifa::simulation {

/// Where daemons look for the platform's message service.
inline constexpr std::string_view message_service = "wss://messages.example";

/// The WebSockets between daemons and the platform's message service. What is said on one arrives
/// in order, or the line breaks; what becomes of single messages is the sandbox's mischief.
class MessageLines : public LineCarrier {
public:
    MessageLines(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox)
        : time_(time), world_clock_(world_clock), sandbox_(sandbox)
    {
    }
    MessageLines(const MessageLines&) = delete;
    MessageLines& operator=(const MessageLines&) = delete;

    /// Null when nothing listens there, or the target is refused.
    std::shared_ptr<LineEnd> open(const std::string& target, std::uint64_t& line);
    void say(std::uint64_t line, std::string text) override;
    void close(std::uint64_t line) override;
    /// What the service has to say, or that it is gone, goes to the daemons' ends.
    void follow();

private:
    sandbox::LineService& service() { return *sandbox_.find_front("pinduoduo")->lines(); }
    TimePoint now() const { return sandbox_.world_time(world_clock_.now()); }
    void keep_following();
    void break_all();

    VirtualTime& time_;
    Clock& world_clock_;
    sandbox::Sandbox& sandbox_;
    std::map<std::uint64_t, std::weak_ptr<LineEnd>> lines_;
    std::uint64_t last_line_ = 0;
    bool is_following_ = false;
};

} // namespace daifa::simulation
