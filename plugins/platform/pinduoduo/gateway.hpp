#pragma once

#include "pinduoduo/call.hpp"
#include "pinduoduo/envelope.hpp"

#include <daifa/connector/connector_context.hpp>
#include <daifa/support/awaitable.hpp>

#include <string>

namespace daifa::pinduoduo {

/// Who calls, and where.
struct Application {
    std::string key = {};
    Secret secret = {};
    std::string gateway_url = {};
    Milliseconds timeout = {};
};

/// The signed form post of a call (open platform guide, request). An empty parameter is left out:
/// the variants of the sign disagree about it. `now` is the platform's time.
HttpRequest build_http_request(Call call, const Application& application,
                               const Secret& access_token, TimePoint now);

/// Makes one signed call: builds it, sends it once, judges the answer.
class Gateway {
public:
    explicit Gateway(const ConnectorContext& context);

    awaitable<Result<Answer>> call(Call call) const;
    /// The answer as it came, whatever it says.
    awaitable<Result<HttpResponse>> send(Call call) const;

private:
    /// The shop's token as the call wants it; `unauthorized` when it needs one and there is none.
    Result<Secret> find_token(const Call& call) const;

    HttpClient& http_;
    Clock& clock_;
    const CredentialSource& credentials_;
    Application application_;
};

} // namespace daifa::pinduoduo
