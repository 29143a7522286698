#include "simulation/message_lines.hpp"

#include <utility>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds message_way = 20ms;
constexpr Milliseconds step = 5s; ///< Between two looks for what is due.

} // namespace

std::shared_ptr<LineEnd> MessageLines::open(const std::string& target, std::uint64_t& line)
{
    sandbox::World& world = sandbox_.world;
    if (!service().is_running(world) || !service().admits(target, world, now()))
        return nullptr;
    line = ++last_line_;
    auto end = std::make_shared<LineEnd>();
    lines_[line] = end;
    service().open_line(line, target, world, now());
    if (!std::exchange(is_following_, true))
        keep_following();
    return end;
}

void MessageLines::say(std::uint64_t line, std::string text)
{
    time_.after(message_way, [this, line, text = std::move(text)] {
        if (!lines_.contains(line))
            return;
        service().hear(line, text, sandbox_.world, now());
        follow();
    });
}

void MessageLines::close(std::uint64_t line)
{
    time_.after(message_way, [this, line] {
        if (lines_.erase(line) > 0)
            service().close_line(line);
    });
}

void MessageLines::follow()
{
    const auto output = service().take_output(sandbox_.world, now());
    if (output.cuts_lines || !service().is_running(sandbox_.world))
        break_all();
    for (const auto& message : output.messages) {
        const auto line = lines_.find(message.line);
        if (line == lines_.end())
            continue;
        time_.after(message_way, [waiting = line->second, text = message.text] {
            if (const auto end = waiting.lock())
                end->hear(text);
        });
    }
}

void MessageLines::break_all()
{
    for (const auto& [line, waiting] : lines_) {
        service().close_line(line);
        if (const auto end = waiting.lock())
            end->hang_up();
    }
    lines_.clear();
}

/// While somebody listens, messages come when they are due.
void MessageLines::keep_following()
{
    if (lines_.empty()) {
        is_following_ = false;
        return;
    }
    follow();
    time_.after(step, [this] { keep_following(); });
}

} // namespace daifa::simulation
