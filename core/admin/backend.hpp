#pragma once

#include "config/problem.hpp"
#include "plugin_host/plugin_description.hpp"
#include "plugin_host/refusal.hpp"
#include "reconcile/merchant_lane.hpp"
#include "reconcile/shop_lane.hpp"
#include "store/ledger.hpp"

#include <daifa/support/clock.hpp>
#include <daifa/support/random.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daifa::admin {

using plugin_host::Sentence;

/// One configured shop as the API sees it.
struct ShopEntry {
    ShopId id = {};
    std::string source = {};   ///< "file:line" of its definition.
    std::string platform = {}; ///< The plugins' names.
    std::string erp = {};
    bool is_enabled = true;
    TradeRole role = TradeRole::factory;
    /// Of a factory's shop; null when it could not start. Shared, because an answer in the making
    /// outlives a reload.
    std::shared_ptr<reconcile::ShopLane> lane = {};
    std::shared_ptr<reconcile::MerchantLane> merchant = {}; ///< Of a merchant's shop, likewise.
    Sentence problem = {};                                  ///< Why there is no lane.

    /// What both kinds have in common; null when the shop could not start.
    reconcile::AnyLane* any_lane() const
    {
        if (lane)
            return lane.get();
        return merchant.get();
    }
};

struct DaemonFacts {
    std::string version = {};
    TimePoint started_at = {};
    std::int64_t epoch = 0;
    std::string store_url = {};                    ///< Without a password.
    std::optional<std::int64_t> store_bytes = {}; ///< Of the database's files, where it has files.
};

/// What became of a request to read the configuration again.
struct ReloadResult {
    bool is_taken = false;                       ///< False: the old configuration goes on.
    std::vector<config::Problem> problems = {}; ///< Errors, and warnings of one that was taken.
    std::vector<ShopId> started = {};
    std::vector<ShopId> changed = {};
    std::vector<ShopId> stopped = {};
};

/// What the API needs of the daemon. Used on the engine's thread.
class Backend {
public:
    virtual ~Backend() = default;

    virtual DaemonFacts facts() const = 0;
    /// All configured shops in the order of their ids, those that could not start included.
    virtual std::vector<ShopEntry> shops() const = 0;
    virtual store::Ledger& ledger() = 0;
    virtual Clock& clock() = 0;
    virtual Random& random() = 0;
    virtual std::vector<plugin_host::PluginDescription> plugins() const = 0;
    virtual std::vector<plugin_host::Refusal> refused_plugins() const = 0;
    /// What is wrong with the configuration that was read last, taken or not.
    virtual std::vector<config::Problem> configuration_problems() const = 0;
    virtual awaitable<ReloadResult> reload() = 0;
};

} // namespace daifa::admin
