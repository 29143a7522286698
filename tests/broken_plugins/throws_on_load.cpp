// An exception leaves the constructor of a namespace-scope object.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

#include <stdexcept>

namespace {

struct Thrower {
    Thrower() { throw std::runtime_error("no licence found"); }
};

const Thrower at_load;

} // namespace

DAIFA_EXPORT_ERP("throws_on_load", "1.0.0", daifa::test::idle_settings, daifa::test::IdleErp)
