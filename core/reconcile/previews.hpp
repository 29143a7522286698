#pragma once

#include "reconcile/lane.hpp"

#include <daifa/connector/label_printer.hpp>

#include <optional>

namespace daifa::reconcile {

/// Has the print component show the labels of the order. Nothing is printed, and nothing is
/// written down. Nothing when the order has no label.
awaitable<std::optional<Result<LabelPreview>>> preview_labels(Lane& lane, OrderId order);

} // namespace daifa::reconcile
