#include "http/url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace daifa::http {
namespace {

constexpr std::size_t host_size_max = 253;

Error bad_url(std::string reason)
{
    Error error;
    error.code = Errc::misconfigured;
    error.operation = "read a URL";
    error.remote_code = "bad URL: " + std::move(reason);
    return error;
}

bool is_host_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._:").find(c) != std::string_view::npos;
}

std::string bracketed(const std::string& host)
{
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

} // namespace

std::string Url::host_and_port() const
{
    return bracketed(host) + ":" + std::to_string(port);
}

std::string Url::origin() const
{
    return (is_tls ? "https://" : "http://") + host_and_port();
}

Result<Url> parse_url(std::string_view text)
{
    const auto parsed = boost::urls::parse_uri(boost::core::string_view(text.data(), text.size()));
    if (!parsed)
        return bad_url("it must look like https://host/path, other characters %-escaped");
    const auto scheme = parsed->scheme_id();
    if (scheme != boost::urls::scheme::http && scheme != boost::urls::scheme::https)
        return bad_url("it must start with http:// or https://");
    if (!parsed->has_authority() || parsed->encoded_host().empty())
        return bad_url("it names no host");
    if (parsed->has_userinfo())
        return bad_url("it must not hold a user name or password");

    Url url;
    url.is_tls = scheme == boost::urls::scheme::https;
    url.host = parsed->host_address();
    if (url.host.size() > host_size_max)
        return bad_url("the host name is too long");
    if (!std::all_of(url.host.begin(), url.host.end(), is_host_char))
        return bad_url("the host name holds other characters than letters, digits, '-', '.' and '_'");
    const std::uint16_t usual_port = url.is_tls ? 443 : 80;
    url.port = usual_port;
    if (parsed->has_port() && !parsed->port().empty()) {
        url.port = parsed->port_number();
        if (url.port == 0)
            return bad_url("the port must be 1 to 65535");
    }
    url.authority = url.port == usual_port ? bracketed(url.host) : url.host_and_port();
    const auto path = parsed->encoded_path();
    url.target = path.empty() ? "/" : std::string(path.data(), path.size());
    if (parsed->has_query()) {
        const auto query = parsed->encoded_query();
        url.target += '?';
        url.target.append(query.data(), query.size());
    }
    return url;
}

} // namespace daifa::http
