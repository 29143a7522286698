#include "daemon/transports.hpp"

#include "http/client.hpp"
#include "http/websocket_client.hpp"

namespace daifa::daemon {

std::unique_ptr<HttpClient> NetworkTransports::make_http(const config::ShopConfig& shop)
{
    http::ClientOptions options;
    options.connections_max = static_cast<std::size_t>(shop.connections);
    options.proxy = shop.proxy;
    return std::make_unique<http::Client>(context_, options);
}

std::unique_ptr<WebSocketPort> NetworkTransports::make_sockets(const config::ShopConfig& shop)
{
    http::WebSocketClientOptions options;
    options.proxy = shop.proxy;
    return std::make_unique<http::WebSocketClient>(context_, options);
}

} // namespace daifa::daemon
