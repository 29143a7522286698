#include "pinduoduo/practice/parameters.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/support/http.hpp>

#include <boost/json/value.hpp>

namespace daifa::practice::pinduoduo {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::size_t skip_blanks(std::string_view text, std::size_t at)
{
    const auto found = text.find_first_not_of(blanks, at);
    return found == std::string_view::npos ? text.size() : found;
}

/// Behind the string that starts at `at`.
std::size_t skip_string(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\')
            ++at;
    return at + 1;
}

/// Behind the value that starts at `at`; the text is known to be JSON.
std::size_t skip_value(std::string_view text, std::size_t at)
{
    int depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = skip_string(text, at);
        } else if (c == '{' || c == '[') {
            ++depth;
            ++at;
        } else if (depth > 0 && (c == '}' || c == ']')) {
            --depth;
            ++at;
        } else if (depth == 0) {
            const auto end = text.find_first_of(",}] \t\r\n", at);
            return end == std::string_view::npos ? text.size() : end;
        } else {
            ++at;
        }
        if (depth == 0 && (c == '"' || c == '}' || c == ']'))
            return at;
    }
    return text.size();
}

/// The members of one flat JSON object. Texts are decoded; everything else keeps the very digits and
/// blanks it was sent with, because these are what was signed.
void read_json(std::string_view body, Parameters& out)
{
    const auto parsed = parse_json(body);
    if (!parsed || !parsed->is_object())
        return;
    const auto& members = parsed->get_object();
    std::size_t at = skip_blanks(body, 0) + 1;
    for (;;) {
        at = skip_blanks(body, at);
        if (at >= body.size() || body[at] != '"')
            return;
        const std::size_t key_end = skip_string(body, at);
        const auto key = parse_json(body.substr(at, key_end - at));
        at = skip_blanks(body, skip_blanks(body, key_end) + 1);
        const std::size_t end = skip_value(body, at);
        if (!key)
            return;
        const std::string name = scalar_text(*key);
        const auto* value = members.if_contains(name);
        if (value != nullptr && value->is_string())
            out[name] = scalar_text(*value);
        else if (value != nullptr && !value->is_null())
            out[name] = std::string(body.substr(at, end - at));
        at = skip_blanks(body, end) + 1;
    }
}

/// `name` of a header parameter like `form-data; name="type"`; empty when absent.
std::string header_parameter(std::string_view header, std::string_view name)
{
    const std::string key = std::string(name) + "=";
    std::size_t at = header.find(key);
    // "filename=" holds "name=", too.
    while (at != std::string_view::npos && at > 0 && header[at - 1] != ' ' && header[at - 1] != ';')
        at = header.find(key, at + 1);
    if (at == std::string_view::npos)
        return {};
    std::string_view value = header.substr(at + key.size());
    if (value.starts_with('"'))
        return std::string(value.substr(1, value.find('"', 1) - 1));
    return std::string(value.substr(0, value.find_first_of("; ")));
}

void read_part(std::string_view part, Parameters& out)
{
    const auto split = part.find("\r\n\r\n");
    if (split == std::string_view::npos)
        return;
    const std::string_view head = part.substr(0, split);
    std::string_view value = part.substr(split + 4);
    if (value.ends_with("\r\n"))
        value.remove_suffix(2);
    const std::string_view disposition = head.substr(0, head.find("\r\nContent-Type"));
    const std::string name = header_parameter(disposition, "name");
    if (!name.empty() && header_parameter(disposition, "filename").empty())
        out[name] = std::string(value);
}

void read_multipart(std::string_view body, std::string_view content_type, Parameters& out)
{
    const std::string boundary = header_parameter(content_type, "boundary");
    if (boundary.empty())
        return;
    const std::string mark = "--" + boundary;
    std::size_t at = body.find(mark);
    while (at != std::string_view::npos) {
        at += mark.size();
        const std::size_t next = body.find(mark, at);
        if (next == std::string_view::npos)
            return;
        read_part(body.substr(at, next - at), out);
        at = next;
    }
}

void read_form(std::string_view text, Parameters& out)
{
    for (auto& [name, value] : decode_form(text))
        out[name] = std::move(value);
}

} // namespace

Parameters read_parameters(const sandbox::Request& request)
{
    Parameters parameters;
    read_form(request.query, parameters);
    const std::string_view content_type = find_header(request.headers, "Content-Type");
    const std::size_t start = skip_blanks(request.body, 0);
    if (content_type.starts_with("multipart/form-data"))
        read_multipart(request.body, content_type, parameters);
    else if (start < request.body.size() && request.body[start] == '{')
        read_json(request.body, parameters);
    else
        read_form(request.body, parameters);
    return parameters;
}

std::string_view find_parameter(const Parameters& parameters, std::string_view name)
{
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string_view{} : std::string_view(found->second);
}

} // namespace daifa::practice::pinduoduo
