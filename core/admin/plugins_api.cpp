#include "admin/call.hpp"
#include "admin/differences.hpp"
#include "admin/order_json.hpp"

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

json::object plugin_json(const plugin_host::PluginDescription& plugin)
{
    json::object made;
    made["kind"] = plugin.kind;
    made["name"] = plugin.name;
    made["version"] = plugin.version;
    made["file"] = plugin.file;
    json::object capabilities;
    for (const auto& one : plugin.capabilities)
        capabilities[one.key] = one.value;
    made["capabilities"] = std::move(capabilities);
    json::array settings;
    for (const auto& one : plugin.settings) {
        json::object setting;
        setting["name"] = one.name;
        setting["type"] = one.type;
        setting["default"] = nullptr;
        if (one.default_text)
            setting["default"] = *one.default_text;
        setting["is_secret"] = one.is_secret;
        setting["en"] = one.label_en;
        setting["zh"] = one.label_zh;
        settings.push_back(std::move(setting));
    }
    made["settings"] = std::move(settings);
    return made;
}

} // namespace

awaitable<http::Response> list_plugins(Call call)
{
    json::array plugins;
    for (const auto& plugin : call.backend.plugins())
        plugins.push_back(plugin_json(plugin));
    json::array refused;
    for (const auto& refusal : call.backend.refused_plugins()) {
        json::object one = to_json(refusal.sentence);
        one["file"] = refusal.file.string();
        one["reason"] = plugin_host::to_text(refusal.reason);
        refused.push_back(std::move(one));
    }
    json::object body;
    body["plugins"] = std::move(plugins);
    body["refused"] = std::move(refused);
    co_return answer(body);
}

awaitable<http::Response> list_differences(Call)
{
    json::array list;
    for (const auto& difference : all_differences())
        list.push_back(difference_json(difference.name));
    json::object body;
    body["differences"] = std::move(list);
    co_return answer(body);
}

} // namespace daifa::admin
