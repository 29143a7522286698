// Stamped as a plugin, but it exports no `daifa_plugin`.
#include <daifa/plugin/export.hpp>

extern "C" __attribute__((section(DAIFA_STAMP_SECTION), used, visibility("default")))
const char daifa_stamp[] = "daifa-plugin 1\nkind=erp\nname=missing_symbol\nversion=1.0.0\n"
                           DAIFA_BUILD_STAMP;
