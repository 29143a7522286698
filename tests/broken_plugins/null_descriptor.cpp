// Its export returns a reference to nothing, as only another language's compiler lets it.
#include <daifa/plugin/export.hpp>

extern "C" __attribute__((section(DAIFA_STAMP_SECTION), used, visibility("default")))
const char daifa_stamp[] = "daifa-plugin 1\nkind=erp\nname=null_descriptor\nversion=1.0.0\n"
                           DAIFA_BUILD_STAMP;

extern "C" __attribute__((visibility("default"))) const daifa::PluginDescriptor* daifa_plugin()
{
    return nullptr;
}
