#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"
#include "store/detail/tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daifa::store {

/// What a unit of work has to know of an order before it changes it.
struct OrderHead {
    OrderId id = {};
    int generation = 1;
    std::int64_t revision = 0;
    std::int64_t event_seq = 0;
    OrderState state = OrderState::downloaded;
    std::string difference = {};
    TimePoint verdict_since = {};
    bool is_held = false;
    std::string content_digest = {};
    bool shares_parcel = false;
    std::string recipient_group = {};
};

std::optional<OrderHead> find_head(Session& session, const ShopKey& key, const OrderId& id);
/// Orders of different merchants may have the same number.
std::vector<OrderHead> find_heads(Session& session, const ShopKey& key, const std::string& number);

/// State and difference, for the order's history: "held: item_unmapped".
std::string describe_place(const Verdict& verdict);
/// Whether the verdict moves the order to another state or difference; that becomes an event.
bool is_other_place(const OrderHead& head, const Verdict& verdict);

/// What the platform said when it was last recorded, to tell whether it says something else now.
struct KnownFacts {
    std::string digest = {}; ///< As `OrderDigests::facts`.
    bool has_waybill = false;

    bool operator==(const KnownFacts&) const = default;
};
std::optional<KnownFacts> find_known_facts(Session& session, const ShopKey& key, const OrderId& id);
/// The platform shows the number that it took from us: facts that are new, and no news. False, and
/// nothing is changed, when it confirmed no upload of the order's generation, or when the order has
/// a difference, which may be about that number.
bool save_own_waybill(Session& session, const ShopKey& key, const OrderId& id, TimePoint now);
PlatformFacts load_facts(Session& session, const ShopKey& key, const OrderId& id);
void insert_order(Session& session, const ShopKey& key, OrderHead& head, const PlatformOrder& row,
                  const OrderDigests& digests, const Event& event, Tally& tally);
/// Replaces what the platform said; `head` is saved and the order due at `now`.
void save_facts(Session& session, const ShopKey& key, const OrderHead& head,
                const PlatformOrder& row, const OrderDigests& digests, TimePoint now);

/// An order beside this one in a parcel whose number was asked for under that subject.
struct ParcelMate {
    OrderId order = {};
    std::string take_key = {};
    std::string subject = {};
};
std::vector<ParcelMate> list_mates(Session& session, const ShopKey& key, const OrderId& id);
void save_shares_parcel(Session& session, const ShopKey& key, const OrderId& id);
void save_parcel_choice(Session& session, const ShopKey& key, const OrderId& id,
                        ParcelChoice choice);

// Each of these saves the head's revision and number of events along. Where the order shares a
// parcel, the others of it get the next revision and are due as well: what they may do follows from
// all of them.
/// The next revision, due at once: something is different now.
void touch(Session& session, const ShopKey& key, OrderHead& head, TimePoint now);
/// The platform showed the same as before, to somebody who waits for it.
void touch_read(Session& session, const ShopKey& key, OrderHead& head, TimePoint now);
void touch_erp_read(Session& session, const ShopKey& key, OrderHead& head, TimePoint now);
/// As `touch`, and what was read in the ERP counts as old.
void touch_to_read_erp(Session& session, const ShopKey& key, OrderHead& head, TimePoint now);
void save_generation(Session& session, const ShopKey& key, OrderHead& head, TimePoint now);
void save_hold(Session& session, const ShopKey& key, OrderHead& head,
               const std::optional<Hold>& hold, TimePoint now);
void save_verdict(Session& session, const ShopKey& key, OrderHead& head, const Verdict& verdict,
                  TimePoint now, Tally& tally);

} // namespace daifa::store
