#include "config/detail/report.hpp"

#include "config/detail/utf8.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace daifa::config::detail {
namespace {

constexpr std::size_t quoted_characters_max = 60;
constexpr std::size_t excerpt_characters_max = 160;
constexpr int problems_max = 200;

/// A line that names something secret is never shown: its value may stand in clear text.
bool may_hold_secret(std::string_view line)
{
    std::string lower(line);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 6> words = {"sec", "token", "pass", "pw", "key", "://"};
    return std::ranges::any_of(
        words, [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::string find_line(std::string_view text, int number)
{
    std::size_t begin = 0;
    for (int line = 1; line < number; ++line) {
        begin = text.find('\n', begin);
        if (begin == std::string_view::npos)
            return {};
        ++begin;
    }
    std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return std::string(first_characters(line, excerpt_characters_max));
}

} // namespace

std::string in_quotes(std::string_view text)
{
    const std::string_view shown = first_characters(text, quoted_characters_max);
    return "\"" + std::string(shown) + (shown.size() < text.size() ? "…\"" : "\"");
}

void Report::error(Position at, Phrase phrase, std::string hint)
{
    add({.line = at.line, .column = at.column, .hint = std::move(hint)}, std::move(phrase));
}

void Report::warning(Position at, Phrase phrase, std::string hint)
{
    add({.line = at.line,
         .column = at.column,
         .severity = Severity::warning,
         .hint = std::move(hint)},
        std::move(phrase));
}

void Report::syntax_error(Position at, Phrase phrase)
{
    add({.line = at.line, .column = at.column, .is_syntax = true}, std::move(phrase));
}

void Report::file_error(Phrase phrase)
{
    add({.is_syntax = true}, std::move(phrase));
}

void Report::add(Problem problem, Phrase phrase)
{
    has_errors_ |= problem.severity == Severity::error;
    if (++count_ > problems_max)
        return;
    if (count_ == problems_max)
        phrase = {"问题太多，此后的不再列出", "too many problems: what follows is not listed"};
    problem.file = file_;
    problem.text_zh = std::move(phrase.zh);
    problem.text_en = std::move(phrase.en);
    if (problem.line > 0) {
        problem.excerpt = find_line(text_, problem.line);
        if (may_hold_secret(problem.excerpt))
            problem.excerpt.clear();
    }
    problems_.push_back(std::move(problem));
}

} // namespace daifa::config::detail
