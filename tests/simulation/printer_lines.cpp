#include "simulation/printer_lines.hpp"

#include "simulation/heap.hpp"
#include "simulation/message_lines.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds printer_way = 5ms; ///< Both stand on the same desk.
constexpr Milliseconds tick = 500ms;

Error broken(std::string operation)
{
    Error error;
    error.operation = std::move(operation);
    error.remote_code = "connection closed";
    return error;
}

class SimulatedSocket : public WebSocket {
public:
    SimulatedSocket(LineCarrier& lines, std::uint64_t line, std::shared_ptr<LineEnd> end)
        : lines_(lines), line_(line), end_(std::move(end))
    {
    }
    ~SimulatedSocket() override { SimulatedSocket::close(); }

    awaitable<Result<void>> send(std::string text) override
    {
        if (!end_->is_open)
            co_return broken("send");
        lines_.say(line_, std::move(text));
        co_return Result<void>();
    }

    awaitable<Result<std::string>> receive() override
    {
        const auto end = end_;
        const auto executor = co_await boost::asio::this_coro::executor;
        while (end->incoming.empty() && end->is_open) {
            const auto timer = std::make_shared<boost::asio::steady_timer>(
                executor, boost::asio::steady_timer::time_point::max());
            end->receiving = timer;
            boost::system::error_code ec;
            auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
            co_await timer->async_wait(token);
        }
        if (end->incoming.empty())
            co_return broken("receive");
        std::string text = std::move(end->incoming.front());
        end->incoming.pop_front();
        co_return text;
    }

    void close() override
    {
        if (std::exchange(end_->is_open, false))
            lines_.close(line_);
        end_->wake();
    }

private:
    LineCarrier& lines_;
    std::uint64_t line_;
    std::shared_ptr<LineEnd> end_;
};

} // namespace

void LineEnd::hear(std::string text)
{
    if (!is_open)
        return;
    incoming.push_back(std::move(text));
    wake();
}

void LineEnd::hang_up()
{
    is_open = false;
    wake();
}

void LineEnd::wake()
{
    if (const auto timer = receiving.lock())
        timer->cancel();
}

std::shared_ptr<LineEnd> PrinterLines::open(std::uint64_t& line)
{
    const Heap::Scope scope(false);
    if (Heap::is_exhausted() || !sandbox_.printer.is_running())
        return nullptr;
    line = ++last_line_;
    auto end = std::make_shared<LineEnd>();
    lines_[line] = end;
    sandbox_.printer.open_line(line);
    if (!std::exchange(is_ticking_, true))
        keep_ticking();
    follow();
    return end;
}

void PrinterLines::say(std::uint64_t line, std::string text)
{
    const Heap::Scope scope(false);
    if (Heap::is_exhausted())
        return;
    time_.after(printer_way, [this, line, text = std::move(text)] {
        if (!lines_.contains(line))
            return;
        sandbox_.printer.answer(line, text, sandbox_.world_time(world_clock_.now()));
        follow();
    });
}

void PrinterLines::close(std::uint64_t line)
{
    time_.after(printer_way, [this, line] {
        if (lines_.erase(line) > 0)
            sandbox_.printer.close_line(line);
    });
}

void PrinterLines::follow()
{
    const auto output = sandbox_.printer.take_output();
    if (output.cuts_lines || !sandbox_.printer.is_running())
        break_all();
    for (const auto& message : output.messages) {
        const auto line = lines_.find(message.line);
        if (line == lines_.end())
            continue;
        time_.after(printer_way, [waiting = line->second, text = message.text] {
            if (const auto end = waiting.lock())
                end->hear(text);
        });
    }
}

void PrinterLines::break_all()
{
    for (const auto& [line, waiting] : lines_) {
        sandbox_.printer.close_line(line);
        if (const auto end = waiting.lock())
            end->hang_up();
    }
    lines_.clear();
}

/// While somebody listens, its labels come out one after the other.
void PrinterLines::keep_ticking()
{
    if (lines_.empty()) {
        is_ticking_ = false;
        return;
    }
    sandbox_.tick(world_clock_.now());
    follow();
    time_.after(tick, [this] { keep_ticking(); });
}

awaitable<Result<std::unique_ptr<WebSocket>>> SimulatedSockets::connect(std::string url,
                                                                        Milliseconds)
{
    co_await clock_.sleep_for(printer_way);
    std::uint64_t line = 0;
    const bool is_message_service = url.starts_with(message_service);
    LineCarrier& carrier = is_message_service ? static_cast<LineCarrier&>(messages_) : printer_;
    auto end = is_message_service ? messages_.open(url.substr(message_service.size()), line)
                                  : printer_.open(line);
    if (!end)
        co_return broken("connect");
    std::unique_ptr<WebSocket> socket =
        std::make_unique<SimulatedSocket>(carrier, line, std::move(end));
    co_return socket;
}

} // namespace daifa::simulation
