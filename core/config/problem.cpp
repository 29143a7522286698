#include "config/problem.hpp"

#include "config/detail/utf8.hpp"

#include <algorithm>
#include <tuple>

namespace daifa::config {

std::string to_text(const Problem& problem, Language language)
{
    const bool is_zh = language == Language::zh;
    std::string text = problem.file;
    if (problem.line > 0)
        text += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
    if (problem.severity == Severity::error)
        text += is_zh ? ": 错误: " : ": error: ";
    else
        text += is_zh ? ": 警告: " : ": warning: ";
    text += is_zh ? problem.text_zh : problem.text_en;
    if (!problem.hint.empty()) {
        text += is_zh ? "，是否想写 \"" : ", did you mean \"";
        text += problem.hint;
        text += is_zh ? "\"？" : "\"?";
    }
    return text;
}

std::string to_excerpt_text(const Problem& problem)
{
    if (problem.excerpt.empty())
        return {};
    const std::string number = std::to_string(problem.line);
    const auto before = static_cast<std::size_t>(std::max(0, problem.column - 1));
    const std::size_t width =
        detail::display_width(detail::first_characters(problem.excerpt, before));
    return "  " + number + " | " + problem.excerpt + "\n  " + std::string(number.size(), ' ') +
           " | " + std::string(width, ' ') + "^";
}

bool has_errors(const std::vector<Problem>& problems)
{
    return std::ranges::any_of(
        problems, [](const Problem& problem) { return problem.severity == Severity::error; });
}

void sort_problems(std::vector<Problem>& problems)
{
    std::ranges::stable_sort(problems, {}, [](const Problem& problem) {
        return std::tuple(!problem.is_syntax, std::string_view(problem.file), problem.line,
                          problem.column);
    });
}

} // namespace daifa::config
