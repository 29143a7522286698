// A second file that calls itself "good".
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

DAIFA_EXPORT_ERP("good", "9.9.9", daifa::test::idle_settings, daifa::test::IdleErp)
