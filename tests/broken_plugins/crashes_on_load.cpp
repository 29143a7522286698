// Kills the process that loads it.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

#include <csignal>

namespace {
[[maybe_unused]] const int at_load = std::raise(SIGSEGV);
}

DAIFA_EXPORT_ERP("crashes_on_load", "1.0.0", daifa::test::idle_settings, daifa::test::IdleErp)
