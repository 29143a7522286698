#pragma once

#include "jackyun/envelope.hpp"
#include "jackyun/settings.hpp"

#include <daifa/support/awaitable.hpp>
#include <daifa/support/clock.hpp>

namespace daifa::jackyun {

/// One business call: the method and its `bizcontent`, exactly as it is signed and sent.
struct Call {
    std::string method = {};
    Operation kind = Operation::read;
    std::string business = {};
};

/// The signed request of a call made at `now`.
HttpRequest build_request(const Access& access, const Call& call, TimePoint now);

/// Signs, sends and judges calls; one attempt each.
class Gateway {
public:
    Gateway(HttpClient& http, Clock& clock, Access access, std::span<const ErrorRow> failures)
        : http_(http), clock_(clock), access_(std::move(access)), failures_(failures)
    {
    }

    /// Any answer, also a refusal.
    awaitable<Result<HttpResponse>> send(Call call);
    awaitable<Result<Answer>> call(Call call);

private:
    HttpClient& http_;
    Clock& clock_;
    Access access_;
    std::span<const ErrorRow> failures_;
};

} // namespace daifa::jackyun
