#include "sandbox/paper/paper_writer.hpp"

#include "sandbox/paper/label_drawing.hpp"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>

#ifdef __SANITIZE_ADDRESS__
/// What these libraries make once and keep to the end hides in memory that the leak checker leaves
/// out.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libglib-2.0\nleak:libfontconfig\n";
}
#endif

namespace daifa::sandbox {
namespace {

constexpr double dots_per_millimetre = 8;
constexpr double points_per_millimetre = 72 / 25.4;

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

cairo_status_t write_png(const std::string& file, const Paper& paper, PangoFontMap* fonts)
{
    const int width = static_cast<int>(label_width * dots_per_millimetre);
    const int height = static_cast<int>(label_height * dots_per_millimetre);
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height),
                          cairo_surface_destroy);
    Canvas canvas(surface.get(), fonts, dots_per_millimetre);
    draw_label(canvas, paper);
    return cairo_surface_write_to_png(surface.get(), file.c_str());
}

cairo_status_t write_pdf(const std::string& file, const PaperJob& job, PangoFontMap* fonts)
{
    const double width = label_width * points_per_millimetre;
    const double height = label_height * points_per_millimetre;
    const Surface surface(cairo_pdf_surface_create(file.c_str(), width, height),
                          cairo_surface_destroy);
    for (const auto& paper : job.papers) {
        Canvas canvas(surface.get(), fonts, points_per_millimetre);
        draw_label(canvas, paper);
        cairo_surface_show_page(surface.get());
    }
    cairo_surface_finish(surface.get());
    return cairo_surface_status(surface.get());
}

} // namespace

struct PaperWriter::Fonts {
    std::unique_ptr<PangoFontMap, decltype(&g_object_unref)> map{pango_cairo_font_map_new(),
                                                                 g_object_unref};
};

PaperWriter::PaperWriter() : fonts_(std::make_unique<Fonts>()) {}

PaperWriter::~PaperWriter() = default;

std::string PaperWriter::write(const std::string& directory, const PaperJob& job)
{
    const std::string file = directory + "/" + job.name;
    cairo_status_t status = write_pdf(file + ".pdf", job, fonts_->map.get());
    for (std::size_t i = 0; i < job.papers.size() && status == CAIRO_STATUS_SUCCESS; ++i) {
        const std::string number = job.papers.size() > 1 ? "-" + std::to_string(i + 1) : "";
        status = write_png(file + number + ".png", job.papers[i], fonts_->map.get());
    }
    return status == CAIRO_STATUS_SUCCESS ? "" : cairo_status_to_string(status);
}

} // namespace daifa::sandbox
