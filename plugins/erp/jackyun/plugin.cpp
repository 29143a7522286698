#include "jackyun/connector.hpp"
#include "jackyun/settings.hpp"

#include <daifa/plugin/export.hpp>

DAIFA_EXPORT_ERP("jackyun", "1.0.0", daifa::jackyun::config_keys, daifa::jackyun::JackyunConnector)
