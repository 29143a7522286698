#include "http/wire.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/beast/http/status.hpp>

namespace daifa::http {
namespace {

bool is_token(std::string_view text)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    const auto is_token_char = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_header_value(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 || c == '\t') && byte != 0x7F;
    });
}

bool is_ours(std::string_view name)
{
    // Only these lengths need a closer look.
    switch (name.size()) {
    case 4: return boost::algorithm::iequals(name, "host");
    case 10: return boost::algorithm::iequals(name, "connection");
    case 14: return boost::algorithm::iequals(name, "content-length");
    case 17: return boost::algorithm::iequals(name, "transfer-encoding");
    default: return false;
    }
}

void append_header(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

void append_headers(std::string& out, const std::vector<HttpHeader>& headers)
{
    for (const auto& header : headers)
        if (!is_ours(header.name))
            append_header(out, header.name, header.value);
}

bool announces_body(const HttpRequest& request)
{
    return !request.body.empty() || request.method == "POST" || request.method == "PUT" ||
           request.method == "PATCH";
}

} // namespace

std::optional<std::string> find_flaw(const HttpRequest& request)
{
    if (!is_token(request.method))
        return "bad method";
    for (const auto& header : request.headers) {
        if (!is_token(header.name))
            return "bad header name";
        if (!is_header_value(header.value))
            return "bad value of header " + header.name;
    }
    return std::nullopt;
}

void append_request_head(std::string& out, const HttpRequest& request, const Url& url,
                         const RequestForm& form)
{
    out.append(request.method).append(" ");
    if (form.is_for_proxy)
        out.append("http://").append(url.authority);
    out.append(url.target).append(" HTTP/1.1\r\n");
    append_header(out, "Host", url.authority);
    if (!form.user_agent.empty() && find_header(request.headers, "User-Agent").empty())
        append_header(out, "User-Agent", form.user_agent);
    append_headers(out, request.headers);
    if (announces_body(request))
        append_header(out, "Content-Length", std::to_string(request.body.size()));
    append_header(out, "Connection", form.is_last ? "close" : "keep-alive");
    out.append("\r\n");
}

void append_response_head(std::string& out, const Response& response, bool keeps_alive)
{
    const auto known = boost::beast::http::int_to_status(static_cast<unsigned>(response.status));
    const auto reason = boost::beast::http::obsolete_reason(known);
    out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    if (known != boost::beast::http::status::unknown)
        out.append(reason.data(), reason.size());
    out.append("\r\n");
    append_headers(out, response.headers);
    if (!is_bodiless(response.status))
        append_header(out, "Content-Length", std::to_string(response.body.size()));
    append_header(out, "Connection", keeps_alive ? "keep-alive" : "close");
    out.append("\r\n");
}

bool is_bodiless(int status)
{
    return status < 200 || status == 204 || status == 304;
}

} // namespace daifa::http
