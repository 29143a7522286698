#include "sandbox/page_guard.hpp"

#include "sandbox/json_reply.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

bool is_port(std::string_view text)
{
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_loopback(std::string_view host)
{
    for (const std::string_view name : {"127.0.0.1", "localhost", "[::1]"})
        if (host.starts_with(name)) {
            const std::string_view rest = host.substr(name.size());
            return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
        }
    return false;
}

bool is_json(std::string_view content_type)
{
    constexpr std::string_view json = "application/json";
    return content_type.starts_with(json) &&
           (content_type.size() == json.size() || content_type[json.size()] == ';');
}

} // namespace

std::optional<Reply> find_page_objection(const Request& request)
{
    const std::string_view host = find_header(request.headers, "Host");
    if (!is_loopback(host))
        return error_reply(421, "this page is served as 127.0.0.1 or localhost only");
    if (request.method == "GET")
        return std::nullopt;
    if (!is_json(find_header(request.headers, "Content-Type")))
        return error_reply(415, "send application/json");
    const std::string_view origin = find_header(request.headers, "Origin");
    if (!origin.empty() && origin != "http://" + std::string(host))
        return error_reply(403, "another site's page asks for this");
    return std::nullopt;
}

} // namespace daifa::sandbox
