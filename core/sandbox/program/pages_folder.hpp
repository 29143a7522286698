#pragma once

#include "http/message.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace daifa::sandbox {

/// The built pages of the fronts: FRONT/index.html, and what all of them load in assets/.
class PagesFolder {
public:
    /// Empty: where the build and an installation put them, beside this program.
    explicit PagesFolder(const std::string& directory);

    /// GET of "/" or of a file in "/assets/".
    static bool is_meant(const http::Request& request);
    http::Response answer(std::string_view front, const http::Request& request) const;

private:
    std::filesystem::path directory_;
};

} // namespace daifa::sandbox
