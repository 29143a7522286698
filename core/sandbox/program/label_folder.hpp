#pragma once

#include "http/message.hpp"
#include "sandbox/paper/paper_writer.hpp"

#include <filesystem>
#include <string>

namespace daifa::sandbox {

/// The directory in which printed labels are drawn, and how the control port shows it.
class LabelFolder {
public:
    /// Makes the directory; an empty one means: draw nothing. Throws `std::runtime_error`.
    explicit LabelFolder(const std::string& directory);

    bool is_open() const { return !directory_.empty(); }
    /// What went wrong, or nothing.
    std::string draw(const PaperJob& job);

    /// GET /labels and GET /labels/FILE.
    bool is_meant(const http::Request& request) const;
    http::Response answer(const http::Request& request) const;

private:
    http::Response list() const;
    http::Response show(const std::string& name) const;

    std::filesystem::path directory_;
    PaperWriter writer_;
};

} // namespace daifa::sandbox
