#include "config/detail/plugin_settings.hpp"

#include "config/detail/option.hpp"
#include "config/detail/scalars.hpp"
#include "config/detail/text_format.hpp"
#include "config/did_you_mean.hpp"
#include "config/duration.hpp"

#include <algorithm>

namespace daifa::config::detail {
namespace {

using Kind = YamlNode::Kind;

Phrase expected_value(ConfigType type)
{
    switch (type) {
    case ConfigType::url:
        return expected_url();
    case ConfigType::socket_url:
        return expected_socket_url();
    case ConfigType::integer:
        return expected_integer();
    case ConfigType::boolean:
        return expected_boolean();
    case ConfigType::duration:
        return expected_duration();
    case ConfigType::text_list:
        return expected_list();
    case ConfigType::text_map:
        return expected_map();
    case ConfigType::text:
        break;
    }
    return expected_text();
}

std::optional<SettingValue> list_value(const YamlNode& node)
{
    if (node.kind != Kind::list && node.kind != Kind::null)
        return std::nullopt;
    std::vector<std::string> texts;
    for (const YamlNode& item : node.items) {
        if (item.kind != Kind::scalar)
            return std::nullopt;
        texts.push_back(item.text);
    }
    return texts;
}

std::optional<SettingValue> map_value(const YamlNode& node)
{
    if (node.kind != Kind::map && node.kind != Kind::null)
        return std::nullopt;
    std::map<std::string, std::string> texts;
    for (const YamlEntry& entry : node.entries) {
        if (entry.value.kind != Kind::scalar)
            return std::nullopt;
        texts[entry.key] = entry.value.text;
    }
    return texts;
}

template <class T>
std::optional<SettingValue> as_setting(std::optional<T> value)
{
    return value ? std::optional<SettingValue>(SettingValue(*value)) : std::nullopt;
}

/// The value as the key's type; nothing when it is none.
std::optional<SettingValue> open_value(ConfigType type, const YamlNode& node)
{
    if (type == ConfigType::text_list)
        return list_value(node);
    if (type == ConfigType::text_map)
        return map_value(node);
    if (node.kind != Kind::scalar)
        return std::nullopt;
    switch (type) {
    case ConfigType::integer:
        return as_setting(parse_integer(node.text));
    case ConfigType::boolean:
        return as_setting(parse_boolean(node));
    case ConfigType::duration:
        return as_setting(parse_duration(node.text));
    case ConfigType::url:
        return is_http_url(node.text) ? std::optional<SettingValue>(node.text) : std::nullopt;
    case ConfigType::socket_url:
        // Empty: there is none; a required key has refused it before.
        return node.text.empty() || is_socket_url(node.text)
                   ? std::optional<SettingValue>(node.text)
                   : std::nullopt;
    default:
        return SettingValue(node.text);
    }
}

/// A plugin's default is written as in a file, a list and a map without their brackets.
SettingValue default_value(const ConfigKey& key)
{
    const std::string text = is_required(key) ? std::string() : std::string(key.default_text);
    if (key.secrecy == Secrecy::secret)
        return Secret();
    YamlNode node = make_node(Kind::scalar, {}, text);
    if (key.type == ConfigType::text_list || key.type == ConfigType::text_map) {
        std::vector<Problem> ignored;
        Report report("", "", ignored);
        const bool is_list = key.type == ConfigType::text_list;
        node =
            parse_yaml(is_list ? "[" + text + "]" : "{" + text + "}", report).value_or(YamlNode{});
    }
    if (auto value = open_value(key.type, node))
        return *value;
    switch (key.type) {
    case ConfigType::integer:
        return std::int64_t{0};
    case ConfigType::boolean:
        return false;
    case ConfigType::duration:
        return Milliseconds{0};
    case ConfigType::text_list:
        return std::vector<std::string>{};
    case ConfigType::text_map:
        return std::map<std::string, std::string>{};
    default:
        return text;
    }
}

class SettingsReader {
public:
    SettingsReader(const SecretAccess& secrets, Report& report) : secrets_(secrets), report_(report)
    {
    }

