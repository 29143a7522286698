#pragma once

#include "config/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace daifa::config::detail {

/// A place in a file, from 1, the column in characters.
struct Position {
    int line = 1;
    int column = 1;
};

/// One sentence for people in both languages.
struct Phrase {
    std::string zh = {};
    std::string en = {};
};

/// `"text"`, clipped when it is long.
std::string in_quotes(std::string_view text);

/// Collects the problems of one file, the first 200 of them.
class Report {
public:
    /// `text` is the file's content, for excerpts; it outlives the report.
    Report(std::string file, std::string_view text, std::vector<Problem>& problems)
        : file_(std::move(file)), text_(text), problems_(problems)
    {
    }

    void error(Position at, Phrase phrase, std::string hint = {});
    void warning(Position at, Phrase phrase, std::string hint = {});
    /// The file can't be read as what it should be.
    void syntax_error(Position at, Phrase phrase);
    /// About the file as a whole.
    void file_error(Phrase phrase);

    const std::string& file() const { return file_; }
    bool has_errors() const { return has_errors_; }

private:
    void add(Problem problem, Phrase phrase);

    std::string file_;
    std::string_view text_;
    std::vector<Problem>& problems_;
    bool has_errors_ = false;
    int count_ = 0;
};

} // namespace daifa::config::detail
