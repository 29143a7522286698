#include "pinduoduo/envelope.hpp"

#include "pinduoduo/failures.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

constexpr auto retry_after_max = std::chrono::hours(24);

/// Seconds or a date, clipped to a day.
std::optional<Milliseconds> find_retry_after(const HttpResponse& response, TimePoint now)
{
    const std::string_view text = find_header(response.headers, "Retry-After");
    Milliseconds wait{};
    std::int32_t seconds = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (!text.empty() && parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size())
        wait = std::chrono::seconds(seconds);
    else if (const auto at = parse_http_date(text))
        wait = *at - now;
    else
        return std::nullopt;
    return std::clamp<Milliseconds>(wait, Milliseconds(0), retry_after_max);
}

std::string join(const std::string& general, const std::string& detail)
{
    if (general.empty() || general == detail)
        return detail;
    return detail.empty() ? general : general + ": " + detail;
}

/// Packages are applied for one by one, so the advice depends on the call.
std::string_view permission_code(std::string_view api)
{
    constexpr std::array<std::string_view, 3> of_merchants = {"pdd.order.", "pdd.refund.",
                                                              "pdd.logistics.online."};
    if (api.starts_with("pdd.goods."))
        return code_no_goods_permission;
    if (std::ranges::any_of(of_merchants, [&](auto prefix) { return api.starts_with(prefix); }))
        return code_no_merchant_permission;
    return "20031";
}

/// What `error_response` says; an empty code when it is of another shape.
RemoteFailure read_error_response(CallName call, const json::value& value)
{
    RemoteFailure failure;
    if (const auto* object = value.if_object()) {
        failure.code = text_or(*object, "error_code");
        failure.text = join(text_or(*object, "error_msg"), text_or(*object, "sub_msg"));
        failure.request_id = text_or(*object, "request_id");
    }
    if (failure.code == code_business_refusal)
        failure.code = find_business_code(call.api, failure.text);
    if (failure.code == "20031")
        failure.code = permission_code(call.api);
    return failure;
}

/// The wrapper's content: the only object whose name ends like a wrapper's; else the root itself,
/// since a few answers have none.
json::object& unwrap(json::object& root)
{
    json::object* inside = nullptr;
    for (auto& [name, value] : root) {
        // "resposne" is how the platform spells one of them.
        const std::string_view key = name;
        const bool is_wrapper =
            key.ends_with("response") || key.ends_with("resposne") || key.ends_with("_sub");
        if (!is_wrapper || !value.is_object())
            continue;
        if (inside != nullptr)
            return root;
        inside = &value.as_object();
    }
    return inside == nullptr ? root : *inside;
}

bool is_flag_false(const json::object& body)
{
    constexpr std::array<std::string_view, 6> flags = {"success", "succ",          "is_success",
                                                       "result",  "return_result", "cancel_result"};
    return std::ranges::any_of(flags, [&](std::string_view flag) {
        const json::value* value = find_member(body, flag);
        // `result` is a structure in some answers, and empty text means "not given" on this
        // platform.
        if (value == nullptr || value->is_structured())
            return false;
        if (const auto* text = value->if_string(); text != nullptr && text->empty())
            return false;
        return find_boolean(body, flag) == false;
    });
}

/// A failure that the answer itself reports although the gateway calls it a success.
std::optional<RemoteFailure> find_inner_failure(const json::object& body)
{
    std::string code = text_or(body, "error_code", text_or(body, "errorCode"));
    const bool is_code_set = !code.empty() && code != "0";
    if (!is_code_set && !is_flag_false(body))
        return std::nullopt;
    RemoteFailure failure;
    failure.code = is_code_set ? std::move(code) : std::string(code_flag_false);
    failure.text = text_or(body, "error_msg", text_or(body, "errorMsg"));
    return failure;
}

Error broken(CallName call, std::string_view code, std::string_view text)
{
    RemoteFailure failure;
    failure.code = code;
    failure.text = text;
    return classify(failure_table(), call.kind, std::string(call.api), std::move(failure));
}

} // namespace

Result<Answer> open_envelope(CallName call, const HttpResponse& response, TimePoint now)
{
    const auto retry_after = find_retry_after(response, now);
    if (response.status != 200)
        return classify_http_status(call.kind, std::string(call.api), response.status, retry_after);

    auto parsed = parse_json(response.body);
    if (!parsed)
        return broken(call, code_no_json, parsed.error().text);
    auto* root = parsed->if_object();
    if (root == nullptr)
        return broken(call, code_unreadable, "the answer is no JSON object");

    if (const auto* value = find_member(*root, "error_response")) {
        RemoteFailure failure = read_error_response(call, *value);
        if (failure.code.empty())
            failure.code = code_unreadable;
        failure.retry_after = retry_after;
        return classify(failure_table(), call.kind, std::string(call.api), std::move(failure));
    }

    json::object& body = unwrap(*root);
    std::string request_id = text_or(body, "request_id", text_or(*root, "request_id"));
    if (auto failure = find_inner_failure(body)) {
        failure->request_id = std::move(request_id);
        failure->retry_after = retry_after;
        Error error =
            classify(failure_table(), call.kind, std::string(call.api), std::move(*failure));
        // These codes come from the business behind the gateway, not from the gateway's table: none
        // of them excludes an effect.
        if (call.kind == Operation::write)
            error.code = Errc::uncertain;
        return error;
    }
    // Built around the body: an assignment would copy it.
    return Answer{.call = call, .body = std::move(body), .request_id = std::move(request_id)};
}

Error unreadable(const Answer& answer, std::string_view what)
{
    Error error = broken(answer.call, code_unreadable, what);
    error.request_id = answer.request_id;
    return error;
}

} // namespace daifa::pinduoduo
