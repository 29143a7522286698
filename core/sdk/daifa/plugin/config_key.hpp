#pragma once

#include <string_view>

namespace daifa {

enum class ConfigType {
    text,
    url,        ///< http:// or https://
    socket_url, ///< ws:// or wss://; empty: none.
    integer,
    boolean,
    duration,
    text_list,
    text_map,
};
enum class Secrecy { open, secret };

/// One setting of a plugin, as constant data. The host checks, documents and redacts from it.
struct ConfigKey {
    std::string_view name;
    ConfigType type = ConfigType::text;
    /// In the notation of the YAML file ("10s", "true", "a, b"). `required` when it has none.
    std::string_view default_text;
    Secrecy secrecy = Secrecy::open;
    std::string_view label_en;
    std::string_view label_zh;
    /// "a|b|c": a text must be one of these. Empty: any.
    std::string_view choices = {};
};

/// The default of a setting that the file must give.
inline constexpr std::string_view required = "\x01required";

constexpr bool is_required(const ConfigKey& key)
{
    return key.default_text == required;
}

} // namespace daifa
