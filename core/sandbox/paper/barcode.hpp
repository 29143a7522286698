#pragma once

#include <string>
#include <vector>

namespace daifa::sandbox {

/// The bars of a Code 128, in modules from the left.
struct Barcode {
    struct Bar {
        double left = 0;
        double width = 0;
    };
    std::vector<Bar> bars = {};
    double width = 0; ///< All of it, without quiet zones.
};

/// No bars for a text that has no Code 128.
Barcode make_code_128(const std::string& text);

} // namespace daifa::sandbox
