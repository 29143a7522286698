#pragma once

#include "jackyun/settings.hpp"

#include <map>
#include <string>

namespace daifa::jackyun {

using SettingValues = std::map<std::string, SettingValue, std::less<>>;

/// Every setting at its default, as the host would hand them over, with made-up keys.
inline SettingValues default_values()
{
    using namespace std::chrono_literals;
    SettingValues values;
    values["app_key"] = std::string("10000001");
    values["app_secret"] = Secret("DemoJkySecret0001");
    values["gateway"] = std::string("http://127.0.0.1:1/open/openapi/do");
    values["version"] = std::string("v1.0");
    values["token"] = Secret();
    values["timeout"] = Milliseconds(15s);
    values["late_arrival"] = Milliseconds(60s);
    values["calls_per_second"] = std::int64_t(1);
    values["operator"] = std::string("daifa");
    values["trade_type"] = std::int64_t(2);
    values["cancel_reason"] = std::string("420001");
    values["own_platform_codes"] = std::vector<std::string>();
    values["fields"] = std::string(default_fields);
    values["numbers_as"] = std::string("array");
    values["time_format"] = std::string("text");
    values["paging"] = std::string("scroll");
    values["channel_filter"] = true;
    values["search_archive"] = true;
    values["search_deleted"] = true;
    values["error_codes"] = std::map<std::string, std::string>();
    for (const auto* key :
         {"charge_type", "warehouse_code", "logistic_name", "sf_logistic_name", "channel_name"})
        values[key] = std::string();
    return values;
}

} // namespace daifa::jackyun
