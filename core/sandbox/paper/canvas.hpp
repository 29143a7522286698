#pragma once

#include "sandbox/paper/barcode.hpp"

#include <cairo/cairo.h>
#include <pango/pango.h>

#include <memory>
#include <string>

namespace daifa::sandbox {

/// A place on the paper, in millimetres from its upper left corner.
struct Box {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
};

enum class Align { left, centre, right };

struct TextStyle {
    double size =
        3; ///< Of the letters, in millimetres; smaller where the text does not fit its box.
    bool is_bold = false;
    Align align = Align::left;
    bool is_white = false;
    bool is_high = false;  ///< At the box's upper edge, also a single line.
    double size_min = 1.9; ///< What does not fit even so is cut with an ellipsis.
};

/// Draws in millimetres on any surface of cairo.
class Canvas {
public:
    /// `scale` is the surface's units per millimetre. Both must outlive it.
    Canvas(cairo_surface_t* surface, PangoFontMap* fonts, double scale);

    void fill_white(const Box& box);
    void frame(const Box& box);
    void fill_black(const Box& box);
    void line(double left, double top, double right, double bottom, bool is_dashed = false);
    /// Wrapped into the box; a single line stands in its middle.
    void text(const Box& box, const std::string& text, const TextStyle& style);
    /// In the middle of the box, each module a whole number of dots where the surface has dots.
    void barcode(const Box& box, const Barcode& barcode);

private:
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo_;
    std::unique_ptr<PangoContext, decltype(&g_object_unref)> context_;
    double scale_;
};

} // namespace daifa::sandbox
