#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::test {

inline bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Where `word` stands in `text` as a whole word, from `from` on; npos when nowhere. Only an end of
/// `word` that is a letter, digit or underscore asks for a boundary.
inline std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0)
{
    for (auto at = text.find(word, from); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool is_begun = at == 0 || !is_word(word.front()) || !is_word(text[at - 1]);
        const bool is_ended = end == text.size() || !is_word(word.back()) || !is_word(text[end]);
        if (is_begun && is_ended)
            return at;
    }
    return std::string_view::npos;
}

inline bool has_word(std::string_view text, std::string_view word)
{
    return find_word(text, word) != std::string_view::npos;
}

inline std::string_view trim(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

/// The parts of `text` between `mark`s, trimmed; empty ones are left out.
inline std::vector<std::string> split(std::string_view text, char mark)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(mark), text.size());
        if (const auto part = trim(text.substr(0, end)); !part.empty())
            parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

} // namespace daifa::test
