#pragma once

#include <daifa/support/http.hpp>

#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::http {

/// What a client asked of our server.
struct Request {
    std::string method = {};
    std::string target = {}; ///< Path and query as sent.
    std::string path = {};   ///< Of the target, as sent: percent escapes are not decoded.
    std::string query = {};  ///< Of the target without "?", as sent; `decode_form` reads it.
    std::vector<HttpHeader> headers = {};
    std::string body = {};
    std::string peer = {}; ///< "127.0.0.1:40312", or "uid=1000 pid=4711" on a Unix socket.
};

/// How an answer goes wrong on purpose, for servers that practise failures. They act in this order.
struct Fault {
    Milliseconds delay = Milliseconds(0);                     ///< Wait before answering.
    bool close_before_answer = false;                         ///< Close without a byte.
    std::optional<std::string> raw_answer = {};               ///< Send these bytes instead, then close.
    std::optional<std::size_t> close_after_body_bytes = {};   ///< Cut the body there, then close.
};

/// What the server answers. Content-Length and Connection are the server's business.
struct Response {
    int status = 200;
    std::vector<HttpHeader> headers = {};
    std::string body = {};
    std::optional<Fault> fault = {};
};

Response json_response(int status, const boost::json::value& body);

/// Plain text in UTF-8.
Response text_response(int status, std::string_view body);

/// `{"error": code, "text": text}`: what the server itself says about a request it can not take.
Response error_response(int status, std::string_view code, std::string_view text);

} // namespace daifa::http
