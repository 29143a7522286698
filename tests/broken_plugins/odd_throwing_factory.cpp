// Throws something that is no std::exception.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

namespace {

class Refuser : public daifa::test::IdleErp {
public:
    explicit Refuser(daifa::ConnectorContext context) : IdleErp(std::move(context)) { throw 42; }
};

} // namespace

DAIFA_EXPORT_ERP("odd_throwing_factory", "1.0.0", daifa::test::idle_settings, Refuser)
