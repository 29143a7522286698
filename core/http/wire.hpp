#pragma once

#include "http/message.hpp"
#include "http/url.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace daifa::http {

/// A body up to this size is copied behind its header, so that one buffer is sent.
constexpr std::size_t small_body_size_max = 16 * 1024;

/// What makes a request unfit for the wire, e.g. a line break inside a header; nothing when it is fit.
std::optional<std::string> find_flaw(const HttpRequest& request);

struct RequestForm {
    std::string_view user_agent = {};
    bool is_for_proxy = false; ///< The proxy needs the whole URL.
    bool is_last = false;      ///< Ask the other side to close afterwards.
};

/// Request line and headers with the empty line. Host, Content-Length, Connection and
/// Transfer-Encoding are ours; the caller's are left out.
void append_request_head(std::string& out, const HttpRequest& request, const Url& url,
                         const RequestForm& form);

/// Status line and headers with the empty line, for a body that is `response.body`.
void append_response_head(std::string& out, const Response& response, bool keeps_alive);

/// Whether answers of that status never have a body.
bool is_bodiless(int status);

} // namespace daifa::http
