#pragma once

#include "sandbox/faults.hpp"
#include "sandbox/front.hpp"
#include "sandbox/print_component.hpp"
#include "sandbox/world.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// What becomes of an answer on its way back.
enum class Ending {
    answered,
    closed_without_answer,
    cut_in_body, ///< The first half of the body, then the connection ends.
};

/// What a client gets for one request, faults included.
struct Played {
    Reply reply = {};
    Milliseconds delay = {}; ///< Before the answer.
    Ending ending = Ending::answered;
};

/// The practice world behind all its doors: no sockets and no clock, so a shell can serve it and a
/// simulation can drive it.
class Sandbox {
public:
    explicit Sandbox(std::uint64_t seed = 1);
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    void add_front(std::unique_ptr<Front> front);
    Front* find_front(std::string_view name);
    /// "platform", "erp", "messages" or "printer"; null for anything else.
    WorldPart* find_part(std::string_view name);

    /// A request to a front's own port. `now` is the machine's time; the world's is shifted. Its pages
    /// reach the control port's functions below "/practice".
    Played play(Front& front, const Request& request, TimePoint now);
    /// A request to the control port (README.md lists them).
    Reply control(const Request& request, TimePoint now);
    void tick(TimePoint now);

    TimePoint world_time(TimePoint now) const { return now + shift_; }
    void shift_time(Milliseconds by) { shift_ += by; }

    World world;
    PrintComponent printer; ///< Prints what `world` gave numbers to.
    FaultPlan faults;
    std::vector<std::unique_ptr<Front>> fronts;

private:
    Reply practise(const Request& request, TimePoint now);

    Milliseconds shift_ = Milliseconds(0);
};

} // namespace daifa::sandbox
