#include "jackyun/practice/incoming.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/support/http.hpp>

namespace daifa::practice::jackyun {
namespace {

void read_form(std::string_view text, Parameters& parameters)
{
    for (auto& [name, value] : decode_form(text))
        parameters.insert_or_assign(std::move(name), std::move(value));
}

void read_json(std::string_view text, Parameters& parameters)
{
    const auto value = parse_json(text);
    if (!value || !value->is_object())
        return;
    // Business content may come as a text or as an object; scalar_text writes an object as JSON.
    for (const auto& entry : value->get_object())
        parameters.insert_or_assign(std::string(entry.key()), scalar_text(entry.value()));
}

/// What stands between `name="` and the closing quote.
std::string_view quoted(std::string_view headers, std::string_view name)
{
    const std::string start = std::string(name) + "=\"";
    const auto at = headers.find(start);
    if (at == std::string_view::npos)
        return {};
    const auto rest = headers.substr(at + start.size());
    return rest.substr(0, rest.find('"'));
}

void read_part(std::string_view part, Parameters& parameters)
{
    const auto blank = part.find("\r\n\r\n");
    if (blank == std::string_view::npos)
        return;
    const auto name = quoted(part.substr(0, blank), " name");
    std::string_view value = part.substr(blank + 4);
    if (value.ends_with("\r\n"))
        value.remove_suffix(2);
    if (!name.empty())
        parameters.insert_or_assign(std::string(name), std::string(value));
}

void read_multipart(std::string_view body, std::string_view content_type, Parameters& parameters)
{
    constexpr std::string_view mark = "boundary=";
    const auto at = content_type.find(mark);
    if (at == std::string_view::npos)
        return;
    auto boundary = content_type.substr(at + mark.size());
    boundary = boundary.substr(0, boundary.find(';'));
    if (boundary.starts_with('"'))
        boundary = boundary.substr(1, boundary.find('"', 1) - 1);
    const std::string fence = "--" + std::string(boundary);
    for (auto start = body.find(fence); start != std::string_view::npos;) {
        const auto from = start + fence.size();
        const auto next = body.find(fence, from);
        read_part(body.substr(from, next == std::string_view::npos ? next : next - from),
                  parameters);
        start = next;
    }
}

} // namespace

std::string_view value_of(const Parameters& parameters, std::string_view name)
{
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string_view{} : std::string_view(found->second);
}

Parameters read_parameters(const sandbox::Request& request)
{
    Parameters parameters;
    read_form(request.query, parameters);
    const auto type = find_header(request.headers, "Content-Type");
    if (type.starts_with("multipart/form-data"))
        read_multipart(request.body, type, parameters);
    else if (type.starts_with("application/json"))
        read_json(request.body, parameters);
    else
        read_form(request.body, parameters);
    return parameters;
}

} // namespace daifa::practice::jackyun
