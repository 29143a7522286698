#include "config/detail/scalars.hpp"

#include "config/did_you_mean.hpp"
#include "config/duration.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace daifa::config::detail {
namespace {

bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view after_scheme(std::string_view url)
{
    const std::size_t at = url.find("://");
    return at == std::string_view::npos ? std::string_view() : url.substr(at + 3);
}

/// There is a host, no user before it, and nothing that a URL can't hold.
bool has_plain_host(std::string_view url)
{
    const std::string_view rest = after_scheme(url);
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    return !host.empty() && host.front() != ':' && host.find('@') == std::string_view::npos &&
           url.find_first_of(" \t\r\n\"<>\\") == std::string_view::npos;
}

Phrase clear_text_secret(std::string_view key)
{
    const std::string name = in_quotes(key);
    return {
        name +
            " 是密钥，不能直接写在配置文件里：请把它存到权限为 0600 的文件，再写 {file: 文件名}，"
            "或用 {credential: 名称}、{env: 变量名}",
        name +
            " is a secret and must not stand in this file: put it into a file with mode 0600 and "
            "write {file: PATH}, or use {credential: NAME} or {env: NAME}"};
}

} // namespace

std::optional<bool> parse_boolean(const YamlNode& node)
{
    if (node.kind != YamlNode::Kind::scalar || node.is_quoted)
        return std::nullopt;
    if (node.text == "true")
        return true;
    if (node.text == "false")
        return false;
    return std::nullopt;
}

std::optional<std::int64_t> parse_integer(std::string_view text)
{
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc{} || stop != end)
        return std::nullopt;
    return number;
}

std::optional<Money> parse_yuan(std::string_view text)
{
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    std::string fen(text.substr(std::min(point + 1, text.size())));
    const bool has_point = point < text.size();
    if (!is_digits(whole) || fen.size() > 2 || (has_point && !is_digits(fen)))
        return std::nullopt;
    fen.resize(2, '0');
    const auto yuan = parse_integer(whole);
    if (!yuan || *yuan > std::numeric_limits<std::int64_t>::max() / 1000)
        return std::nullopt;
    return Money{*yuan * 100 + *parse_integer(fen)};
}

std::optional<unsigned> parse_mode(std::string_view text)
{
    unsigned mode = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, mode, 8);
    if (failure != std::errc{} || stop != end || mode > 0777 || text.size() < 3)
        return std::nullopt;
    return mode;
}

std::optional<RateOverride> parse_rate(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto calls = parse_integer(text.substr(0, slash));
    const std::string_view span = text.substr(slash + 1);
    auto per = parse_duration(span);
    if (!per)
        per = parse_duration("1" + std::string(span));
    if (!calls || *calls < 1 || *calls > 1'000'000 || !per || per->count() < 1)
        return std::nullopt;
    return RateOverride{static_cast<int>(*calls), *per};
}

bool is_http_url(std::string_view text)
{
    const bool has_scheme = text.starts_with("http://") || text.starts_with("https://");
    return has_scheme && has_plain_host(text);
}

bool is_socket_url(std::string_view text)
{
    const bool has_scheme = text.starts_with("ws://") || text.starts_with("wss://");
    return has_scheme && has_plain_host(text);
}

bool is_endpoint(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return false;
    const std::string_view host = text.substr(0, colon);
    const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
    if (!is_bracketed && host.find_first_of(": /[]") != std::string_view::npos)
        return false;
    const auto port =
        is_digits(text.substr(colon + 1)) ? parse_integer(text.substr(colon + 1)) : std::nullopt;
    return port && *port >= 0 && *port <= 65535;
}

bool is_store_url(std::string_view text)
{
    return text.starts_with("sqlite:///") && text.size() > 10;
}

bool is_name(std::string_view text)
{
    return !text.empty() && text.size() <= 64 &&
           text.find_first_of(" \t\r\n/\\\"'") == std::string_view::npos;
}

std::string find_bad_placeholder(std::string_view text)
{
    for (;;) {
        const std::size_t open = text.find_first_of("{}");
        if (open == std::string_view::npos)
            return {};
        const std::size_t close = text.find('}', open);
        if (close == open || close == std::string_view::npos)
            return std::string(text.substr(open));
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const std::string_view count =
            name.starts_with("order:") ? name.substr(6) : std::string_view();
        const bool is_order = is_digits(count) && count.size() <= 2 && parse_integer(count) > 0;
        const bool is_known = is_order || name == "merchant" || name == "province" ||
                              name == "city" || name == "district";
        if (!is_known)
            return std::string(text.substr(open, close - open + 1));
        text.remove_prefix(close + 1);
    }
}

