#pragma once

#include "config/language.hpp"

#include <string>
#include <vector>

namespace daifa::config {

enum class Severity { error, warning };

/// One mistake in the configuration. Its texts never hold the value of a secret.
struct Problem {
    std::string file = {};
    int line = 0;   ///< From 1; 0 when it concerns the whole file.
    int column = 0; ///< From 1, in characters.
    Severity severity = Severity::error;
    std::string text_zh = {};
    std::string text_en = {};
    std::string hint = {};    ///< What was probably meant; empty when nothing is close.
    std::string excerpt = {}; ///< The line of the file; empty when it may hold a secret.
    bool is_syntax = false;   ///< The file could not be read at all; such problems come first.
};

/// `shops.d/a.yaml:3:5: error: unknown key "intervall", did you mean "interval"?`
std::string to_text(const Problem& problem, Language language);

/// The line of the file with a caret under the place; empty without an excerpt.
std::string to_excerpt_text(const Problem& problem);

bool has_errors(const std::vector<Problem>& problems);

/// What keeps a file from being read first, then by file, line and column.
void sort_problems(std::vector<Problem>& problems);

} // namespace daifa::config
