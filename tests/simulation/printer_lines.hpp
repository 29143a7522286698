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

/// One end of a line, as the daemon holds it. It goes with the daemon.
struct LineEnd {
    std::deque<std::string> incoming = {};
    std::weak_ptr<boost::asio::steady_timer> receiving = {};
    bool is_open = true;

    void hear(std::string text);
    void hang_up();
    void wake();
};

/// Who carries what a daemon says on its lines.
class LineCarrier {
public:
    virtual ~LineCarrier() = default;

    /// Travels to the other side.
    virtual void say(std::uint64_t line, std::string text) = 0;
    /// The daemon's end is gone.
    virtual void close(std::uint64_t line) = 0;
};

/// The WebSockets between a daemon and the print component. What is said on one arrives in order,
/// or the line breaks.
class PrinterLines : public LineCarrier {
public:
    PrinterLines(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox)
        : time_(time), world_clock_(world_clock), sandbox_(sandbox)
    {
    }
    PrinterLines(const PrinterLines&) = delete;
    PrinterLines& operator=(const PrinterLines&) = delete;

    /// Null when nothing listens there.
    std::shared_ptr<LineEnd> open(std::uint64_t& line);
    void say(std::uint64_t line, std::string text) override;
    void close(std::uint64_t line) override;
    /// What the component has to say, or that it is gone, goes to the daemons' ends.
    void follow();

private:
    void keep_ticking();
    void break_all();

    VirtualTime& time_;
    Clock& world_clock_;
    sandbox::Sandbox& sandbox_;
    std::map<std::uint64_t, std::weak_ptr<LineEnd>> lines_;
    std::uint64_t last_line_ = 0;
    bool is_ticking_ = false;
};

class MessageLines;

/// Opens lines to the platform's message service where the URL says so, else to the component.
class SimulatedSockets : public WebSocketPort {
public:
    SimulatedSockets(PrinterLines& printer, MessageLines& messages, Clock& clock)
        : printer_(printer), messages_(messages), clock_(clock)
    {
    }

    awaitable<Result<std::unique_ptr<WebSocket>>> connect(std::string url,
                                                          Milliseconds timeout) override;

private:
    PrinterLines& printer_;
    MessageLines& messages_;
    Clock& clock_;
};

} // namespace daifa::simulation
