#include "jackyun/envelope.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace daifa::jackyun {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 2> success_codes = {"200", "0"};
/// Each family of methods has its own word for success.
constexpr std::array<std::string_view, 6> success_sub_codes = {"",         "0",   "0000000000",
                                                               "00000000", "200", "0030000004"};

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& list, std::string_view text)
{
    return std::ranges::find(list, text) != list.end();
}

std::optional<Milliseconds> find_retry_after(const HttpResponse& response)
{
    const auto text = find_header(response.headers, "Retry-After");
    unsigned seconds = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

/// Some methods wrap their data once more, as the text of a JSON document: it can be as long as the
/// whole body.
JsonLimits body_limits()
{
    JsonLimits limits;
    limits.string_bytes = limits.bytes;
    return limits;
}

/// The code that says failure; nothing when the answer claims success.
std::optional<std::string> find_failure_code(const json::object& body)
{
    const std::string code = text_or(body, "code");
    const std::string sub_code = text_or(body, "subCode");
    if (!contains(success_sub_codes, sub_code))
        return sub_code;
    if (!contains(success_codes, code))
        return code.empty() ? "no code" : code;
    return std::nullopt;
}

} // namespace

Error malformed(Operation kind, std::string method, std::string what, std::string request_id)
{
    Error error;
    error.code = kind == Operation::write ? Errc::uncertain : Errc::bad_response;
    error.operation = std::move(method);
    error.remote_code = "format";
    error.remote_text = std::move(what);
    error.request_id = std::move(request_id);
    return error;
}

Error malformed(const Answer& answer, std::string what)
{
    return malformed(answer.kind, answer.method, std::move(what), answer.request_id);
}

Result<Answer> read_envelope(std::span<const ErrorRow> failures, Operation kind, std::string method,
                             const HttpResponse& response)
{
    if (response.status != 200)
        return classify_http_status(kind, std::move(method), response.status,
                                    find_retry_after(response));
    auto parsed = parse_json(response.body, body_limits());
    if (!parsed)
        return malformed(kind, std::move(method), "no JSON: " + parsed.error().text);
    auto* body = parsed->if_object();
    if (body == nullptr)
        return malformed(kind, std::move(method), "the answer is no JSON object");

    json::value* member = body->if_contains("result");
    auto* result = member == nullptr ? nullptr : member->if_object();
    std::string request_id = result == nullptr ? "" : text_or(*result, "contextId");

    if (auto code = find_failure_code(*body)) {
        RemoteFailure failure;
        failure.code = std::move(*code);
        failure.text = text_or(*body, "msg");
        failure.request_id = std::move(request_id);
        return classify(failures, kind, std::move(method), std::move(failure));
    }

    json::value* data = result == nullptr ? nullptr : result->if_contains("data");
    if (data == nullptr || data->is_null())
        return malformed(kind, std::move(method), "success without result.data",
                         std::move(request_id));
    if (const auto* text = data->if_string()) {
        parsed = parse_json(*text, body_limits());
        if (!parsed || parsed->is_null())
            return malformed(kind, std::move(method), "result.data is a text without JSON",
                             std::move(request_id));
        data = &*parsed;
    }
    // Built around the data: an assignment would copy it.
    return Answer{.method = std::move(method),
                  .kind = kind,
                  .data = std::move(*data),
                  .request_id = std::move(request_id)};
}

} // namespace daifa::jackyun
