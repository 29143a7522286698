#include "jackyun/gateway.hpp"

#include "jackyun/signing.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/timestamp.hpp>

namespace daifa::jackyun {

HttpRequest build_request(const Access& access, const Call& call, TimePoint now)
{
    FormFields fields;
    fields.emplace_back("method", call.method);
    fields.emplace_back("appkey", access.app_key);
    fields.emplace_back("version", access.version);
    fields.emplace_back("contenttype", "json");
    fields.emplace_back("timestamp", to_beijing_text(now));
    fields.emplace_back("bizcontent", call.business);
    if (!access.token.empty())
        fields.emplace_back("token", access.token.reveal());
    fields.emplace_back("sign", sign(fields, access.app_secret));

    HttpRequest request;
    request.api = call.method;
    request.intent = call.kind == Operation::write ? HttpIntent::write : HttpIntent::read;
    request.url = access.gateway;
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"});
    request.headers.push_back({"Accept", "application/json"});
    request.body = encode_form(fields);
    request.timeout = access.timeout;
    return request;
}

awaitable<Result<HttpResponse>> Gateway::send(Call call)
{
    HttpRequest request = build_request(access_, call, clock_.now());
    auto response = co_await http_.send(std::move(request));
    if (response)
        co_return response;
    Error error = response.error();
    error.operation = call.method;
    co_return error;
}

awaitable<Result<Answer>> Gateway::call(Call call)
{
    const Operation kind = call.kind;
    const std::string method = call.method;
    const auto response = co_await send(std::move(call));
    if (!response)
        co_return response.error();
    co_return read_envelope(failures_, kind, method, *response);
}

} // namespace daifa::jackyun
