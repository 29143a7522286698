#pragma once

#include "pinduoduo/call.hpp"
#include "pinduoduo/envelope.hpp"
#include "pinduoduo/read_rows.hpp"

#include <daifa/connector/connector_context.hpp>
#include <daifa/support/awaitable.hpp>

#include <string>
#include <type_traits>

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
    /// The call, and what `parse` makes of its answer. One that could not be built is not made.
    template <class Parse>
    awaitable<std::invoke_result_t<Parse, const Answer&>> ask(Result<Call> call, Parse parse) const;
    /// The same for a page of rows (`ReadRows`); those that can't be read are logged.
    template <class Parse>
    auto list(Result<Call> call, Parse parse) const
        -> awaitable<Result<decltype(parse(std::declval<const Answer&>())->page)>>;
    /// The answer as it came, whatever it says.
    awaitable<Result<HttpResponse>> send(Call call) const;

private:
    void tell_unreadable(const Answer& answer, const std::vector<std::string>& rows) const;
    /// The shop's token as the call wants it; `unauthorized` when it needs one and there is none.
    Result<Secret> find_token(const Call& call) const;

    HttpClient& http_;
    Clock& clock_;
    Log& log_;
    const CredentialSource& credentials_;
    Application application_;
};

template <class Parse>
awaitable<std::invoke_result_t<Parse, const Answer&>> Gateway::ask(Result<Call> call,
                                                                   Parse parse) const
{
    if (!call)
        co_return call.error();
    auto answer = co_await this->call(std::move(*call));
    if (!answer)
        co_return answer.error();
    co_return parse(*answer);
}

template <class Parse>
auto Gateway::list(Result<Call> call, Parse parse) const
    -> awaitable<Result<decltype(parse(std::declval<const Answer&>())->page)>>
{
    if (!call)
        co_return call.error();
    auto answer = co_await this->call(std::move(*call));
    if (!answer)
        co_return answer.error();
    auto read = parse(*answer);
    if (!read)
        co_return read.error();
    tell_unreadable(*answer, read->unreadable_rows);
    co_return std::move(read->page);
}

} // namespace daifa::pinduoduo
