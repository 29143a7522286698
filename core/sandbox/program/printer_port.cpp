#include "sandbox/program/printer_port.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace daifa::sandbox {

PrinterPort::PrinterPort(boost::asio::io_context& context, Clock& clock, Sandbox& sandbox,
                         LabelFolder& labels, Complain complain)
    : context_(context), clock_(clock), sandbox_(sandbox), labels_(labels),
      complain_(std::move(complain)), server_(context, [this](std::shared_ptr<WebSocket> socket, std::string) {
          return serve(std::move(socket));
      })
{
}

Result<std::uint16_t> PrinterPort::listen(std::uint16_t port)
{
    auto bound = server_.listen_tcp("127.0.0.1", port);
    if (bound) {
        port_ = *bound;
        is_listening_ = true;
    }
    return bound;
}

void PrinterPort::follow()
{
    PrintOutput output = sandbox_.printer.take_output();
    for (const auto& job : output.papers)
        if (const auto problem = labels_.draw(job); !problem.empty())
            complain_(problem);
    const bool is_running = sandbox_.printer.is_running();
    if (is_listening_ && (output.cuts_lines || !is_running))
        cut_lines();
    if (!is_listening_ && is_running && port_ != 0) {
        const auto again = listen(port_);
        if (!again) {
            port_ = 0;
            complain_("printer: " + again.error().remote_text);
        }
    }
    for (auto& message : output.messages) {
        const auto line = lines_.find(message.line);
        if (line != lines_.end())
            boost::asio::co_spawn(context_, line->second->send(std::move(message.text)),
                                  boost::asio::detached);
    }
}

void PrinterPort::stop()
{
    port_ = 0;
    cut_lines();
}

void PrinterPort::cut_lines()
{
    server_.stop();
    is_listening_ = false;
    for (const auto& [line, socket] : lines_)
        sandbox_.printer.close_line(line);
    lines_.clear();
}

awaitable<void> PrinterPort::serve(std::shared_ptr<WebSocket> socket)
{
    const std::uint64_t line = ++last_line_;
    lines_[line] = socket;
    sandbox_.printer.open_line(line);
    follow();
    for (;;) {
        const auto text = co_await socket->receive();
        if (!text)
            break;
        sandbox_.printer.answer(line, *text, sandbox_.world_time(clock_.now()));
        follow();
    }
    lines_.erase(line);
    sandbox_.printer.close_line(line);
}

} // namespace daifa::sandbox