    std::optional<SettingValue> read(const ConfigKey& key, const YamlNode& node)
    {
        if (key.secrecy == Secrecy::secret)
            return read_secret(key, node);
        const bool is_empty = node.kind == Kind::null && key.type != ConfigType::text_list &&
                              key.type != ConfigType::text_map;
        const bool is_blank = node.kind == Kind::scalar && node.text.empty();
        if (is_empty || (is_blank && is_required(key))) {
            report_.error(node.at,
                          {in_quotes(key.name) + " 没有值：请填写，或删去这一行",
                           in_quotes(key.name) + " has no value: give one or remove the line"});
            return std::nullopt;
        }
        const bool is_address = key.type == ConfigType::url || key.type == ConfigType::socket_url;
        if (is_address && has_password(node.text)) {
            report_.error(node.at, password_in_address(key.name));
            return std::nullopt;
        }
        auto value = open_value(key.type, node);
        if (!value)
            report_.error(node.at, wrong_type(key.name, expected_value(key.type), node));
        else if (!key.choices.empty() && !check_choice(key, node))
            return std::nullopt;
        return value;
    }

private:
    std::optional<SettingValue> read_secret(const ConfigKey& key, const YamlNode& node)
    {
        const auto source = read_secret_source(key.name, node, report_);
        if (!source || secrets_.reader == nullptr)
            return std::nullopt;
        auto outcome = secrets_.reader->read(*source, secrets_.directory);
        if (auto* secret = std::get_if<Secret>(&outcome))
            return std::move(*secret);
        const auto& failure = std::get<SecretFailure>(outcome);
        const Phrase phrase{in_quotes(key.name) + "：" + failure.text_zh,
                            in_quotes(key.name) + ": " + failure.text_en};
        failure.is_out_of_sight ? report_.warning(node.at, phrase) : report_.error(node.at, phrase);
        return std::nullopt;
    }

    bool check_choice(const ConfigKey& key, const YamlNode& node)
    {
        const auto choices = split_choices(key.choices);
        if (std::ranges::find(choices, node.text) != choices.end())
            return true;
        std::string joined;
        for (const std::string& word : choices)
            joined += (joined.empty() ? "" : ", ") + word;
        report_.error(node.at,
                      wrong_type(key.name, {"以下之一：" + joined, "one of " + joined}, node),
                      did_you_mean(node.text, choices));
        return false;
    }

    const SecretAccess& secrets_;
    Report& report_;
};

void report_unknown(std::span<const ConfigKey> keys, const YamlEntry& entry, Report& report)
{
    std::vector<std::string> names;
    for (const ConfigKey& key : keys)
        names.emplace_back(key.name);
    report.error(
        entry.at,
        {"未知的插件设置 " + in_quotes(entry.key), "unknown setting " + in_quotes(entry.key)},
        did_you_mean(entry.key, names));
}

} // namespace

Settings read_plugin_settings(std::span<const ConfigKey> keys, const YamlNode& node,
                              const SecretAccess& secrets, Report& report)
{
    if (node.kind != Kind::map && node.kind != Kind::null) {
        report.error(node.at, wrong_type("settings", expected_group(), node));
        return {};
    }
    for (const YamlEntry& entry : node.entries) {
        if (std::ranges::find(keys, entry.key, &ConfigKey::name) == keys.end())
            report_unknown(keys, entry, report);
    }
    SettingsReader reader(secrets, report);
    std::map<std::string, SettingValue, std::less<>> values;
    for (const ConfigKey& key : keys) {
        SettingValue& value = values.emplace(key.name, default_value(key)).first->second;
        const auto given = std::ranges::find(node.entries, key.name, &YamlEntry::key);
        if (given == node.entries.end()) {
            if (is_required(key))
                report.error(node.at, {"缺少插件设置 " + in_quotes(key.name) + "（" +
                                           std::string(key.label_zh) + "）",
                                       "the setting " + in_quotes(key.name) + " is missing (" +
                                           std::string(key.label_en) + ")"});
        } else if (auto read = reader.read(key, given->value)) {
            value = std::move(*read);
        }
    }
    return Settings(std::move(values));
}

} // namespace daifa::config::detail
