#include "telemetry/log_line.hpp"

#include <daifa/codec/timestamp.hpp>

#include <array>

namespace daifa::telemetry {
namespace {

/// Journald splits lines beyond 48 KiB; a dozen fields of this size fit.
constexpr std::size_t value_size_max = 4096;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

/// One character of UTF-8 and the bytes it takes; no character when they are not valid.
struct Decoded {
    std::optional<char32_t> character = {};
    std::size_t size = 1;
};

Decoded decode(std::string_view text)
{
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {char32_t(lead), 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size)
        return {};
    char32_t character = lead & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0u) != 0x80u)
            return {};
        character = (character << 6) | (byte(i) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < smallest[size] || character > 0x10FFFF || is_surrogate)
        return {};
    return {character, size};
}

/// Characters that end a line or steer a terminal, in ASCII and beyond.
bool is_control(char32_t character)
{
    return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0x2028 ||
           character == 0x2029 || (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

void append_escaped_control(std::string& out, char32_t character)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (character) {
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(character >> shift) & 0xFu];
}

/// How much of the start means itself, in quotes and without.
std::size_t plain_size(std::string_view text)
{
    const auto end = std::ranges::find_if_not(
        text, [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; });
    return static_cast<std::size_t>(end - text.begin());
}

enum class Quotes { none, double_quotes };

void append_safe(std::string& out, std::string_view text, Quotes quotes)
{
    const bool is_clipped = text.size() > value_size_max;
    std::size_t at = 0;
    while (at < text.size() && at < value_size_max) {
        if (const auto size = plain_size(text.substr(at, value_size_max - at)); size > 0) {
            out.append(text.substr(at, size));
            at += size;
            continue;
        }
        const auto next = decode(text.substr(at));
        if (!next.character)
            out += replacement;
        else if (is_control(*next.character))
            append_escaped_control(out, *next.character);
        else if (quotes == Quotes::double_quotes && (text[at] == '"' || text[at] == '\\'))
            out.append("\\").append(text.substr(at, 1));
        else
            out.append(text.substr(at, next.size));
        at += next.size;
    }
    if (is_clipped)
        out += ellipsis;
}

void append_quoted(std::string& out, std::string_view text)
{
    out += '"';
    append_safe(out, text, Quotes::double_quotes);
    out += '"';
}

/// Whether a reader could not tell where the value ends.
bool needs_quotes(std::string_view value)
{
    return value.empty() || std::any_of(value.begin(), value.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte <= 0x20 || byte == 0x7F || c == '"' || c == '=' || c == '\\';
           });
}

void append_json_member(std::string& out, std::string_view key, std::string_view value)
{
    out += out.size() > 1 ? "," : "";
    append_quoted(out, key);
    out += ':';
    append_quoted(out, value);
}

} // namespace

std::string_view to_text(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return "debug";
    case LogLevel::info:
        return "info";
    case LogLevel::warning:
        return "warning";
    case LogLevel::error:
        return "error";
    }
    return "unknown";
}

std::optional<LogLevel> parse_log_level(std::string_view text)
{
    for (const auto level : {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error})
        if (to_text(level) == text)
            return level;
    return std::nullopt;
}

std::string format_text_line(LogLevel level, std::string_view event,
                             std::initializer_list<LogField> fields)
{
    std::string line(to_text(level));
    line += ' ';
    append_safe(line, event, Quotes::none);
    for (const auto& field : fields) {
        line += ' ';
        append_safe(line, field.key, Quotes::none);
        line += '=';
        if (needs_quotes(field.value))
            append_quoted(line, field.value);
        else
            append_safe(line, field.value, Quotes::none);
    }
    return line;
}

std::string format_json_line(TimePoint at, LogLevel level, std::string_view event,
                             std::initializer_list<LogField> fields)
{
    std::string line = "{";
    append_json_member(line, "time", to_utc_text(at));
    append_json_member(line, "level", to_text(level));
    append_json_member(line, "event", event);
    for (const auto& field : fields) {
        const bool is_taken = field.key == "time" || field.key == "level" || field.key == "event";
        append_json_member(line, is_taken ? "_" + std::string(field.key) : std::string(field.key),
                           field.value);
    }
    line += '}';
    return line;
}

} // namespace daifa::telemetry
