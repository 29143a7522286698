// Its stamp and its descriptor disagree.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

extern "C" __attribute__((section(DAIFA_STAMP_SECTION), used, visibility("default")))
const char daifa_stamp[] = "daifa-plugin 1\nkind=erp\nname=other_name\nversion=1.0.0\n"
                           DAIFA_BUILD_STAMP;

extern "C" __attribute__((visibility("default"))) const daifa::PluginDescriptor& daifa_plugin()
{
    static const daifa::PluginDescriptor descriptor{
        daifa::PluginKind::erp, "some_name", "1.0.0", daifa::test::idle_settings,
        &daifa::test::IdleErp::default_capabilities, nullptr,
        [](daifa::ConnectorContext context) -> std::unique_ptr<daifa::ErpConnector> {
            return std::make_unique<daifa::test::IdleErp>(std::move(context));
        }};
    return descriptor;
}
