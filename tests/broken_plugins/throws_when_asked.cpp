// Its capabilities can not be asked for.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

#include <stdexcept>

namespace {

class Thrower : public daifa::test::IdleErp {
public:
    using IdleErp::IdleErp;
    static daifa::Capabilities default_capabilities() { throw std::runtime_error("not today"); }
};

} // namespace

DAIFA_EXPORT_ERP("throws_when_asked", "1.0.0", daifa::test::idle_settings, Thrower)
