#pragma once

#include <daifa/connector/capabilities.hpp>

#include <span>

namespace daifa::jackyun {

/// What the connector can do with these settings.
Capabilities build_capabilities(Milliseconds late_arrival, int calls_per_second,
                                std::span<const ErrorRow> failures);

} // namespace daifa::jackyun
