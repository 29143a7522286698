// Built against other SDK headers. It would abort the process if anything of it ran.
#include <daifa/plugin/sdk_hash.hpp>

#undef DAIFA_SDK_HASH
#define DAIFA_SDK_HASH "0000000000000000000000000000000000000000000000000000000000000000"

#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

#include <cstdlib>

namespace {
[[maybe_unused]] const int at_load = (std::abort(), 0);
}

DAIFA_EXPORT_ERP("wrong_stamp", "1.0.0", daifa::test::idle_settings, daifa::test::IdleErp)
