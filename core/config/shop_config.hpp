#pragma once

#include "strategy/strategy.hpp"

#include <daifa/support/settings.hpp>

#include <map>
#include <string>

namespace daifa::config {

/// "20/1s": at most `calls` in any span of `per`. It replaces the limit of that API in the
/// connector's capability table, lower or higher.
struct RateOverride {
    int calls = 0;
    Milliseconds per = {};

    friend bool operator==(const RateOverride&, const RateOverride&) = default;
};

/// One shop, checked and complete.
struct ShopConfig {
    ShopPlan plan = {};
    bool is_enabled = true;
    std::string platform_plugin = {};
    Settings platform_settings = {};
    std::string erp_plugin = {};
    Settings erp_settings = {};
    std::map<std::string, RateOverride> limits = {}; ///< By API name, of both sides.
    int connections = 4;                             ///< At most that many at once to each side.
    std::string proxy = {};  ///< "http://host:port" for both sides; empty: direct.
    std::string source = {}; ///< "file:line" of its definition.

    friend bool operator==(const ShopConfig&, const ShopConfig&) = default;
};

} // namespace daifa::config
