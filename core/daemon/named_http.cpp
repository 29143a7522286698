#include "daemon/named_http.hpp"

#include "http/url.hpp"

namespace daifa::daemon {

NamedHttp::NamedHttp(HttpClient& inner, std::string group, std::span<const ConfigKey> keys,
                     const Settings& settings, std::string proxy)
    : inner_(inner), proxy_(std::move(proxy))
{
    for (const auto& key : keys)
        if (key.type == ConfigType::url && key.secrecy == Secrecy::open)
            addresses_.emplace_back(group + "." + std::string(key.name), settings.text(key.name));
}

awaitable<Result<HttpResponse>> NamedHttp::send(HttpRequest request)
{
    const std::string url = request.url;
    auto result = co_await inner_.send(std::move(request));
    if (!result) {
        Error error = result.error();
        error.remote_text =
            describe(url) + (error.remote_text.empty() ? "" : ": " + error.remote_text);
        result = std::move(error);
    }
    co_return result;
}

std::string NamedHttp::describe(const std::string& url) const
{
    const auto parsed = http::parse_url(url);
    std::string text = parsed ? parsed->host_and_port() : std::string();
    std::string setting;
    for (const auto& [name, address] : addresses_)
        if (!address.empty() && url.starts_with(address))
            setting = name;
    if (!setting.empty())
        text += " (" + setting + ")";
    if (!proxy_.empty())
        text += " through " + proxy_ + " (proxy)";
    return text;
}

} // namespace daifa::daemon
