#include "sandbox/program/line_port.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace daifa::sandbox {

LinePort::LinePort(boost::asio::io_context& context, Clock& clock, Sandbox& sandbox,
                   LineService& service, std::string name, Complain complain)
    : context_(context), clock_(clock), sandbox_(sandbox), service_(service),
      name_(std::move(name)), complain_(std::move(complain)),
      server_(
          context,
          [this](std::shared_ptr<WebSocket> socket, std::string target) {
              return serve(std::move(socket), std::move(target));
          },
          options())
{
}

http::WebSocketServerOptions LinePort::options()
{
    http::WebSocketServerOptions options;
    options.admits = [this](const std::string& target) {
        return service_.admits(target, sandbox_.world, sandbox_.world_time(clock_.now()));
    };
    return options;
}

Result<std::uint16_t> LinePort::listen(std::uint16_t port)
{
    auto bound = server_.listen_tcp("127.0.0.1", port);
    if (bound) {
        port_ = *bound;
        is_listening_ = true;
    }
    return bound;
}

void LinePort::follow()
{
    LineOutput output = service_.take_output(sandbox_.world, sandbox_.world_time(clock_.now()));
    const bool is_running = service_.is_running(sandbox_.world);
    if (is_listening_ && (output.cuts_lines || !is_running))
        cut_lines();
    if (!is_listening_ && is_running && port_ != 0) {
        const auto again = listen(port_);
        if (!again) {
            port_ = 0;
            complain_(name_ + ": " + again.error().remote_text);
        }
    }
    for (auto& message : output.messages) {
        const auto line = lines_.find(message.line);
        if (line != lines_.end())
            boost::asio::co_spawn(context_, line->second->send(std::move(message.text)),
                                  boost::asio::detached);
    }
}

void LinePort::stop()
{
    port_ = 0;
    cut_lines();
}

void LinePort::cut_lines()
{
    server_.stop();
    is_listening_ = false;
    for (const auto& [line, socket] : lines_)
        service_.close_line(line);
    lines_.clear();
}

awaitable<void> LinePort::serve(std::shared_ptr<WebSocket> socket, std::string target)
{
    const std::uint64_t line = ++last_line_;
    lines_[line] = socket;
    service_.open_line(line, target, sandbox_.world, sandbox_.world_time(clock_.now()));
    follow();
    for (;;) {
        const auto text = co_await socket->receive();
        if (!text)
            break;
        service_.hear(line, *text, sandbox_.world, sandbox_.world_time(clock_.now()));
        follow();
    }
    lines_.erase(line);
    service_.close_line(line);
}

} // namespace daifa::sandbox
