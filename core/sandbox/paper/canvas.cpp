#include "sandbox/paper/canvas.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

namespace daifa::sandbox {
namespace {

constexpr double hair = 0.25;
constexpr const char* family = "WenQuanYi Micro Hei, sans-serif";
constexpr double shrink = 0.94;

using Context = std::unique_ptr<PangoContext, decltype(&g_object_unref)>;
using Layout = std::unique_ptr<PangoLayout, decltype(&g_object_unref)>;
using Font = std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)>;

/// Letters stand where they belong at any scale, not on the next whole unit of the surface.
Context make_context(cairo_t* cairo, PangoFontMap* fonts)
{
    Context context(pango_font_map_create_context(fonts), g_object_unref);
    pango_cairo_update_context(cairo, context.get());
    const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
        cairo_font_options_create(), cairo_font_options_destroy);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_context_set_round_glyph_positions(context.get(), false);
    return context;
}

Layout make_layout(PangoContext* context)
{
    Layout layout(pango_layout_new(context), g_object_unref);
    // Kerning lets the letters of a sorting code touch each other.
    const std::unique_ptr<PangoAttrList, decltype(&pango_attr_list_unref)> features(
        pango_attr_list_new(), pango_attr_list_unref);
    pango_attr_list_insert(features.get(), pango_attr_font_features_new("kern=0"));
    pango_layout_set_attributes(layout.get(), features.get());
    return layout;
}

/// So much fits no box, and measuring more takes long.
std::string clipped(const std::string& text)
{
    constexpr std::size_t size_max = 1200;
    std::size_t size = std::min(text.size(), size_max);
    const auto is_inside_letter = [&text](std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    while (size > 0 && is_inside_letter(size))
        --size;
    return size < text.size() ? text.substr(0, size) + "…" : text;
}

int to_pango(double millimetres)
{
    return static_cast<int>(std::lround(millimetres * PANGO_SCALE));
}

void set_font(PangoLayout* layout, double size, bool is_bold)
{
    const Font font(pango_font_description_from_string(family), pango_font_description_free);
    pango_font_description_set_absolute_size(font.get(), to_pango(size));
    pango_font_description_set_weight(font.get(),
                                      is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font.get());
}

double height_of(PangoLayout* layout)
{
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

PangoAlignment to_pango(Align align)
{
    switch (align) {
    case Align::left:
        return PANGO_ALIGN_LEFT;
    case Align::centre:
        return PANGO_ALIGN_CENTER;
    case Align::right:
        return PANGO_ALIGN_RIGHT;
    }
    return PANGO_ALIGN_LEFT;
}

} // namespace

Canvas::Canvas(cairo_surface_t* surface, PangoFontMap* fonts, double scale)
    : cairo_(cairo_create(surface), cairo_destroy), context_(nullptr, g_object_unref), scale_(scale)
{
    cairo_scale(cairo_.get(), scale, scale);
    context_ = make_context(cairo_.get(), fonts);
    cairo_set_line_width(cairo_.get(), hair);
}

void Canvas::fill_white(const Box& box)
{
    cairo_set_source_rgb(cairo_.get(), 1, 1, 1);
    cairo_rectangle(cairo_.get(), box.left, box.top, box.width, box.height);
    cairo_fill(cairo_.get());
    cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
}

void Canvas::frame(const Box& box)
{
    cairo_rectangle(cairo_.get(), box.left, box.top, box.width, box.height);
    cairo_stroke(cairo_.get());
}

void Canvas::fill_black(const Box& box)
{
    cairo_rectangle(cairo_.get(), box.left, box.top, box.width, box.height);
    cairo_fill(cairo_.get());
}

void Canvas::line(double left, double top, double right, double bottom, bool is_dashed)
{
    constexpr double dash = 1;
    cairo_set_dash(cairo_.get(), &dash, is_dashed ? 1 : 0, 0);
    cairo_move_to(cairo_.get(), left, top);
    cairo_line_to(cairo_.get(), right, bottom);
    cairo_stroke(cairo_.get());
    cairo_set_dash(cairo_.get(), nullptr, 0, 0);
}

void Canvas::text(const Box& box, const std::string& text, const TextStyle& style)
{
    const Layout layout = make_layout(context_.get());
    const std::string shown = clipped(text);
    pango_layout_set_text(layout.get(), shown.data(), static_cast<int>(shown.size()));
    pango_layout_set_width(layout.get(), to_pango(box.width));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), to_pango(style.align));
    double size = style.size;
    set_font(layout.get(), size, style.is_bold);
    while (height_of(layout.get()) > box.height && size > style.size_min) {
        size = std::max(size * shrink, style.size_min);
        set_font(layout.get(), size, style.is_bold);
    }
    pango_layout_set_height(layout.get(), to_pango(box.height));
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);

    const double height = height_of(layout.get());
    const bool is_centred = !style.is_high && pango_layout_get_line_count(layout.get()) == 1;
    const double top = is_centred ? box.top + (box.height - height) / 2 : box.top;
    const double shade = style.is_white ? 1 : 0;
    cairo_set_source_rgb(cairo_.get(), shade, shade, shade);
    cairo_move_to(cairo_.get(), box.left, top);
    pango_cairo_show_layout(cairo_.get(), layout.get());
    cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
}

void Canvas::barcode(const Box& box, const Barcode& barcode)
{
    if (barcode.bars.empty())
        return;
    const double dots = std::max(1.0, std::floor(box.width / barcode.width * scale_));
    const double module = dots / scale_;
    const double start = box.left + (box.width - module * barcode.width) / 2;
    // Bars begin on a whole dot, or a scanner would see grey edges.
    const double left = std::round(start * scale_) / scale_;
    for (const auto& bar : barcode.bars)
        cairo_rectangle(cairo_.get(), left + bar.left * module, box.top, bar.width * module,
                        box.height);
    cairo_fill(cairo_.get());
}

} // namespace daifa::sandbox
