#pragma once

#include "sandbox/message.hpp"

#include <daifa/domain/time.hpp>

namespace daifa::sandbox {

class Sandbox;

/// The control port: acts on the world, injects faults, moves the clock and tells the truth. Answers
/// are JSON; a request that makes no sense gets 400 or 404 and {"error": why}.
Reply answer_control(Sandbox& sandbox, const Request& request, TimePoint now);

} // namespace daifa::sandbox
