#pragma once

#include "http/message.hpp"

#include <filesystem>
#include <string>

namespace daifa::sandbox {

/// The daemon's strategy files, as they stand, for the page that shows what they mean. The sandbox
/// itself neither reads nor follows them.
class StrategyFolder {
public:
    /// Empty: there are none to show.
    explicit StrategyFolder(std::string directory) : directory_(std::move(directory)) {}

    static bool is_meant(const http::Request& request);
    /// `{"directory": "", "files": [{"name", "text"}]}`.
    http::Response answer() const;

private:
    std::filesystem::path directory_;
};

} // namespace daifa::sandbox
