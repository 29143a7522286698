#pragma once

#include "admin/backend.hpp"
#include "admin/oauth_states.hpp"
#include "http/message.hpp"

namespace daifa::admin {

/// The daemon's local API: JSON over HTTP on a Unix socket, paths below /v1. Who may open the socket
/// may do everything. Answers hold no personal data and no secrets. A refused request is
/// `{"error": {"en", "zh", "next_en", "next_zh"}}` with a fitting status.
class Api {
public:
    explicit Api(Backend& backend) : backend_(backend) {}

    /// Never throws for what a client sends or for a failing store.
    awaitable<http::Response> handle(http::Request request);

private:
    Backend& backend_;
    OAuthStates states_;
};

} // namespace daifa::admin
