#pragma once

#include "pinduoduo/gateway.hpp"
#include "pinduoduo/push_frames.hpp"

#include <daifa/connector/connector_context.hpp>
#include <daifa/connector/push_channel.hpp>

namespace daifa::pinduoduo {

/// The platform's message service: one WebSocket for all shops of the application.
class Push : public PushChannel {
public:
    /// Speaks to the address that the setting `push_url` names.
    Push(const ConnectorContext& context, const Gateway& gateway);

    std::string identity() const override;
    Milliseconds beat_interval() const override { return std::chrono::seconds(5); }
    Milliseconds silence_max() const override { return std::chrono::minutes(3); }
    awaitable<Result<std::unique_ptr<PushLine>>> open() override;
    awaitable<Result<Receipt>> subscribe() override;
    awaitable<Result<bool>> check_subscription() override;

private:
    WebSocketPort& sockets_;
    Clock& clock_;
    Log& log_;
    const CredentialSource& credentials_;
    const Gateway& gateway_;
    std::string app_key_;
    Secret app_secret_;
    std::string url_;
    PushTopics topics_;
    Milliseconds timeout_;
};

} // namespace daifa::pinduoduo
