#include "config/detail/text_format.hpp"

#include "config/detail/scalars.hpp"

namespace daifa::config::detail {
namespace {

/// What the format asks for, unless the text is that.
std::optional<Phrase> find_missed(const Option& option, std::string_view text)
{
    const auto unless = [](bool is_right, Phrase expected) {
        return is_right ? std::nullopt : std::optional(std::move(expected));
    };
    switch (option.format) {
    case TextFormat::name:
        return unless(is_name(text), expected_name());
    case TextFormat::path:
        return unless(!text.empty(), expected_text());
    case TextFormat::url:
        return unless(is_http_url(text), expected_url());
    case TextFormat::endpoint:
        return unless(is_endpoint(text), expected_endpoint());
    case TextFormat::store_url:
        return unless(is_store_url(text), expected_store_url());
    case TextFormat::fill:
        return std::nullopt;
    case TextFormat::any:
        break;
    }
    return unless(!text.empty() || !option.is_required, expected_text());
}

} // namespace

std::optional<Phrase> find_text_problem(const Option& option, const YamlNode& node)
{
    const std::string_view key = last_name(option.path);
    if (option.format == TextFormat::store_url && node.text.starts_with("postgres"))
        return Phrase{
            "本版本的账本只支持 SQLite，尚不支持 PostgreSQL：请写 sqlite:///绝对路径",
            "this version of daifa keeps its ledger in SQLite only, PostgreSQL is not supported "
            "yet: write sqlite:///absolute/path"};
    const bool is_url = option.format == TextFormat::url || option.format == TextFormat::store_url;
    if (is_url && has_password(node.text))
        return password_in_address(key);
    const std::string bad = find_bad_placeholder(node.text);
    if (option.format == TextFormat::fill && !bad.empty())
        return Phrase{"未知的占位符 " + in_quotes(bad) +
                          "，可用：{order:6}、{merchant}、{province}、{city}、{district}",
                      "unknown placeholder " + in_quotes(bad) +
                          ": {order:6}, {merchant}, {province}, {city} or {district}"};
    if (const auto expected = find_missed(option, node.text))
        return wrong_type(key, *expected, node);
    return std::nullopt;
}

Phrase password_in_address(std::string_view key)
{
    return {in_quotes(key) + " 的地址里不能写用户名和密码",
            "no user and password may stand in the address " + in_quotes(key)};
}

} // namespace daifa::config::detail
