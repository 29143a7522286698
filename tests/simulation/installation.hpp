#pragma once

#include "config/shop_config.hpp"
#include "plugin_host/plugin_catalog.hpp"

#include <daifa/support/secret.hpp>

#include <filesystem>

namespace daifa::simulation {

/// What stays the same in all worlds of a process: the loaded plugins, a shop's configuration as
/// its YAML gives it, and a folder for stores.
class Installation {
public:
    explicit Installation(const std::filesystem::path& plugins);
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;
    ~Installation();

    const plugin_host::PluginCatalog& plugins() const { return plugins_; }
    const config::ShopConfig& shop(WaybillSource source) const
    {
        return source == WaybillSource::erp ? by_erp_ : by_platform_;
    }
    const Secret& master_key() const { return master_key_; }
    std::filesystem::path store() const { return folder_ / "daifa.db"; }
    /// Another program may hold the store from now on.
    void give_up_lock() const;
    /// An empty store that has all its tables.
    void renew_store() const;

private:
    void load_shops();
    void make_empty_store() const;

    plugin_host::PluginCatalog plugins_;
    std::filesystem::path folder_;
    Secret master_key_;
    config::ShopConfig by_erp_;
    config::ShopConfig by_platform_;
};

} // namespace daifa::simulation
