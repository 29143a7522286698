#include "http/websocket_client.hpp"

#include "http/dial.hpp"

namespace daifa::http {

struct WebSocketClient::State {
    WebSocketLimits limits;
    Dialer plain;
    Dialer secure;
};

namespace {

Error described(Error error)
{
    error.operation = "open a WebSocket";
    return error;
}

/// The same URL with the scheme that `parse_url` knows.
Result<Url> parse_websocket_url(const std::string& url)
{
    if (url.starts_with("ws://") || url.starts_with("wss://"))
        return parse_url("http" + url.substr(2));
    Error error;
    error.code = Errc::misconfigured;
    error.remote_code = "bad URL: it must start with ws:// or wss://";
    return error;
}

awaitable<Result<std::unique_ptr<WebSocket>>> run(std::shared_ptr<WebSocketClient::State> state,
                                                  std::string text, Milliseconds timeout)
{
    const auto url = parse_websocket_url(text);
    if (!url)
        co_return described(url.error());
    Dialer& dialer = url->is_tls ? state->secure : state->plain;
    Deadline deadline(*dialer.deadlines, timeout);
    auto dialed = co_await dial(dialer, *url, deadline);
    if (!dialed)
        co_return described(dialed.error());
    const auto left = std::max(deadline.remaining(), Milliseconds(1));
    auto opened = co_await open_websocket(std::move(*dialed), *url, state->limits, left);
    co_return opened;
}

} // namespace

WebSocketClient::WebSocketClient(boost::asio::io_context& context, WebSocketClientOptions options)
{
    const boost::asio::any_io_executor executor = context.get_executor();
    Dialer plain{.executor = executor,
                 .deadlines = std::make_shared<Deadlines>(executor),
                 .names = std::make_shared<NameCache>(executor, options.names_keep)};
    Dialer secure{.executor = executor,
                  .deadlines = plain.deadlines,
                  .names = plain.names,
                  .ca_file = options.ca_file,
                  .proxy = parse_proxy(options.proxy)};
    // As in Client: a wrong file is told at once, and without one TLS waits until it is needed.
    if (!options.ca_file.empty())
        secure.tls = std::make_unique<TlsContext>(options.ca_file);
    state_ = std::make_shared<State>(State{options.limits, std::move(plain), std::move(secure)});
}

awaitable<Result<std::unique_ptr<WebSocket>>> WebSocketClient::connect(std::string url,
                                                                       Milliseconds timeout)
{
    return run(state_, std::move(url), timeout);
}

} // namespace daifa::http
