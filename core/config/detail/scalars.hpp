#pragma once

#include "config/detail/yaml_tree.hpp"
#include "config/secret_source.hpp"
#include "config/shop_config.hpp"

#include <daifa/domain/money.hpp>
#include <daifa/plugin/config_key.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace daifa::config::detail {

/// What a scalar means as each type; nothing when it means nothing.
std::optional<bool> parse_boolean(const YamlNode& node); ///< Bare true or false only.
std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<Money> parse_yuan(std::string_view text);        ///< "99", "99.5", "99.00"
std::optional<unsigned> parse_mode(std::string_view text);     ///< "0660"
std::optional<RateOverride> parse_rate(std::string_view text); ///< "20/1s", "20/s"

bool is_http_url(std::string_view text);   ///< "http(s)://host…", without a user in it.
bool is_socket_url(std::string_view text); ///< The same with "ws(s)://".
bool is_endpoint(std::string_view text);   ///< "host:port", "[::1]:port"
bool is_store_url(std::string_view text);  ///< sqlite:///…
bool is_name(std::string_view text);       ///< 1 to 64 bytes without blanks, slashes and quotes.
/// The first placeholder of a `recipient_fill` text that does not exist, "{orders}"; empty: all do.
std::string find_bad_placeholder(std::string_view text);
bool has_password(std::string_view url); ///< "scheme://user:password@…"

/// The source of a secret: `{file: …}`, `{credential: …}` or `{env: …}`. Anything else is reported,
/// a clear text without showing it.
std::optional<SecretSource> read_secret_source(std::string_view key, const YamlNode& node,
                                               Report& report);

/// `"interval" must be a duration …, not "soon"`
Phrase wrong_type(std::string_view key, const Phrase& expected, const YamlNode& node);

/// What each type expects, as the object of such a sentence.
Phrase expected_boolean();
Phrase expected_integer();
Phrase expected_duration();
Phrase expected_yuan();
Phrase expected_mode();
Phrase expected_rate();
Phrase expected_text();
Phrase expected_list();
Phrase expected_map();
Phrase expected_group();
Phrase expected_url();
Phrase expected_socket_url();
Phrase expected_endpoint();
Phrase expected_store_url();
Phrase expected_name();

} // namespace daifa::config::detail
