#pragma once

#include "config/shop_config.hpp"

#include <daifa/support/http.hpp>
#include <daifa/support/websocket.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>

namespace daifa::daemon {

/// Where a shop's connections come from: the network, or what stands in its place in a simulation.
class Transports {
public:
    virtual ~Transports() = default;
    virtual std::unique_ptr<HttpClient> make_http(const config::ShopConfig& shop) = 0;
    virtual std::unique_ptr<WebSocketPort> make_sockets(const config::ShopConfig& shop) = 0;
};

class NetworkTransports : public Transports {
public:
    explicit NetworkTransports(boost::asio::io_context& context) : context_(context) {}

    std::unique_ptr<HttpClient> make_http(const config::ShopConfig& shop) override;
    std::unique_ptr<WebSocketPort> make_sockets(const config::ShopConfig& shop) override;

private:
    boost::asio::io_context& context_;
};

} // namespace daifa::daemon
