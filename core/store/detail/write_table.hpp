#pragma once

#include "store/detail/order_table.hpp"

namespace daifa::store {

/// What of a write decides whether it may be claimed or settled.
struct WriteHead {
    WriteKind kind = WriteKind::import_order;
    WriteState state = WriteState::claimed;
    std::string subject = {};
    TimePoint claimed_at = {};
};

/// A write that is claimed or uncertain, with its order.
struct OpenWrite {
    WriteHead write = {};
    OrderHead order = {};
};

std::optional<OpenWrite> find_open_write(Session& session, const ShopKey& key, const OrderId& id,
                                         const std::string& write_key);
std::optional<WriteHead> find_write(Session& session, const ShopKey& key, const OrderId& id,
                                    const std::string& write_key);
/// Whether another upload than this one holds the carrier's number, and is of no order in the same
/// parcel.
bool is_number_held(Session& session, const ShopKey& key, const Claim& claim);

/// False, and nothing is changed, when the write is in a state that can't be claimed.
bool save_claim(Session& session, const ShopKey& key, const Claim& claim, const OrderHead& head,
                TimePoint now);

/// False when there is a write of that key which was not refused.
bool save_request(Session& session, const ShopKey& key, const RequestedWrite& write, int generation,
                  TimePoint now);

/// A number goes free when its upload surely had no effect, and when it was retracted.
void save_settlement(Session& session, const ShopKey& key, const Settlement& settlement,
                     const WriteHead& write, TimePoint now);
/// Lets another upload take the number that this order's upload of `subject` holds.
void free_number(Session& session, const ShopKey& key, const OrderId& id,
                 const std::string& subject);
/// Lets the refused writes of this generation be claimed from `now` on; returns how many.
std::int64_t free_refused_writes(Session& session, const ShopKey& key, const OrderHead& head,
                                 TimePoint now);
bool has_given_up(Session& session, const ShopKey& key, const OrderHead& head);

struct WriteName {
    OrderId order = {};
    std::string key = {};
    WriteKind kind = WriteKind::import_order;
    TimePoint claimed_at = {};
};
std::vector<WriteName> list_claimed_writes(Session& session, const ShopKey& key);
void save_doubt(Session& session, const ShopKey& key, const WriteName& name, TimePoint now,
                TimePoint verify_after);

} // namespace daifa::store
