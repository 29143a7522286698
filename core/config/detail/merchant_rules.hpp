#pragma once

#include "config/detail/report.hpp"
#include "config/detail/yaml_tree.hpp"
#include "strategy/merchant_plan.hpp"

#include <string>
#include <vector>

namespace daifa::config::detail {

/// A factory's own shop that a merchant's file names, with its place.
struct FactoryReference {
    Position at = {};
    std::string shop = {};
};

/// `merchant.factories`: [{name: …, shop: …, binding_name: …}]
std::vector<BoundFactory> read_factories(const YamlNode& list, Report& report,
                                         std::vector<FactoryReference>& references);

/// `merchant.assign`: [{factory: …, when: {…}, share: …, stock: …}], the factories by their names.
std::vector<AssignRule>
read_assign_rules(const YamlNode& list, const std::vector<BoundFactory>& factories, Report& report);

} // namespace daifa::config::detail
