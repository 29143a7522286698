#include "config/detail/csv.hpp"

#include <cstdint>

namespace daifa::config::detail {
namespace {

class CsvParser {
public:
    CsvParser(std::string_view text, Report& report) : text_(text), report_(report) {}

    std::vector<CsvRow> parse()
    {
        std::vector<CsvRow> rows;
        while (at_ < text_.size()) {
            CsvRow row = parse_row();
            const bool is_blank = row.fields.size() == 1 && row.fields.front().text.empty();
            if (!is_blank)
                rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    CsvRow parse_row()
    {
        CsvRow row{.line = place_.line};
        for (;;) {
            skip_blanks();
            CsvField field{.at = place_};
            const bool is_quoted = peek() == '"';
            field.text = is_quoted ? quoted_text(field.at) : bare_text();
            row.fields.push_back(std::move(field));
            skip_blanks();
            if (peek() != ',')
                break;
            advance();
        }
        end_row();
        return row;
    }

    std::string bare_text()
    {
        const std::size_t begin = at_;
        while (at_ < text_.size() && peek() != ',' && peek() != '\n' && peek() != '\r')
            advance();
        std::string_view text = text_.substr(begin, at_ - begin);
        while (text.ends_with(' ') || text.ends_with('\t'))
            text.remove_suffix(1);
        return std::string(text);
    }

    std::string quoted_text(Position begin)
    {
        std::string text;
        advance();
        while (at_ < text_.size()) {
            const char c = peek();
            advance();
            if (c != '"') {
                text += c;
            } else if (peek() == '"') {
                text += c;
                advance();
            } else {
                return text;
            }
        }
        report_.error(begin, {"引号没有结束", "a quotation mark is not closed"});
        return text;
    }

    /// What stands between a closing quote and the end of its field is a mistake.
    void end_row()
    {
        if (at_ < text_.size() && peek() != '\n' && peek() != '\r') {
            report_.error(
                place_, {"引号之后应为逗号或换行", "a comma or line break must follow the quote"});
            bare_text();
            while (peek() == ',') {
                advance();
                bare_text();
            }
        }
        if (peek() == '\r')
            advance();
        if (peek() == '\n')
            advance();
    }

    void skip_blanks()
    {
        while (peek() == ' ' || peek() == '\t')
            advance();
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void advance()
    {
        const auto byte = static_cast<std::uint8_t>(text_[at_++]);
        if (byte == '\n')
            place_ = {place_.line + 1, 1};
        else if (at_ == text_.size() || (static_cast<std::uint8_t>(text_[at_]) & 0xc0u) != 0x80u)
            ++place_.column;
    }

    std::string_view text_;
    Report& report_;
    std::size_t at_ = 0;
    Position place_;
};

} // namespace

std::vector<CsvRow> parse_csv(std::string_view text, Report& report)
{
    return CsvParser(text, report).parse();
}

} // namespace daifa::config::detail
