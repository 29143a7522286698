#include "sandbox/program/shell.hpp"

#include "sandbox/page_guard.hpp"

namespace daifa::sandbox {
namespace {

constexpr Milliseconds tick_interval(50);
constexpr Milliseconds stop_grace(500);

Request to_front_request(http::Request request)
{
    Request plain;
    plain.method = std::move(request.method);
    plain.path = std::move(request.path);
    plain.query = std::move(request.query);
    plain.headers = std::move(request.headers);
    plain.body = std::move(request.body);
    return plain;
}

http::Response to_response(Reply reply)
{
    http::Response response;
    response.status = reply.status;
    response.headers = std::move(reply.headers);
    response.body = std::move(reply.body);
    return response;
}

http::Response to_response(Played played)
{
    const std::size_t half = played.reply.body.size() / 2;
    http::Response response = to_response(std::move(played.reply));
    http::Fault fault;
    fault.delay = played.delay;
    fault.close_before_answer = played.ending == Ending::closed_without_answer;
    if (played.ending == Ending::cut_in_body)
        fault.close_after_body_bytes = half;
    const bool has_fault = played.ending != Ending::answered || played.delay > Milliseconds(0);
    if (has_fault)
        response.fault = fault;
    return response;
}

http::ServerOptions server_options()
{
    http::ServerOptions options;
    options.connections_max = 2000;
    return options;
}

} // namespace

Shell::Shell(boost::asio::io_context& context, Clock& clock, Sandbox& sandbox, const Folders& folders,
             Complain complain)
    : context_(context), clock_(clock), sandbox_(sandbox), labels_(folders.labels), pages_(folders.pages),
      strategies_(folders.strategies), printer_(sandbox.printer, labels_, complain),
      complain_(std::move(complain))
{
}

Result<std::map<std::string, std::uint16_t>> Shell::listen(const std::map<std::string, std::uint16_t>& ports)
{
    std::map<std::string, std::uint16_t> bound;
    for (const auto& [name, port] : ports) {
        if (LineService* lines = find_lines(name)) {
            line_ports_.push_back(
                std::make_unique<LinePort>(context_, clock_, sandbox_, *lines, name, complain_));
            const auto listening = line_ports_.back()->listen(port);
            if (!listening)
                return listening.error();
            bound[name] = *listening;
            continue;
        }
        http::Handler handler = [this](http::Request request) { return serve_control(std::move(request)); };
        if (Front* front = sandbox_.find_front(name))
            handler = [this, front](http::Request request) { return serve_front(*front, std::move(request)); };
        servers_.push_back(std::make_unique<http::Server>(context_, std::move(handler), server_options()));
        const auto listening = servers_.back()->listen_tcp("127.0.0.1", port);
        if (!listening)
            return listening.error();
        bound[name] = *listening;
    }
    if (labels_.is_open())
        sandbox_.printer.draw_papers("http://127.0.0.1:" + std::to_string(bound["control"]) + "/labels/");
    return bound;
}

LineService* Shell::find_lines(std::string_view name)
{
    constexpr std::string_view messages = "-messages";
    if (name == "printer")
        return &printer_;
    if (!name.ends_with(messages))
        return nullptr;
    return sandbox_.find_front(name.substr(0, name.size() - messages.size()))->lines();
}

awaitable<void> Shell::keep_ticking()
{
    for (;;) {
        co_await clock_.sleep_for(tick_interval);
        sandbox_.tick(clock_.now());
        follow();
    }
}

void Shell::follow()
{
    for (const auto& port : line_ports_)
        port->follow();
}

awaitable<void> Shell::stop()
{
    for (const auto& port : line_ports_)
        port->stop();
    for (const auto& server : servers_)
        co_await server->stop(stop_grace);
}

awaitable<http::Response> Shell::serve_front(Front& front, http::Request request)
{
    if (PagesFolder::is_meant(request))
        co_return pages_.answer(front.name(), request);
    const bool wants_strategies = StrategyFolder::is_meant(request);
    const Request plain = to_front_request(std::move(request));
    if (wants_strategies) {
        auto objection = find_page_objection(plain);
        if (objection)
            co_return to_response(std::move(*objection));
        co_return strategies_.answer();
    }
    auto response = to_response(sandbox_.play(front, plain, clock_.now()));
    follow();
    co_return response;
}

awaitable<http::Response> Shell::serve_control(http::Request request)
{
    if (labels_.is_meant(request))
        co_return labels_.answer(request);
    const Request plain = to_front_request(std::move(request));
    auto response = to_response(sandbox_.control(plain, clock_.now()));
    follow();
    co_return response;
}

} // namespace daifa::sandbox
