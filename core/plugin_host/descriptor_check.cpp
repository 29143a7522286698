#include "plugin_host/descriptor_check.hpp"

#include <set>
#include <string>

namespace daifa::plugin_host {
namespace {

Sentence wrong(const std::string& en, const std::string& zh)
{
    return {en + "; correct the plugin and rebuild it", zh + "；请修正插件后重新编译"};
}

std::optional<Sentence> check_factories(const PluginDescriptor& descriptor)
{
    const bool makes_platform = descriptor.make_platform != nullptr;
    const bool makes_erp = descriptor.make_erp != nullptr;
    if (makes_platform == makes_erp || makes_erp != (descriptor.kind == PluginKind::erp))
        return wrong("it must set exactly the factory of its kind", "必须且只能提供与其类型一致的工厂函数");
    return std::nullopt;
}

std::optional<Sentence> check_settings(std::span<const ConfigKey> settings)
{
    std::set<std::string_view> names;
    for (const ConfigKey& key : settings) {
        const std::string name(key.name);
        if (name.empty())
            return wrong("one of its settings has no name", "有一个设置项没有名称");
        if (!names.insert(key.name).second)
            return wrong("it names the setting \"" + name + "\" twice",
                         "设置项“" + name + "”重复");
        if (key.label_en.empty() || key.label_zh.empty())
            return wrong("its setting \"" + name + "\" lacks a label in English or Chinese",
                         "设置项“" + name + "”缺少中文或英文说明");
    }
    return std::nullopt;
}

} // namespace

std::optional<Sentence> check_descriptor(const PluginDescriptor& descriptor, const Stamp& stamp)
{
    if (descriptor.kind != stamp.kind || descriptor.name != stamp.name ||
        descriptor.version != stamp.version)
        return wrong("it says it is something else than its stamp says", "其自述信息与文件标记不一致");
    if (descriptor.capabilities == nullptr)
        return wrong("it does not say what it can do", "没有说明自身能力");
    if (auto problem = check_factories(descriptor))
        return problem;
    return check_settings(descriptor.settings);
}

std::optional<Sentence> check_capabilities(const Capabilities& capabilities)
{
    if (capabilities.orders.window_max <= Milliseconds::zero())
        return wrong("the window in which it can read orders is empty", "可读取订单的时间窗为空");
    for (const RateLimit& limit : capabilities.rate_limits)
        if (limit.api.empty() || limit.calls <= 0 || limit.per <= Milliseconds::zero())
            return wrong("its rate limit for \"" + limit.api + "\" allows no call at all",
                         "接口“" + limit.api + "”的限流设置不允许任何调用");
    return std::nullopt;
}

} // namespace daifa::plugin_host
