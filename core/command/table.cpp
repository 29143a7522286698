#include "command/table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace daifa::command {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// The blocks of the Unicode property East_Asian_Width that are wide or full-width in practice.
constexpr std::array<Range, 16> wide = {{{0x1100, 0x115F},
                                         {0x231A, 0x231B},
                                         {0x2E80, 0x303E},
                                         {0x3041, 0x33FF},
                                         {0x3400, 0x4DBF},
                                         {0x4E00, 0xA4CF},
                                         {0xA960, 0xA97F},
                                         {0xAC00, 0xD7A3},
                                         {0xF900, 0xFAFF},
                                         {0xFE10, 0xFE19},
                                         {0xFE30, 0xFE6F},
                                         {0xFF00, 0xFF60},
                                         {0xFFE0, 0xFFE6},
                                         {0x1F300, 0x1F64F},
                                         {0x1F900, 0x1F9FF},
                                         {0x20000, 0x3FFFD}}};

constexpr std::array<Range, 5> without_width = {
    {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}}};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t code)
{
    return std::ranges::any_of(
        ranges, [&](const Range& range) { return code >= range.first && code <= range.last; });
}

/// The character at `at` and how many bytes it has; a broken byte stands for itself.
std::pair<char32_t, std::size_t> decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    std::size_t size = 1;
    if (lead >= 0xF0)
        size = 4;
    else if (lead >= 0xE0)
        size = 3;
    else if (lead >= 0xC0)
        size = 2;
    if (size == 1 || at + size > text.size())
        return {lead, 1};
    char32_t code = lead & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0u) != 0x80u)
            return {lead, 1};
        code = (code << 6) | (byte(at + i) & 0x3Fu);
    }
    return {code, size};
}

constexpr std::size_t wrapped_width_min = 24;

/// Where the first line of a text ends that is too wide: behind its last blank or wide character
/// that fits, else in the middle of a word.
std::size_t find_break(std::string_view text, std::size_t width)
{
    std::size_t used = 0;
    std::size_t best = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, size] = decode(text, at);
        used += display_width(text.substr(at, size));
        if (used > width && code == U' ')
            return at;
        if (used > width)
            return best > 0 ? best : std::max(at, size);
        at += size;
        if (code == U' ' || is_in(wide, code))
            best = at;
    }
    return text.size();
}

std::string padded(const View& view, const Cell& cell, std::size_t width)
{
    const std::size_t used = display_width(cell.text);
    return view.paint(cell.text, cell.tone) + std::string(width > used ? width - used : 0, ' ');
}

} // namespace

std::size_t display_width(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, size] = decode(text, at);
        at += size;
        if (is_in(without_width, code))
            continue;
        width += is_in(wide, code) ? 2 : 1;
    }
    return width;
}

std::string shorten(std::string_view text, std::size_t width)
{
    if (display_width(text) <= width)
        return std::string(text);
    std::size_t end = 0;
    for (std::size_t used = 1; end < text.size();) { // One column is for "…".
        const std::size_t size = decode(text, end).second;
        used += display_width(text.substr(end, size));
        if (used > width)
            break;
        end += size;
    }
    return std::string(text.substr(0, end)) + "…";
}

std::string wrap(const View& view, std::string_view text, std::size_t indent)
{
    if (view.width < indent + wrapped_width_min)
        return std::string(text);
    const std::size_t width = view.width - indent;
    std::string out;
    while (display_width(text) > width) {
        const std::size_t end = find_break(text, width);
        std::string_view line = text.substr(0, end);
        while (line.ends_with(' '))
            line.remove_suffix(1);
        out += std::string(line) + "\n" + std::string(indent, ' ');
        text.remove_prefix(end);
        while (text.starts_with(' '))
            text.remove_prefix(1);
    }
    return out + std::string(text);
}

Cell::Cell(std::string the_text, Tone the_tone) : text(printable(the_text)), tone(the_tone) {}

Table::Table(std::vector<std::string> titles) : titles_(std::move(titles)) {}

void Table::add(std::vector<Cell> row)
{
    row.resize(titles_.size(), Cell(""));
    rows_.push_back(std::move(row));
}

std::string Table::render(const View& view) const
{
    if (rows_.empty())
        return {};
    std::vector<std::vector<Cell>> lines;
    std::vector<Cell> head;
    for (const auto& title : titles_)
        head.emplace_back(title, Tone::dim);
    lines.push_back(std::move(head));
    lines.insert(lines.end(), rows_.begin(), rows_.end());

    std::vector<std::size_t> widths(titles_.size(), 0);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], display_width(line[i].text));

    std::size_t before_last = 0;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i)
        before_last += widths[i] + 2;
    const bool fits = view.width == 0 || before_last + widths.back() <= view.width;
    if (!fits && view.width < before_last + wrapped_width_min)
        return render_blocks(view);

    std::string out;
    for (const auto& line : lines) {
        std::size_t last = line.size();
        while (last > 0 && line[last - 1].text.empty())
            --last;
        for (std::size_t i = 0; i < last; ++i) {
            const bool is_last_column = i + 1 == titles_.size();
            if (is_last_column)
                out += view.paint(wrap(view, line[i].text, before_last), line[i].tone);
            else
                out += i + 1 == last ? view.paint(line[i].text, line[i].tone)
                                     : padded(view, line[i], widths[i]) + "  ";
        }
        out += '\n';
    }
    return out;
}

std::string Table::render_blocks(const View& view) const
{
    std::string out;
    for (const auto& row : rows_) {
        std::vector<std::pair<std::string, Cell>> pairs;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!row[i].text.empty())
                pairs.emplace_back(titles_[i], row[i]);
        out += (out.empty() ? "" : "\n") + render_pairs(view, pairs);
    }
    return out;
}

std::string render_pairs(const View& view, const std::vector<std::pair<std::string, Cell>>& pairs)
{
    std::size_t width = 0;
    for (const auto& [label, value] : pairs)
        width = std::max(width, display_width(label));
    std::string out;
    for (const auto& [label, value] : pairs)
        out += padded(view, Cell(label, Tone::dim), width) + "  " +
               view.paint(wrap(view, value.text, width + 2), value.tone) + "\n";
    return out;
}

} // namespace daifa::command
