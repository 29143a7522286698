#pragma once

#include "http/server.hpp"
#include "sandbox/program/label_folder.hpp"
#include "sandbox/program/pages_folder.hpp"
#include "sandbox/program/printer_lines.hpp"
#include "sandbox/program/strategy_folder.hpp"
#include "sandbox/sandbox.hpp"

#include <daifa/support/clock.hpp>

#include <boost/asio/io_context.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace daifa::sandbox {

/// Where a shell finds and leaves files; each may be empty.
struct Folders {
    std::string labels = {};     ///< Printed labels are drawn here.
    std::string pages = {};      ///< The fronts' pages; empty: where the build put them.
    std::string strategies = {}; ///< The daemon's strategies, to be shown.
};

/// Serves a sandbox on loopback ports: one per front, one for control and one for the printer, all
/// on one thread.
class Shell {
public:
    /// Throws `std::runtime_error` when labels can not be kept in their folder.
    Shell(boost::asio::io_context& context, Clock& clock, Sandbox& sandbox, const Folders& folders,
          Complain complain);

    /// Listens; `ports` by front name, "control", "printer" and "FRONT-messages", 0 picks one. Returns the bound ports.
    Result<std::map<std::string, std::uint16_t>> listen(const std::map<std::string, std::uint16_t>& ports);

    /// Lets the world's time pass until it is cancelled.
    awaitable<void> keep_ticking();

    /// Ends all servers; running requests get a moment.
    awaitable<void> stop();

private:
    /// Whose WebSocket a port's name means; null for one of HTTP.
    LineService* find_lines(std::string_view name);
    /// What happened may have to be told on open lines.
    void follow();
    awaitable<http::Response> serve_front(Front& front, http::Request request);
    awaitable<http::Response> serve_control(http::Request request);

    boost::asio::io_context& context_;
    Clock& clock_;
    Sandbox& sandbox_;
    LabelFolder labels_;
    PagesFolder pages_;
    StrategyFolder strategies_;
    PrinterLines printer_;
    Complain complain_;
    std::vector<std::unique_ptr<LinePort>> line_ports_;
    std::vector<std::unique_ptr<http::Server>> servers_;
};

} // namespace daifa::sandbox
