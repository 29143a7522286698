#include "plugin_host/connector_builder.hpp"

#include <cassert>

namespace daifa::plugin_host {
namespace {

Sentence refusing(const PluginLibrary& plugin, const std::string& why)
{
    // The text may quote a setting, so it is clipped and masked like a remote's words.
    const std::string text = safe_remote_text(why);
    return {"plugin \"" + plugin.name() + "\" refuses its settings: " + text + "; correct them",
            "插件“" + plugin.name() + "”拒绝了它的设置：" + text + "；请修改设置"};
}

Sentence failing(const PluginLibrary& plugin, const std::string& en, const std::string& zh)
{
    return {"plugin \"" + plugin.name() + "\" made no connector, " + en +
                "; correct the plugin " + plugin.file().string(),
            "插件“" + plugin.name() + "”未能创建连接器，" + zh + "；请修正插件 " +
                plugin.file().string()};
}

template <class Connector>
boost::system::result<std::unique_ptr<Connector>, Sentence>
build(const PluginLibrary& plugin, std::unique_ptr<Connector> (*factory)(ConnectorContext),
      ConnectorContext context)
{
    assert(factory != nullptr);
    try {
        if (auto connector = factory(std::move(context)))
            return connector;
        return failing(plugin, "its factory returned nothing", "其工厂函数没有返回对象");
    } catch (const std::exception& error) {
        return refusing(plugin, error.what());
    } catch (...) {
        return failing(plugin, "its factory threw something that is no std::exception",
                       "其工厂函数抛出了非标准异常");
    }
}

} // namespace

boost::system::result<std::unique_ptr<PlatformConnector>, Sentence>
build_platform(const PluginLibrary& plugin, ConnectorContext context)
{
    return build(plugin, plugin.descriptor().make_platform, std::move(context));
}

boost::system::result<std::unique_ptr<ErpConnector>, Sentence>
build_erp(const PluginLibrary& plugin, ConnectorContext context)
{
    return build(plugin, plugin.descriptor().make_erp, std::move(context));
}

} // namespace daifa::plugin_host
