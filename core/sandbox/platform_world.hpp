#pragma once

#include "sandbox/call_counts.hpp"
#include "sandbox/drop_ship_book.hpp"
#include "sandbox/platform_accounts.hpp"
#include "sandbox/platform_listings.hpp"
#include "sandbox/platform_messages.hpp"
#include "sandbox/platform_orders.hpp"
#include "sandbox/platform_waybills.hpp"
#include "sandbox/seeded_random.hpp"
#include "sandbox/world_part.hpp"

#include <string>
#include <vector>

namespace daifa::sandbox {

/// The practice sales platform: merchants, their orders, the factories they are assigned to, apps and
/// tokens. It knows nothing of wires; its fronts do. The same seed and the same calls tell the same
/// story.
class PlatformWorld : public WorldPart {
public:
    explicit PlatformWorld(std::uint64_t seed = 1);

    boost::json::object control(std::string_view action, const boost::json::object& arguments,
                                TimePoint now) override;
    boost::json::object truth(TimePoint now) const override;
    boost::json::object totals(TimePoint now) const override;
    boost::json::object calls() const override { return call_counts.to_json(); }
    void tick(TimePoint now) override;
    /// Lets the message service know what happened to orders.
    void tell_changes();

    /// A number is uploaded to an order: the order's state decides, and what is known of the number.
    UploadOutcome upload(PracticeOrder& order, const std::string& number, const std::string& carrier, TimePoint now);
    UploadOutcome upload_extras(PracticeOrder& order, const std::vector<std::string>& numbers,
                                const std::string& carrier, TimePoint now);

    PlatformAccounts accounts;
    PlatformOrders orders;
    PlatformWaybills waybills;
    DropShipBook desk; ///< What merchants and factories agree on; `DropShipDesk` acts on it.
    PlatformListings listings = {};
    PlatformMessages messages;
    PlatformRules rules = {};
    CallCounts call_counts = {};

private:
    friend class PlatformControl;

    UploadOutcome find_objection(const PracticeOrder& order, const std::vector<std::string>& numbers,
                                 const std::string& carrier) const;
    void count_misplaced(const PracticeOrder& order, const std::vector<std::string>& numbers,
                         const std::string& carrier);

    /// A control action that happens by itself when its time has come.
    struct Later {
        TimePoint at = {};
        std::string action = {};
        boost::json::object arguments = {};
    };

    SeededRandom random_;
    std::vector<PracticeMerchant> merchants_;
    std::vector<Later> later_;
};

} // namespace daifa::sandbox
