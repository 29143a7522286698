#include "pinduoduo/gateway.hpp"

#include "pinduoduo/failures.hpp"
#include "pinduoduo/signing.hpp"

#include <vector>

namespace daifa::pinduoduo {
namespace {

std::string epoch_seconds(TimePoint at)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

Application read_application(const Settings& settings)
{
    return {.key = settings.text("app_key"),
            .secret = settings.secret("app_secret"),
            .gateway_url = settings.text("gateway"),
            .timeout = settings.duration("timeout")};
}

} // namespace

HttpRequest build_http_request(Call call, const Application& application,
                               const Secret& access_token, TimePoint now)
{
    FormFields fields = std::move(call.parameters);
    fields.reserve(fields.size() + 7);
    fields.emplace_back("type", call.name.api);
    fields.emplace_back("client_id", application.key);
    fields.emplace_back("access_token", access_token.reveal());
    fields.emplace_back("timestamp", epoch_seconds(now));
    fields.emplace_back("data_type", "JSON");
    fields.emplace_back("version", "V1");
    std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
    fields.emplace_back("sign", sign(fields, application.secret));

    HttpRequest request;
    request.api = call.name.api;
    request.intent = call.name.kind == Operation::write ? HttpIntent::write : HttpIntent::read;
    request.url = application.gateway_url;
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"});
    request.body = encode_form(fields);
    request.timeout = application.timeout;
    return request;
}

Gateway::Gateway(const ConnectorContext& context)
    : http_(context.http), clock_(context.clock), log_(context.log),
      credentials_(context.credentials), application_(read_application(context.settings))
{
}

Result<Secret> Gateway::find_token(const Call& call) const
{
    if (call.token == TokenUse::none)
        return Secret();
    const Credential* credential = credentials_.current();
    if (credential != nullptr && !credential->access_token.empty())
        return credential->access_token;
    if (call.token == TokenUse::optional)
        return Secret();
    RemoteFailure failure;
    failure.code = code_no_credential;
    return classify(failure_table(), call.name.kind, std::string(call.name.api),
                    std::move(failure));
}

void Gateway::tell_unreadable(const Answer& answer, const std::vector<std::string>& rows) const
{
    for (const auto& row : rows)
        log_.warning("a row can not be read", {{"api", std::string(answer.call.api)},
                                               {"row", row},
                                               {"request_id", answer.request_id}});
}

awaitable<Result<HttpResponse>> Gateway::send(Call call) const
{
    auto token = find_token(call);
    if (!token)
        co_return token.error();
    HttpRequest request = build_http_request(std::move(call), application_, *token, clock_.now());
    auto response = co_await http_.send(std::move(request));
    co_return response;
}

awaitable<Result<Answer>> Gateway::call(Call call) const
{
    const CallName name = call.name;
    auto response = co_await send(std::move(call));
    if (!response)
        co_return response.error();
    co_return open_envelope(name, *response, clock_.now());
}

} // namespace daifa::pinduoduo
