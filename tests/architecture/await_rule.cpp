#include "architecture/tidy_rules.hpp"
#include "architecture/words.hpp"

#include <algorithm>

namespace daifa::test {
namespace {

bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

/// Reads the code of one file as this repository writes it: a block's brace stands behind a space,
/// one that builds a value behind a name, a bracket, a comma or an equals sign.
class AwaitChecker {
public:
    explicit AwaitChecker(const SourceFile& file) : file_(file)
    {
        for (const auto& line : file.code)
            code_ += line + "\n";
    }

    void run(Findings& findings)
    {
        std::size_t done = 0;
        for (auto at = find_word(code_, "co_await"); at != std::string::npos;
             at = find_word(code_, "co_await", at + 1)) {
            if (at < done)
                continue;
            const auto begin = begin_of_statement(at);
            const auto end = end_of_statement(at);
            done = end;
            if (const auto bad = find_temporary(begin, end); bad != std::string::npos)
                findings.push_back(
                    {file_.path, line_of(bad),
                     "a statement with co_await also builds a braced value or a lambda that "
                     "captures by "
                     "value, which g++ 12 miscompiles: name it in a statement above"});
        }
    }

private:
    std::size_t line_of(std::size_t at) const
    {
        return static_cast<std::size_t>(std::count(
                   code_.begin(), code_.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
               1;
    }

    bool ends_word(std::size_t at, std::string_view word) const
    {
        return at + 1 >= word.size() &&
               std::string_view(code_).substr(at + 1 - word.size(), word.size()) == word;
    }

    /// Whether the brace at `at` builds a value; else it opens a block.
    bool builds(std::size_t at) const
    {
        if (at == 0)
            return false;
        if (code_[at - 1] == '{')
            return builds(at - 1);
        if (!is_space(code_[at - 1]))
            return code_[at - 1] != ')' && code_[at - 1] != ']';
        std::size_t before = at;
        while (before > 0 && is_space(code_[before - 1]))
            --before;
        if (before == 0)
            return false;
        const char c = code_[before - 1];
        return c == ',' || c == '(' || c == '=' || ends_word(before - 1, "return");
    }

    /// The first sign of the statement: behind the last end of a statement or block around `at`.
    std::size_t begin_of_statement(std::size_t at) const
    {
        int depth = 0;
        for (std::size_t i = at; i > 0; --i) {
            const char c = code_[i - 1];
            if (c == ')' || c == ']')
                ++depth;
            else if (c == '(' || c == '[')
                --depth;
            else if (c == '}' && depth <= 0 && ends_block(i - 1))
                return i;
            else if (c == '}')
                ++depth;
            else if (c == '{' && depth > 0)
                --depth;
            else if (c == '{' && !builds(i - 1))
                return i;
            else if (c == ';' && depth <= 0)
                return i;
        }
        return 0;
    }

    /// Whether a closing brace ends a statement rather than a part of one.
    bool ends_block(std::size_t at) const
    {
        std::size_t next = at + 1;
        while (next < code_.size() && is_space(code_[next]))
            ++next;
        return next >= code_.size() ||
               std::string_view(",).;:?=<>+-*/&|]").find(code_[next]) == std::string_view::npos;
    }

    std::size_t end_of_statement(std::size_t at) const
    {
        int depth = 0;
        for (std::size_t i = at; i < code_.size(); ++i) {
            const char c = code_[i];
            if (c == '(' || c == '[')
                ++depth;
            else if (c == ')' || c == ']')
                --depth;
            else if (c == '{' && (depth > 0 || builds(i) || is_lambda_body(i)))
                i = closing(i);
            else if ((c == ';' && depth <= 0) || c == '{' || c == '}')
                return i;
        }
        return code_.size();
    }

    std::size_t closing(std::size_t open) const
    {
        int depth = 0;
        for (std::size_t i = open; i < code_.size(); ++i) {
            depth += code_[i] == '{' ? 1 : code_[i] == '}' ? -1 : 0;
            if (depth == 0)
                return i;
        }
        return code_.size() - 1;
    }

    /// `[…] {` or `[…](…) {` or with a return type in between.
    bool is_lambda_body(std::size_t brace) const
    {
        const auto begin = code_.find_last_of(";{}", brace - 1);
        const auto text = std::string_view(code_).substr(begin + 1, brace - begin - 1);
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] == '[' && (i == 0 || !is_word(text[i - 1])))
                return true;
        return false;
    }

    /// Where between two places a braced value or a capture by value begins; bodies of lambdas are
    /// statements of their own.
    std::size_t find_temporary(std::size_t begin, std::size_t end) const
    {
        for (std::size_t i = begin; i < end; ++i) {
            if (code_[i] == '{') {
                if (builds(i))
                    return i;
                i = closing(i);
            } else if (code_[i] == '[' && captures_value(i)) {
                return i;
            }
        }
        return std::string::npos;
    }

    bool captures_value(std::size_t open) const
    {
        // A subscript follows a name or a bracket, a structured binding follows auto.
        if (open > 0 &&
            (is_word(code_[open - 1]) || code_[open - 1] == ')' || code_[open - 1] == ']'))
            return false;
        const auto before = trim(std::string_view(code_).substr(open < 8 ? 0 : open - 8,
                                                                std::min<std::size_t>(open, 8)));
        if (before.ends_with("auto") || before.ends_with("auto&") || before.ends_with("auto&&"))
            return false;
        const auto close = code_.find(']', open);
        for (const auto& capture :
             split(std::string_view(code_).substr(open + 1, close - open - 1), ','))
            if (!capture.starts_with("&") && capture != "this")
                return true;
        return false;
    }

    const SourceFile& file_;
    std::string code_;
};

} // namespace

void check_co_await(const SourceFile& file, Findings& findings)
{
    if (file.is_cpp())
        AwaitChecker(file).run(findings);
}

} // namespace daifa::test
