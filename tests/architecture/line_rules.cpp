#include "architecture/tidy_rules.hpp"
#include "architecture/words.hpp"

#include <array>

namespace daifa::test {
namespace {

constexpr std::size_t columns_max = 120;

/// Columns on a terminal: signs outside Latin and its neighbours take two.
std::size_t columns(std::string_view line)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto byte = static_cast<unsigned char>(line[i]);
        const bool continues = (byte & 0xC0U) == 0x80U;
        // Three bytes from U+2E80 on, or four bytes: wide.
        const bool is_wide = byte >= 0xE3U || (byte == 0xE2U && i + 1 < line.size() &&
                                               static_cast<unsigned char>(line[i + 1]) >= 0xBAU);
        count += continues ? 0 : is_wide ? 2 : 1;
    }
    return count;
}

/// Raw literals hold bodies as they travel; a line break would be part of them.
bool is_breakable(std::string_view line)
{
    return line.find("R\"(") == std::string_view::npos;
}

bool is_code(const SourceFile& file)
{
    return file.is_cpp() || file.name() == "CMakeLists.txt" || file.path.ends_with(".cmake") ||
           (file.is_under("scripts") && file.name().find('.') == std::string_view::npos);
}

/// Five or more of one sign that is neither letter nor digit nor a space.
bool has_banner(std::string_view comment)
{
    std::size_t run = 0;
    char last = ' ';
    for (const char c : comment) {
        const bool is_sign = c > ' ' && c < 127 && !is_word(c) && c != '.';
        run = is_sign && c == last ? run + 1 : 1;
        last = c;
        if (is_sign && run >= 5)
            return true;
    }
    return false;
}

bool is_dead_code(std::string_view comment)
{
    const auto text = trim(comment);
    if (!text.starts_with("//") || text.starts_with("///"))
        return false;
    return text.ends_with(';') || text.ends_with("{") || text.ends_with("});");
}

/// An inner part of a longer path is nobody's machine.
bool begins_path(std::string_view line, std::size_t at)
{
    return at == 0 || (!is_word(line[at - 1]) &&
                       std::string_view(".}*)-").find(line[at - 1]) == std::string_view::npos);
}

} // namespace

void check_white_space(const SourceFile& file, Findings& findings)
{
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        if (line.find('\t') != std::string::npos)
            findings.push_back({file.path, i + 1, "a tab: indent with spaces"});
        if (line.ends_with(' ') || line.ends_with('\r'))
            findings.push_back({file.path, i + 1, "white space at the end: take it away"});
        if (is_code(file) && is_breakable(line) && columns(line) > columns_max)
            findings.push_back({file.path, i + 1,
                                std::to_string(columns(line)) + " columns: break the line before " +
                                    std::to_string(columns_max + 1)});
    }
}

void check_comments(const SourceFile& file, Findings& findings)
{
    for (std::size_t i = 0; i < file.comments.size(); ++i) {
        const std::string& comment = file.comments[i];
        const auto report = [&](std::string text) {
            findings.push_back({file.path, i + 1, std::move(text)});
        };
        for (const std::string_view mark :
             {"@brief", "@param", "@return", "\\brief", "\\param", "\\return"})
            if (comment.find(mark) != std::string::npos)
                report(std::string(mark) + ": say it in a sentence");
        for (const std::string_view word : {"TODO", "FIXME", "XXX", "HACK"})
            if (const auto at = find_word(comment, word); at != std::string::npos)
                if (word != "TODO" || !std::string_view(comment).substr(at).starts_with("TODO(#"))
                    report(std::string(word) + ": write TODO(#number), or do it now");
        if (has_banner(comment))
            report("a banner: a heading needs no decoration, a file with chapters is two files");
        if (is_dead_code(comment))
            report("code in a comment: delete it, history keeps it");
    }
}

void check_machine_words(const SourceFile& file, Findings& findings)
{
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string_view line = file.lines[i];
        for (const std::string_view name : {"home", "root", "Users", "work", "mnt"}) {
            const std::string folder = "/" + std::string(name) + "/";
            const auto at = line.find(folder);
            if (at != std::string_view::npos && begins_path(line, at))
                findings.push_back(
                    {file.path, i + 1,
                     folder +
                         " is a place on one machine: take a setting or a temporary directory"});
        }
        if (const auto at = find_word(line, "issue"); at != std::string_view::npos)
            if (const auto rest = line.substr(at + 5);
                rest.size() > 1 && rest.find_first_of("#0123456789") == 1)
                findings.push_back({file.path, i + 1,
                                    "speaks of how it came about: say what is true of the code"});
    }
}

} // namespace daifa::test
