#pragma once

#include "simulation/virtual_time.hpp"

#include "sandbox/sandbox.hpp"

#include <daifa/support/websocket.hpp>

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <map>
#include <memory>
#include <string>

namespace daifa::simulation {

/// The WebSockets between a daemon and the print component. What is said on one arrives in order,
/// or the line breaks.
class PrinterLines {
public:
    PrinterLines(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox)
        : time_(time), world_clock_(world_clock), sandbox_(sandbox)
    {
    }
    PrinterLines(const PrinterLines&) = delete;
    PrinterLines& operator=(const PrinterLines&) = delete;

    /// One end of a line, as the daemon holds it. It goes with the daemon.
    struct End {
        std::deque<std::string> incoming = {};
        std::weak_ptr<boost::asio::steady_timer> receiving = {};
        bool is_open = true;

        void wake();
    };

    /// Null when nothing listens there.
    std::shared_ptr<End> open(std::uint64_t& line);
    /// Travels to the component.
    void say(std::uint64_t line, std::string text);
    /// The daemon's end is gone.
    void close(std::uint64_t line);
    /// What the component has to say, or that it is gone, goes to the daemons' ends.
    void follow();

private:
    void keep_ticking();
    void break_all();

    VirtualTime& time_;
    Clock& world_clock_;
    sandbox::Sandbox& sandbox_;
    std::map<std::uint64_t, std::weak_ptr<End>> lines_;
    std::uint64_t last_line_ = 0;
    bool is_ticking_ = false;
};

class SimulatedSockets : public WebSocketPort {
public:
    explicit SimulatedSockets(PrinterLines& lines, Clock& clock) : lines_(lines), clock_(clock) {}

    awaitable<Result<std::unique_ptr<WebSocket>>> connect(std::string url,
                                                          Milliseconds timeout) override;

private:
    PrinterLines& lines_;
    Clock& clock_;
};

} // namespace daifa::simulation
