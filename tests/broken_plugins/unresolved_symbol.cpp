// Uses a function that no library has.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

void function_of_a_forgotten_library();

extern "C" __attribute__((visibility("default"))) void use_it()
{
    function_of_a_forgotten_library();
}

DAIFA_EXPORT_ERP("unresolved_symbol", "1.0.0", daifa::test::idle_settings, daifa::test::IdleErp)
