#pragma once

#include <daifa/domain/time.hpp>

#include <cstddef>

/// How much is taken on at once, so that one shop lets others have their turn.
namespace daifa::reconcile {

constexpr int batch_max = 256;       ///< Works that are loaded together.
constexpr int batches_max = 50;      ///< Of one run of a driver.
constexpr std::size_t calls_max = 8; ///< Of one shop's goods or sales, beside each other.
constexpr int pages_max = 20'000;    ///< Of a list; more is a remote that never ends.
constexpr Milliseconds after_failed_look = std::chrono::seconds(5);

} // namespace daifa::reconcile
