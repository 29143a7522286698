#pragma once

#include <daifa/connector/credential.hpp>
#include <daifa/support/clock.hpp>
#include <daifa/support/http.hpp>
#include <daifa/support/log.hpp>
#include <daifa/support/settings.hpp>
#include <daifa/support/websocket.hpp>

namespace daifa {

/// What the host lends a connector for its whole life. The references outlive the connector.
struct ConnectorContext {
    HttpClient& http;
    WebSocketPort& sockets;
    /// The *remote's* time as far as the host has measured it: sign with it.
    Clock& clock;
    Log& log;
    const CredentialSource& credentials;
    Settings settings = {};
};

} // namespace daifa
