#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"
#include "store/merchant_records.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace daifa::store {

// What stands in no column of its own, as JSON text, and back.
std::string to_json_text(const std::vector<OrderItem>& items);
std::vector<OrderItem> parse_items(std::string_view text);
std::string to_json_text(const FoundNumber& found);
FoundNumber parse_found(std::string_view text);
/// Over everything the platform says of an order.
std::string digest_of(const MerchantOrder& order);

/// An order with what only its table needs.
struct MerchantRow {
    MerchantRecord record = {};
    std::int64_t event_seq = 0;
    std::string digest = {};
};

std::optional<MerchantRow> find_merchant_order(Session& session, const ShopKey& key,
                                               const std::string& number);
// By their numbers, behind `after`.
std::vector<MerchantRow> list_merchant_orders(Session& session, const ShopKey& key,
                                              const std::string& after, int limit);
std::vector<MerchantRow> list_merchant_orders_in(Session& session, const ShopKey& key,
                                                 MerchantState state, const std::string& after,
                                                 int limit);
std::vector<MerchantRow> list_merchant_orders_of(Session& session, const ShopKey& key,
                                                 const std::string& difference,
                                                 const std::string& after, int limit);
std::vector<MerchantRow> list_open_merchant_orders(Session& session, const ShopKey& key,
                                                   const std::string& after, int limit);
std::vector<FactoryPrint> list_factory_prints(Session& session, const ShopKey& key,
                                              const std::string& after, int limit);
std::vector<MerchantRow> list_due_merchant_orders(Session& session, const ShopKey& key,
                                                  TimePoint now, int limit);
std::vector<MerchantRow> list_claimed_merchant_orders(Session& session, const ShopKey& key);
void save_merchant_order(Session& session, const ShopKey& key, const MerchantRow& row);

/// Under which name the order's decisions are kept.
OrderId merchant_case_owner(const std::string& number);

/// The next revision, due at once: something is different now. Not saved yet.
void touch(MerchantRow& row, TimePoint now);
/// A step of the order's history; the row has to be saved afterwards.
void add_merchant_event(Session& session, const ShopKey& key, MerchantRow& row, const Event& event);
std::vector<Event> list_merchant_events(Session& session, const ShopKey& key,
                                        const std::string& number);

void add_merchant_tally(Session& session, const ShopKey& key, const MerchantVerdict& place,
                        int orders);
MerchantSummary summarize_merchant(Session& session, const ShopKey& key);

/// Is a write of it under way, or nobody knows what became of it?
bool is_open(const MerchantRecord& record);
/// Not saved yet; the event is.
void settle_row(Session& session, const ShopKey& key, MerchantRow& row,
                const ShipSettlement& settlement, TimePoint now);
/// Takes what the platform says; not saved yet, the event is. False when it is nothing new.
bool take_order(Session& session, const ShopKey& key, MerchantRow& row, const MerchantOrder& order,
                TimePoint began, const Event& cause);

} // namespace daifa::store
