#pragma once

#include "config/detail/loader.hpp"
#include "config/detail/merchant_rules.hpp"
#include "config/plugin_settings_source.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace daifa::config::detail {

/// Follows the references of shops: strategy, plugins, table of items.
class ShopLoader {
public:
    /// All arguments outlive the loader.
    ShopLoader(const std::vector<ReadFile>& strategies, const PluginSettingsSource& plugins,
               SecretReader& secrets, std::vector<Problem>& problems);

    /// Puts the shop into the configuration, or its name among the faulty ones.
    void load(const ReadFile& file, LoadedConfiguration& result);
    /// Once every shop was loaded: the factories' shops that merchants name must be among them.
    void check_factories(LoadedConfiguration& result);

private:
    void add_strategy(const ReadFile& file);
    ShopConfig build(const ReadFile& file, Report& report);
    void check_id(const ReadFile& file, Report& report);
    void follow_strategy(const ReadFile& file, ShopConfig& shop, Report& report);
    void follow_item_map(const ReadFile& file, ShopConfig& shop);
    Settings follow_plugin(const ReadFile& file, PluginKind kind, const std::string& name,
                           const YamlNode& node, Report& report);
    void check_limits(const ReadFile& file, Report& report);
    void check_erp(const ReadFile& file, Report& report);
    void read_merchant(const ReadFile& file, ShopConfig& shop, Report& report);

    const PluginSettingsSource& plugins_;
    SecretReader& secrets_;
    std::vector<Problem>& problems_;
    std::map<std::string, const ReadFile*> strategies_;
    std::set<std::string> doubled_strategies_;
    bool has_unread_strategy_ = false; ///< Any missing strategy may stand in it.
    std::map<std::string, std::string> shop_places_;
    struct MerchantFile {
        const ReadFile* file = nullptr;
        ShopId shop = {};
        std::vector<FactoryReference> references = {};
    };
    std::vector<MerchantFile> merchants_;
    // Of the shop under way:
    std::vector<std::string> limited_apis_;
    bool are_limits_known_ = true;
    bool is_doubled_ = false;
    bool is_faulty_ = false; ///< It refers to something faulty.
};

} // namespace daifa::config::detail
