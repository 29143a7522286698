#pragma once

#include "sandbox/label_sealer.hpp"

#include <daifa/domain/time.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace daifa::sandbox {

/// A line of what the factory packs, for the custom area.
struct PickLine {
    std::string product = {};
    std::string spec = {};
    std::string quantity = {};
};

/// The custom area of a label: what its sender wants on it besides the carrier's part.
struct CustomArea {
    std::vector<PickLine> lines = {};
    std::string remark = {};
    std::string sequence = {}; ///< Empty: the document's place in its task.
    bool is_reprint = false;
    std::vector<std::pair<std::string, std::string>> others = {}; ///< Members of other names.
};

/// One document of a task: one label.
struct PrintDocument {
    std::string id = {};
    SealedLabel sealed = {};
    std::string template_url = {};
    LabelParty sender = {}; ///< Parts that are not empty replace the label's.
    CustomArea custom = {};
};

struct PrintTask {
    std::string id = {};
    std::string printer = {}; ///< Empty: the default one.
    bool is_preview = false;
    bool wants_images = false; ///< Of a preview, instead of a PDF.
    bool tells_rendered = false;
    bool tells_printed = false;
    std::int64_t first_number = 1;
    std::int64_t total = 0;
    std::vector<PrintDocument> documents = {};
};

/// A label as it comes out of the printer.
struct Paper {
    LabelContents label = {};
    CustomArea custom = {};
    std::string printer = {};
    TimePoint at = {};
};

/// Papers to draw, and what to call them.
struct PaperJob {
    std::string name = {}; ///< Fit for a file name.
    std::vector<Paper> papers = {};
};

} // namespace daifa::sandbox
