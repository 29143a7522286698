#include "admin/query.hpp"

#include "admin/differences.hpp"
#include "plugin_host/spelling.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>

#include <array>
#include <charconv>
#include <vector>

namespace daifa::admin {
namespace {

using store::OrderState;

constexpr std::array states = {OrderState::downloaded, OrderState::imported,  OrderState::shipped,
                               OrderState::uploaded,   OrderState::withdrawn, OrderState::held,
                               OrderState::skipped,    OrderState::closed};

/// "unknown state "heldd"", with the nearest known word or all of them as the next step.
Failure unknown_word(const Sentence& what, std::string_view word, const std::vector<std::string>& known)
{
    Failure failure;
    failure.what = {"unknown " + what.en + " \"" + std::string(word) + "\"",
                    "未知的" + what.zh + "“" + std::string(word) + "”"};
    if (const auto nearest = plugin_host::find_nearest(word, known)) {
        failure.next = {"did you mean \"" + *nearest + "\"?", "是否想输入“" + *nearest + "”？"};
        return failure;
    }
    std::string all;
    for (const auto& one : known)
        all += (all.empty() ? "" : ", ") + one;
    failure.next = {"use one of: " + all, "可用的有：" + all};
    return failure;
}

Failure bad_field(std::string_view key, std::string en, std::string zh,
                  Sentence next = {"give it and ask again", "请补充后重试"})
{
    Failure failure;
    failure.what = {"\"" + std::string(key) + "\" " + en, "“" + std::string(key) + "”" + zh};
    failure.next = std::move(next);
    return failure;
}

Checked<OrderState> parse_state(std::string_view text)
{
    std::vector<std::string> known;
    for (const auto state : states) {
        if (store::to_text(state) == text)
            return state;
        known.emplace_back(store::to_text(state));
    }
    return unknown_word({"state", "状态"}, text, known);
}

/// The end of a token's life; nothing when neither key is there.
std::optional<TimePoint> find_end(const boost::json::object& body, const std::string& prefix, TimePoint now)
{
    constexpr std::int64_t seconds_max = 100'000'000'000;
    const auto at = find_integer(body, prefix + "expires_at");
    if (at && *at > 0 && *at < seconds_max)
        return TimePoint(std::chrono::seconds(*at));
    const auto in = find_integer(body, prefix + "expires_in");
    if (in && *in > 0 && *in < seconds_max)
        return now + std::chrono::seconds(*in);
    return std::nullopt;
}

} // namespace

std::string decode_segment(std::string_view segment)
{
    // In a path, unlike in a form, "+" is itself.
    std::string text = "s=";
    for (const char c : segment)
        text += c == '+' ? std::string("%2B") : (c == '&' ? std::string("%26") : std::string(1, c));
    const FormFields fields = decode_form(text);
    return std::string(find_field(fields, "s"));
}

Checked<boost::json::object> parse_body(std::string_view body)
{
    if (body.empty())
        return boost::json::object();
    auto value = parse_json(body);
    if (value && value->is_object())
        return std::move(value->as_object());
    const std::string why = value ? "not an object" : value.error().text;
    Failure failure;
    failure.what = {"the request's body is no JSON object: " + why, "请求体不是 JSON 对象：" + why};
    failure.next = {"send one JSON object", "请发送一个 JSON 对象"};
    return failure;
}

Checked<std::string> require_text(const boost::json::object& body, std::string_view key)
{
    std::string text = text_or(body, key);
    if (text.empty())
        return bad_field(key, "is missing", "缺失");
    if (text.size() > 2000)
        return bad_field(key, "is longer than 2000 bytes", "超过 2000 字节",
                         {"shorten it and ask again", "请缩短后重试"});
    return text;
}

Checked<int> parse_limit(std::string_view text, int fallback)
{
    if (text.empty())
        return fallback;
    int limit = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (problem == std::errc() && end == text.data() + text.size() && limit >= 1 &&
        limit <= list_limit_max)
        return limit;
    const std::string most = std::to_string(list_limit_max);
    return bad_field("limit", "must be a number from 1 to " + most, "须为 1 到 " + most + " 的数字",
                     {"give a number from 1 to " + most, "请给出 1 到 " + most + " 的数字"});
}

Checked<store::OrderQuery> parse_order_query(std::string_view query)
{
    const FormFields fields = decode_form(query);
    store::OrderQuery made;
    if (const auto state = find_field(fields, "state"); !state.empty()) {
        const auto parsed = parse_state(state);
        if (!parsed)
            return parsed.error();
        made.state = *parsed;
    }
    made.difference = std::string(find_field(fields, "difference"));
    if (!made.difference.empty() && find_difference(made.difference) == nullptr) {
        std::vector<std::string> known;
        for (const auto& one : all_differences())
            known.emplace_back(one.name);
        return unknown_word({"difference", "差异"}, made.difference, known);
    }
    made.text = std::string(find_field(fields, "text"));
    const auto sort = find_field(fields, "sort");
    if (!sort.empty() && sort != "oldest" && sort != "newest") {
        const std::vector<std::string> known = {"oldest", "newest"};
        return unknown_word({"order of sorting", "排序"}, sort, known);
    }
    made.oldest_first = sort != "newest";
    const auto limit = parse_limit(find_field(fields, "limit"), made.limit);
    if (!limit)
        return limit.error();
    made.limit = *limit;
    made.after = std::string(find_field(fields, "after"));
    return made;
}

Checked<store::WriteState> parse_outcome(std::string_view text)
{
    using store::WriteState;
    std::vector<std::string> known;
    for (const auto state : {WriteState::confirmed, WriteState::refused, WriteState::given_up}) {
        if (store::to_text(state) == text)
            return state;
        known.emplace_back(store::to_text(state));
    }
    return unknown_word({"outcome", "结果"}, text, known);
}

Checked<Credential> parse_credential(const boost::json::object& body, TimePoint now)
{
    Credential made;
    made.access_token = Secret(text_or(body, "access_token"));
    made.refresh_token = Secret(text_or(body, "refresh_token"));
    if (made.access_token.empty())
        return bad_field("access_token", "is missing", "缺失");
    const auto end = find_end(body, "", now);
    if (!end)
        return bad_field("expires_at", "or \"expires_in\" must say in seconds when the token ends",
                         "或“expires_in”须以秒给出令牌到期时间");
    made.expires_at = *end;
    if (made.expires_at <= now)
        return bad_field("expires_at", "is in the past: the token has expired", "已过：令牌已失效",
                         {"bring a token that is still good, or run daifa authorize",
                          "请提供仍有效的令牌，或执行 daifa authorize"});
    made.refresh_expires_at = find_end(body, "refresh_", now).value_or(TimePoint{});
    made.owner_id = text_or(body, "owner_id");
    made.owner_name = text_or(body, "owner_name");
    const auto* scope = find_member(body, "scope");
    if (scope != nullptr && scope->is_array())
        for (const auto& api : scope->as_array())
            made.scope.push_back(scalar_text(api));
    return made;
}

} // namespace daifa::admin
