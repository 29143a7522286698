#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::test {

/// One text file of the repository, read once. Lines are counted from 1 in findings.
struct SourceFile {
    std::string path; ///< From the root, with slashes.
    std::vector<std::string> lines = {};
    /// The lines of a C++ file without comments and without the insides of literals, in their
    /// columns.
    std::vector<std::string> code = {};
    /// What is missing there: the comments.
    std::vector<std::string> comments = {};

    bool is_cpp() const;
    bool is_header() const;
    bool is_under(std::string_view folder) const;
    std::string_view name() const;
};

SourceFile make_source(std::string path, std::string_view text);

/// Every text file below `root` that belongs to the repository.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

/// The repository these tests were built from; read once per program.
const std::vector<SourceFile>& repository();

/// What is wrong somewhere, and what to do.
struct Finding {
    std::string file;
    std::size_t line = 0;
    std::string text = {};
};

using Findings = std::vector<Finding>;

std::ostream& operator<<(std::ostream& out, const Finding& finding);

/// Fails the running test once per finding.
void expect_none(const Findings& findings);

/// Whether some finding's `file:line: text` holds `part`; prints all of them when not.
bool found(const Findings& findings, std::string_view part);

} // namespace daifa::test
