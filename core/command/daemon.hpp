#pragma once

#include "command/view.hpp"
#include "plugin_host/sentence.hpp"

#include <daifa/support/http.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include <string>

namespace daifa::command {

/// Why the daemon did not do what was asked, and what to do.
struct Trouble {
    plugin_host::Sentence what = {};
    plugin_host::Sentence next = {};
    boost::json::object answer = {}; ///< The daemon's own, when it gave one.
};

[[noreturn]] void throw_exception_from_error(const Trouble& trouble, const boost::source_location& location);

using Answer = boost::system::result<boost::json::object, Trouble>;

/// The running daemon's local API. Each call waits for the answer.
class Daemon {
public:
    /// `socket` is for the texts; `http` knows the way.
    Daemon(boost::asio::io_context& context, HttpClient& http, std::string socket);

    Answer get(std::string target, Milliseconds timeout = std::chrono::minutes(1));
    Answer post(std::string target, const boost::json::object& body,
                Milliseconds timeout = std::chrono::minutes(1));

private:
    Answer send(HttpRequest request);

    boost::asio::io_context& context_;
    HttpClient& http_;
    std::string socket_;
};

/// Why the daemon can not be reached through its socket.
Trouble describe_unreachable(const Error& error, const std::string& socket);

/// The trouble for people on `err`, for programs on `out`; exit code 1.
Outcome failed(const View& view, const Trouble& trouble);

} // namespace daifa::command
