#pragma once

#include "config/configuration.hpp"
#include "config/detail/option_reader.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::config::detail {

/// One configuration file, read by the options of its kind.
struct ReadFile {
    std::filesystem::path path = {};
    std::string text = {};
    Draft draft = {};
    Places places = {};
    bool is_parsed = false;
    bool has_errors = false;

    /// Where a key's value stands; the file's start when it is not given.
    Position place(std::string_view option) const;
    /// "file:line" of the key.
    std::string source(std::string_view option) const;
};

ReadFile read_configuration_file(FileKind kind, const std::filesystem::path& path,
                                 std::vector<Problem>& problems);

/// The files that a list of patterns names, relative to a directory, sorted and each once. A name
/// without a wildcard stays even when there is no such file.
std::vector<std::filesystem::path> expand_patterns(const std::vector<std::string>& patterns,
                                                   const std::filesystem::path& directory);

/// A name that a file mentions, from that file's directory.
std::filesystem::path join_beside(const std::filesystem::path& file, const std::string& name);

} // namespace daifa::config::detail
