// Its factory returns nothing.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

DAIFA_EXPORT_("erp", daifa::PluginKind::erp, "null_connector", "1.0.0", daifa::test::idle_settings,
              &daifa::test::IdleErp::default_capabilities, nullptr,
              [](daifa::ConnectorContext) -> std::unique_ptr<daifa::ErpConnector> {
                  return nullptr;
              })
