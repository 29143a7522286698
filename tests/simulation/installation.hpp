#pragma once

#include "config/shop_config.hpp"
#include "plugin_host/plugin_catalog.hpp"

#include <daifa/support/secret.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace daifa::simulation {

/// That the practice ERP starts with.
inline constexpr std::string_view erp_secret = "DemoJkySecret0001";

/// What stays the same in all worlds of a process: the loaded plugins, a shop's configuration as
/// its YAML gives it, and a folder for stores.
class Installation {
public:
    explicit Installation(const std::filesystem::path& plugins);
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;
    ~Installation();

    const plugin_host::PluginCatalog& plugins() const { return plugins_; }
    const config::ShopConfig& shop(WaybillSource source, bool has_push = false) const
    {
        const auto& shops = has_push ? listening_ : silent_;
        return source == WaybillSource::erp ? shops.by_erp : shops.by_platform;
    }
    /// A merchant's, with an ERP of its own or without.
    const config::ShopConfig& merchant(bool has_erp) const
    {
        return has_erp ? silent_.merchant_with_erp : silent_.merchant;
    }
    const Secret& master_key() const { return master_key_; }
    std::filesystem::path store() const { return folder_ / "daifa.db"; }
    /// Another program may hold the store from now on.
    void give_up_lock() const;
    /// An empty store that has all its tables.
    void renew_store() const;

private:
    struct Shops {
        config::ShopConfig by_erp;
        config::ShopConfig by_platform;
        config::ShopConfig merchant;
        config::ShopConfig merchant_with_erp;
    };

    /// With these settings of the platform besides the others.
    Shops load_shops(const std::string& settings) const;
    void make_empty_store() const;

    plugin_host::PluginCatalog plugins_;
    std::filesystem::path folder_;
    Secret master_key_;
    Shops silent_; ///< They don't listen to messages.
    Shops listening_;
};

} // namespace daifa::simulation
