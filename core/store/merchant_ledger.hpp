#pragma once

#include "store/database.hpp"
#include "store/merchant_records.hpp"

#include <daifa/support/awaitable.hpp>

#include <map>

namespace daifa::store {

/// The part of the ledger that is about merchants' own orders. Its promises are those of `Ledger`.
class MerchantLedger {
public:
    explicit MerchantLedger(Database& database) : database_(database) {}

    // Observing.
    /// A changed order becomes due at once. A read that began before the order's last one, or
    /// before its last write ended, changes nothing.
    awaitable<RowCounts> record_orders(ShopId shop, std::vector<MerchantOrder> rows,
                                       TimePoint began, std::string cause, std::string request_id);
    /// As `record_orders` for the one that somebody waits for: it becomes due in any case.
    awaitable<void> record_look(ShopId shop, MerchantLook look, TimePoint now);
    /// The platform does not know the order any more.
    awaitable<void> record_gone(ShopId shop, std::string order, TimePoint now);
    /// Findings about orders that are not in the ledger are left out. With `is_look` exactly these
    /// were asked for.
    awaitable<std::int64_t> record_erp(ShopId shop, std::vector<ErpFinding> findings, bool is_look,
                                       TimePoint began, TimePoint now);
    awaitable<std::int64_t> record_factories(ShopId shop, std::vector<FactoryFinding> findings,
                                             TimePoint now);
    /// Orders that are still to ship, by their numbers, behind `after`.
    awaitable<std::vector<MerchantRecord>> list_open(ShopId shop, std::string after, int limit);
    /// As `list_open`, without reading what the orders are.
    awaitable<std::vector<FactoryPrint>> list_factory_prints(ShopId shop, std::string after,
                                                             int limit);
    /// Of another shop, a factory's: its orders whose seller's note holds one of the numbers. A
    /// read of its own; nothing is written there.
    awaitable<std::map<std::string, std::vector<NotedOrder>>>
    find_noted_orders(ShopId factory, std::vector<std::string> numbers);
    /// Of a factory's shop: makes orders found that an older daemon stored, at most `limit` of
    /// them. False when there are no more.
    awaitable<bool> note_older_orders(ShopId factory, int limit);
    /// Of a factory's shop: what its ERP has of that item in all warehouses; nothing where it tells
    /// no stock of it.
    awaitable<std::optional<std::int64_t>> sum_stock(ShopId factory, std::string item);

    // Deciding and acting.
    awaitable<std::vector<MerchantRecord>> load_due(ShopId shop, TimePoint now, int limit);
    awaitable<std::optional<TimePoint>> find_next_due(ShopId shop);
    awaitable<std::optional<MerchantRecord>> find_order(ShopId shop, std::string order);
    /// True for what is ours to send: durable, the order was at the claim's revision, and it is to
    /// be shipped without after-sale, risk or suspension.
    awaitable<std::vector<bool>> claim(ShopId shop, std::vector<MerchantClaim> claims,
                                       TimePoint now);
    awaitable<void> settle(ShopId shop, std::vector<ShipSettlement> settlements, TimePoint now);
    awaitable<void> save_verdicts(ShopId shop, std::vector<MerchantVerdictUpdate> updates,
                                  TimePoint now);
    awaitable<std::int64_t> doubt_claimed_writes(ShopId shop, TimePoint now,
                                                 Milliseconds late_arrival);
    awaitable<void> make_all_due(ShopId shop, TimePoint now);

    // People.
    /// Says that the order may be shipped with this number, and no other; what was refused may be
    /// tried again. False when there is no such order.
    awaitable<bool> approve(ShopId shop, std::string order, std::string subject, std::string by,
                            TimePoint now);
    /// Takes the place of what was decided about the same difference before. False when there is no
    /// such order.
    awaitable<bool> decide_case(ShopId shop, std::string order, CaseDecision decision);
    /// False when nothing was decided about it.
    awaitable<bool> reopen_case(ShopId shop, std::string order, std::string difference,
                                std::string by, std::string reason, TimePoint now);
    awaitable<MerchantList> list(ShopId shop, MerchantQuery query);
    awaitable<MerchantSummary> summarize(ShopId shop);
    awaitable<std::vector<Event>> list_events(ShopId shop, std::string order);
    /// Removes orders at an end since before; returns how many, at most `limit`.
    awaitable<std::int64_t> archive(ShopId shop, TimePoint before, int limit);

private:
    Database& database_;
};

} // namespace daifa::store
