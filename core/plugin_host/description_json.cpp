#include "plugin_host/description_json.hpp"

#include <boost/json/array.hpp>

namespace daifa::plugin_host {
namespace json = boost::json;
namespace {

json::object setting_json(const SettingDescription& setting)
{
    json::object made;
    made["name"] = setting.name;
    made["type"] = setting.type;
    made["default"] = nullptr;
    if (setting.default_text)
        made["default"] = *setting.default_text;
    made["is_required"] = !setting.default_text.has_value();
    made["is_secret"] = setting.is_secret;
    json::array choices;
    for (const auto& choice : setting.choices)
        choices.emplace_back(choice);
    made["choices"] = std::move(choices);
    made["en"] = setting.label_en;
    made["zh"] = setting.label_zh;
    return made;
}

} // namespace

json::object to_json(const PluginDescription& plugin)
{
    json::object made;
    made["kind"] = plugin.kind;
    made["name"] = plugin.name;
    made["version"] = plugin.version;
    made["file"] = plugin.file;
    json::object build;
    for (const auto& line : plugin.build)
        build[line.key] = line.value;
    made["build"] = std::move(build);
    json::object capabilities;
    for (const auto& one : plugin.capabilities)
        capabilities[one.key] = one.value;
    made["capabilities"] = std::move(capabilities);
    json::array settings;
    for (const auto& one : plugin.settings)
        settings.push_back(setting_json(one));
    made["settings"] = std::move(settings);
    return made;
}

json::object to_json(const Refusal& refusal)
{
    json::object made;
    made["file"] = refusal.file.string();
    made["reason"] = to_text(refusal.reason);
    made["en"] = refusal.sentence.en;
    made["zh"] = refusal.sentence.zh;
    return made;
}

} // namespace daifa::plugin_host
