// Refuses every setting.
#include "idle_erp.hpp"

#include <daifa/plugin/export.hpp>

#include <stdexcept>

namespace {

class Refuser : public daifa::test::IdleErp {
public:
    explicit Refuser(daifa::ConnectorContext context) : IdleErp(std::move(context))
    {
        throw std::invalid_argument("\"endpoint\" must end with a slash");
    }
};

} // namespace

DAIFA_EXPORT_ERP("throwing_factory", "1.0.0", daifa::test::idle_settings, Refuser)
