#pragma once

#include "sandbox/print_model.hpp"

#include <memory>
#include <string>

namespace daifa::sandbox {

/// Draws labels into files, with 8 dots per millimetre as the usual thermal printer has.
class PaperWriter {
public:
    PaperWriter();
    ~PaperWriter();

    /// Writes NAME.pdf with a page per paper, and NAME.png, or NAME-1.png … where there are
    /// several. Returns what went wrong, or nothing.
    std::string write(const std::string& directory, const PaperJob& job);

private:
    struct Fonts;
    std::unique_ptr<Fonts> fonts_; ///< Loaded once: that takes longer than drawing.
};

} // namespace daifa::sandbox