bool has_password(std::string_view url)
{
    const std::string_view rest = after_scheme(url);
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const std::size_t at = authority.rfind('@');
    const bool has_user_password =
        at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos;
    return has_user_password || url.find("password=") != std::string_view::npos;
}

std::optional<SecretSource> read_secret_source(std::string_view key, const YamlNode& node,
                                               Report& report)
{
    if (node.kind == YamlNode::Kind::scalar) {
        report.error(node.at, clear_text_secret(key));
        return std::nullopt;
    }
    const std::string name = in_quotes(key);
    if (node.kind != YamlNode::Kind::map || node.entries.size() != 1) {
        report.error(node.at,
                     {name + " 应写成 {file: 文件名}、{credential: 名称} 或 {env: 变量名} 之一",
                      name + " must be one of {file: PATH}, {credential: NAME} and {env: NAME}"});
        return std::nullopt;
    }
    const YamlEntry& entry = node.entries.front();
    const std::vector<std::string> kinds = {"file", "credential", "env"};
    const auto kind = std::ranges::find(kinds, entry.key);
    if (kind == kinds.end()) {
        report.error(
            entry.at,
            {"未知的密钥来源 " + in_quotes(entry.key) + "，可用：file、credential、env",
             "unknown source of a secret " + in_quotes(entry.key) + ": file, credential or env"},
            did_you_mean(entry.key, kinds));
        return std::nullopt;
    }
    if (entry.value.kind != YamlNode::Kind::scalar || entry.value.text.empty()) {
        report.error(entry.value.at, {in_quotes(entry.key) + " 应为文本",
                                      in_quotes(entry.key) + " must be a text"});
        return std::nullopt;
    }
    const auto number = static_cast<int>(kind - kinds.begin()) + 1;
    return SecretSource{static_cast<SecretSource::Kind>(number), entry.value.text};
}

Phrase wrong_type(std::string_view key, const Phrase& expected, const YamlNode& node)
{
    const Phrase given = describe(node);
    return {in_quotes(key) + " 应为" + expected.zh + "，而不是" +
                (node.kind == YamlNode::Kind::scalar ? " " : "") + given.zh,
            in_quotes(key) + " must be " + expected.en + ", not " + given.en};
}

Phrase expected_boolean()
{
    return {" true 或 false", "true or false"};
}

Phrase expected_integer()
{
    return {"整数", "a whole number"};
}

Phrase expected_duration()
{
    return {"时长（如 30s、10m、6h、90d）", "a duration such as 30s, 10m, 6h or 90d"};
}

Phrase expected_yuan()
{
    return {"金额（元，如 99.00）", "an amount in yuan such as 99.00"};
}

Phrase expected_mode()
{
    return {"八进制权限（如 \"0660\"）", "octal permissions such as \"0660\""};
}

Phrase expected_rate()
{
    return {"次数/时长（如 20/1s）", "calls per span such as 20/1s"};
}

Phrase expected_text()
{
    return {"文本", "a text"};
}

Phrase expected_list()
{
    return {"列表（如 [a, b]）", "a list such as [a, b]"};
}

Phrase expected_map()
{
    return {"对照表（如 {a: b}）", "a map such as {a: b}"};
}

Phrase expected_group()
{
    return {"一组配置项", "a group of keys"};
}

Phrase expected_url()
{
    return {"以 http:// 或 https:// 开头的地址", "an address that begins with http:// or https://"};
}

Phrase expected_socket_url()
{
    return {"以 ws:// 或 wss:// 开头的地址", "an address that begins with ws:// or wss://"};
}

Phrase expected_endpoint()
{
    return {"主机:端口（如 127.0.0.1:9464）", "host:port such as 127.0.0.1:9464"};
}

Phrase expected_store_url()
{
    return {" sqlite:///绝对路径", "sqlite:///absolute/path"};
}

Phrase expected_name()
{
    return {"名称（1 到 64 字节，不含空格、斜杠和引号）",
            "a name of 1 to 64 bytes without blanks, slashes and quotes"};
}

} // namespace daifa::config::detail
