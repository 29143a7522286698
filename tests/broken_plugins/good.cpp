// Nothing is wrong with it: the measure for the others.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

DAIFA_EXPORT_ERP("good", "1.2.3", daifa::test::idle_settings, daifa::test::IdleErp)
