#pragma once

#include "command/view.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::command {

/// Columns that a terminal needs for UTF-8 text: East-Asian wide characters take two, combining marks
/// none. A broken byte takes one.
std::size_t display_width(std::string_view text);

/// The text, or its beginning and "…" in at most `width` columns. Characters stay whole.
std::string shorten(std::string_view text, std::size_t width);

/// Breaks a text into lines that fit the terminal behind `indent` columns, the later ones indented.
/// On a terminal too narrow for that, and without one, the text stays as it is.
std::string wrap(const View& view, std::string_view text, std::size_t indent);

struct Cell {
    Cell(std::string the_text, Tone the_tone = Tone::plain);

    std::string text;
    Tone tone;
};

/// Rows under titles, each column as wide as its widest cell. Where that does not fit the terminal,
/// the last column is broken into lines; where even that is too narrow, each row becomes a block of
/// lines.
class Table {
public:
    explicit Table(std::vector<std::string> titles);

    void add(std::vector<Cell> row);
    bool empty() const { return rows_.empty(); }
    /// Every line ends with a line break; without rows there is nothing at all.
    std::string render(const View& view) const;

private:
    std::string render_blocks(const View& view) const;

    std::vector<std::string> titles_;
    std::vector<std::vector<Cell>> rows_;
};

/// "label   value" lines with the values below each other.
std::string render_pairs(const View& view, const std::vector<std::pair<std::string, Cell>>& pairs);

} // namespace daifa::command
