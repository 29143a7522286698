#pragma once

#include <daifa/plugin/config_key.hpp>
#include <daifa/support/http.hpp>
#include <daifa/support/settings.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace daifa::daemon {

/// Says in a failure without an answer where the request went and which setting says so:
/// "gw.example:443 (platform.settings.gateway)".
class NamedHttp : public HttpClient {
public:
    /// `group` is where the plugin's settings stand: "platform.settings". `proxy` may be empty.
    NamedHttp(HttpClient& inner, std::string group, std::span<const ConfigKey> keys,
              const Settings& settings, std::string proxy);

    awaitable<Result<HttpResponse>> send(HttpRequest request) override;

private:
    std::string describe(const std::string& url) const;

    HttpClient& inner_;
    std::vector<std::pair<std::string, std::string>> addresses_; ///< Setting and its address.
    std::string proxy_;
};

} // namespace daifa::daemon
