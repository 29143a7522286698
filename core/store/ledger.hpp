#pragma once

#include "store/database.hpp"
#include "store/merchant_ledger.hpp"
#include "store/records.hpp"
#include "store/stock_ledger.hpp"

#include <daifa/support/awaitable.hpp>

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace daifa::store {

/// What admin queries filter and sort by. Pages go by key, never by offset.
struct OrderQuery {
    std::optional<OrderState> state = {};
    std::string difference = {}; ///< Empty: any.
    std::string text = {};       ///< Part of the order number or merchant id; empty: any.
    bool oldest_first = true;    ///< By `verdict_since`.
    int limit = 50;
    std::string after = {}; ///< Continue behind this cursor (from the last page).
};

struct OrderList {
    std::vector<OrderRecord> orders = {}; ///< Without bodies, ERP facts and writes.
    std::string next = {};
};

/// How many orders stand where, and the oldest one that isn't equal.
struct ShopSummary {
    std::vector<std::pair<OrderState, std::int64_t>> states = {};
    std::vector<std::pair<std::string, std::int64_t>> differences = {};
    std::optional<TimePoint> oldest_open_since = {};
    std::int64_t holes = 0;
    std::int64_t uncertain_writes = 0;
};

using OrderIds = std::unordered_set<OrderId>;

/// Everything the daemon remembers. Each call is one unit of work of one shop: it happens whole or
/// not at all, and the awaiting coroutine goes on after it is durable. Throws StoreFailure.
class Ledger {
public:
    explicit Ledger(Database& database) : database_(database), stock_(database), merchant_(database)
    {
    }

    StockLedger& stock() { return stock_; }
    MerchantLedger& merchant() { return merchant_; }

    // Observing: facts only, of a read that began at `began`: what it shows is at least that new. A
    // changed order becomes due at once. With the cause "look" (exactly these orders were read
    // because somebody waits for them) an unchanged one does so too.
    awaitable<RowCounts> record_platform_orders(ShopId shop, std::vector<PlatformOrder> rows,
                                                TimePoint began, std::string cause,
                                                std::string request_id);
    /// Rows whose order is not in the ledger are left out, and not counted.
    awaitable<RowCounts> record_erp_orders(ShopId shop, std::vector<ErpRow> rows, TimePoint began,
                                           std::string cause, std::string request_id);
    /// A look at the ERP for exactly these orders: what the ledger knows of them and `rows` does
    /// not show in the present generation is marked missing; `erp_read_at` becomes `began`; they
    /// become due.
    awaitable<void> record_erp_look(ShopId shop, std::vector<OrderId> orders,
                                    std::vector<ErpRow> rows, TimePoint began,
                                    std::string request_id);
    /// A proven window takes the place of the holes and provisional windows it covers.
    awaitable<void> record_window(ShopId shop, WindowRecord window);
    /// The end of the proven past of a stream; nothing before the first proven window.
    awaitable<std::optional<TimePoint>> load_proven_until(ShopId shop, Stream stream);
    awaitable<void> save_proven_until(ShopId shop, Stream stream, TimePoint until);
    /// Newest first; only holes when `only_holes`.
    awaitable<std::vector<WindowRecord>> list_windows(ShopId shop, bool only_holes, int limit);

    // Deciding and acting.
    // Orders with a write under way stay due; who waits for the answers names them in `except`.
    awaitable<std::vector<OrderRecord>> load_due(ShopId shop, TimePoint now, int limit,
                                                 OrderIds except = {},
                                                 Bodies bodies = Bodies::until_audited);
    awaitable<std::optional<TimePoint>> find_next_due(ShopId shop, OrderIds except = {});
    awaitable<std::optional<OrderRecord>> find_order(ShopId shop, OrderId id);
    /// One outcome per claim. Where one of a group can't be claimed the others are stale.
    awaitable<std::vector<ClaimOutcome>> claim(ShopId shop, std::vector<Claim> claims,
                                               TimePoint now);
    /// Raises the revision, so that a verdict made before can't hide what happened. The order
    /// becomes due at once, unless the settlement brings the verdict along.
    awaitable<void> settle(ShopId shop, std::vector<Settlement> settlements, TimePoint now);
    /// What the labels of these numbers ("YTO/YT1") are printed from, one per number; empty where
    /// there is no such label.
    awaitable<std::vector<Secret>> load_print_data(ShopId shop, std::vector<std::string> numbers);
    awaitable<std::vector<KeptLabel>> list_labels(ShopId shop, OrderId order);
    struct SeenOrder {
        OrderId order = {};
        std::int64_t revision = 0;
    };
    struct VerdictUpdate {
        OrderId order = {};
        std::int64_t revision = 0;
        Verdict verdict = {};
        std::vector<SeenOrder> seen = {}; ///< Others that it waits for.
    };
    /// Kept only where the revisions still are what the decision saw; else the order stays due.
    awaitable<void> save_verdicts(ShopId shop, std::vector<VerdictUpdate> updates, TimePoint now);
    /// The next generation: facts of the old one stay, new writes get new keys, and the ERP has not
    /// been read for it.
    awaitable<bool> begin_generation(ShopId shop, OrderId order, std::int64_t revision,
                                     std::string cause, TimePoint now);
    /// At start-up: whatever is still `claimed` was cut off and is uncertain now. Returns how many.
    awaitable<std::int64_t> doubt_claimed_writes(ShopId shop, TimePoint now,
                                                 Milliseconds late_arrival);
    /// Makes every open order due, after a strategy changed.
    awaitable<void> make_all_due(ShopId shop, TimePoint now);

    /// Somebody put an older copy of this ledger in its place: what was done since then is unknown,
    /// and stays so for all that is older than `now`.
    awaitable<void> mark_restored(TimePoint now);
    awaitable<std::optional<TimePoint>> load_restored_at();

    // People.
    /// False when there is no such order, or when it is held already: the first hold stays.
    awaitable<bool> set_hold(ShopId shop, OrderId order, Hold hold);
    awaitable<bool> lift_hold(ShopId shop, OrderId order, std::string by, TimePoint now);
    /// An uncertain write becomes given up, confirmed or refused by a named person, one that was
    /// given up confirmed or refused. False when it is neither. Refused means that it surely never
    /// happened.
    /// `result` is what a confirmed one made: "YTO/YT1" of a take. Of a number that several orders
    /// share, it is so for all of them.
    awaitable<bool> resolve_write(ShopId shop, OrderId order, std::string key, WriteState outcome,
                                  std::string by, std::string reason, TimePoint now,
                                  std::string result = {});
    /// Refused writes of the order's generation may be claimed again at once, whatever they wait
    /// for.
    awaitable<RetryOutcome> retry(ShopId shop, OrderId order, std::string by, TimePoint now);
    /// Keeps the write as requested; one that was refused is asked for again. False when there is
    /// no such order, and when the write is under way or done.
    awaitable<bool> request_write(ShopId shop, RequestedWrite write, std::string by,
                                  std::string reason, TimePoint now);
    /// False when there is no such order.
    awaitable<bool> choose_parcel(ShopId shop, OrderId order, ParcelChoice choice, std::string by,
                                  std::string reason, TimePoint now);
    /// A later decision about the same difference takes the place of an earlier one. False when
    /// there is no such order.
    awaitable<bool> decide_case(ShopId shop, OrderId order, CaseDecision decision);
    /// Takes back what was decided about it in the order's generation; false when nothing was.
    awaitable<bool> reopen_case(ShopId shop, OrderId order, std::string difference, std::string by,
                                std::string reason, TimePoint now);
    /// Newest first.
    awaitable<std::vector<DecidedCase>> list_decisions(ShopId shop, int limit);
    awaitable<ShopSummary> summarize(ShopId shop);
    awaitable<OrderList> list_orders(ShopId shop, OrderQuery query);
    /// Orders whose number or "merchant/number" is or starts with `text`; at most ten. When there
    /// is no such number, orders whose merchant is or starts with it.
    awaitable<std::vector<OrderId>> search_orders(ShopId shop, std::string text);
    awaitable<std::vector<Event>> list_events(ShopId shop, OrderId order);

    // Access. Encrypted at rest, bound to the shop and the purpose.
    awaitable<void> save_credential(ShopId shop, Credential credential, TimePoint now);
    awaitable<std::optional<Credential>> load_credential(ShopId shop);
    /// A token refresh or code exchange is a write as well: claimed before it is sent.
    struct AccessWrite {
        std::string kind = {}; ///< "refresh" or "exchange".
        WriteState state = WriteState::claimed;
        int attempts = 0;
        TimePoint at = {};
    };
    awaitable<void> save_access_write(ShopId shop, AccessWrite write);
    awaitable<std::optional<AccessWrite>> load_access_write(ShopId shop);

    /// Removes ended orders, their events and proven windows older than `before`; returns how many
    /// orders. At most `limit` orders a call.
    awaitable<std::int64_t> archive(ShopId shop, TimePoint before, int limit);

private:
    Database& database_;
    StockLedger stock_;
    MerchantLedger merchant_;
};

} // namespace daifa::store
