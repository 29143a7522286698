#include <daifa/codec/form.hpp>

#include <array>

namespace daifa {
namespace {

constexpr bool is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

constexpr std::array<bool, 256> unreserved = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c)
        table[c] = is_unreserved(static_cast<unsigned char>(c));
    return table;
}();

void append_encoded(std::string& out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    const std::size_t start = out.size();
    out.resize(start + text.size() * 3);
    char* end = out.data() + start;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (unreserved[byte]) {
            *end++ = c;
        } else {
            *end++ = '%';
            *end++ = digits[byte >> 4];
            *end++ = digits[byte & 15];
        }
    }
    out.resize(static_cast<std::size_t>(end - out.data()));
}

std::string decode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_escape = text[at] == '%' && at + 2 < text.size() &&
                               hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
        if (is_escape) {
            out += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
            at += 2;
        } else {
            out += text[at] == '+' ? ' ' : text[at];
        }
    }
    return out;
}

} // namespace

std::string percent_encode(std::string_view text)
{
    std::string out;
    append_encoded(out, text);
    return out;
}

std::string encode_form(const FormFields& fields)
{
    std::string out;
    std::size_t size = 0;
    for (const auto& [name, value] : fields)
        size += name.size() + value.size() * 3 + 2;
    out.reserve(size);
    for (const auto& [name, value] : fields) {
        if (!out.empty())
            out += '&';
        append_encoded(out, name);
        out += '=';
        append_encoded(out, value);
    }
    return out;
}

FormFields decode_form(std::string_view text)
{
    FormFields fields;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        if (!pair.empty()) {
            const auto equals = pair.find('=');
            const auto value =
                equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
            fields.emplace_back(decode(pair.substr(0, equals)), decode(value));
        }
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return fields;
}

std::string_view find_field(const FormFields& fields, std::string_view name)
{
    for (const auto& [key, value] : fields)
        if (key == name)
            return value;
    return {};
}

} // namespace daifa
