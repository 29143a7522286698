#pragma once

#include "sandbox/paper/canvas.hpp"
#include "sandbox/print_model.hpp"

namespace daifa::sandbox {

/// Millimetres.
constexpr double label_width = 76;
constexpr double label_height = 130;

/// The whole label: the carrier's part above, the factory's custom area below.
void draw_label(Canvas& canvas, const Paper& paper);

} // namespace daifa::sandbox
