#include "pinduoduo/connector.hpp"
#include "pinduoduo/settings.hpp"

#include <daifa/plugin/export.hpp>

DAIFA_EXPORT_PLATFORM("pinduoduo", "1.0.0", daifa::pinduoduo::settings, daifa::pinduoduo::Connector)
