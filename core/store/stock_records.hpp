#pragma once

#include "store/records.hpp"

#include <daifa/domain/stock.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the ledger keeps about stock, as plain data.
namespace daifa::store {

/// What the ERP has of one item in one warehouse.
struct StockLevel {
    std::string warehouse = {};
    std::int64_t usable = 0;
};

/// Where a listing's stock stands, for people and counts.
enum class StockState {
    waiting, ///< For the ERP to be read, or to hear of what the platform sold.
    equal,   ///< The platform offers what is wanted.
    sending, ///< A write is under way, or is read back.
    differs, ///< Another quantity is wanted, and a person says when it is sent.
    held,    ///< Not sent; the difference says why.
    skipped, ///< The strategy leaves it alone, or it is no longer on the shelf.
};

/// The last time that a listing's quantity was set. Its key is the listing: there is one at a time.
struct StockWrite {
    WriteState state = WriteState::claimed;
    std::int64_t quantity = 0; ///< What was sent.
    std::int64_t before = 0;   ///< What the platform had.
    int attempts = 1;          ///< Since one had its effect.
    TimePoint claimed_at = {};
    TimePoint settled_at = {};   ///< Of the last change of state.
    TimePoint verify_after = {}; ///< Uncertain: reads count only from then on.
    int agreeing_reads = 0;      ///< Uncertain: reads after `verify_after` that saw `seen`.
    std::optional<std::int64_t> seen = {};
    bool is_verified = false;   ///< Confirmed: a later read showed the effect.
    TimePoint retry_after = {}; ///< Refused: not to be tried again before; zero: not by itself.
    std::string request_id = {};
    std::optional<Errc> failure = {};
    std::string failure_text = {};
};

/// What the last decision said.
struct StockVerdict {
    StockState state = StockState::waiting;
    std::string rule = {};
    std::string difference = {}; ///< Empty when equal or on its way.
    std::string detail = {};
    std::optional<std::int64_t> base = {};   ///< What the ERP has in the warehouses that count.
    std::optional<std::int64_t> wanted = {}; ///< What the platform should offer.
    std::optional<TimePoint> due_at = {};    ///< When to look again; empty: when something changes.
    std::optional<std::int64_t> leveled = {}; ///< As in `StockItem`, from now on.
    bool is_verified = false;                 ///< As in `StockWrite`, from now on.
};

struct StockItem {
    ListingId id = {};
    std::int64_t revision = 0; ///< As in `OrderRecord`.
    std::string sku_code = {};
    std::string title = {}; ///< Product and variant, for people.
    std::string item = {};  ///< The ERP's barcode; empty: mapped to nothing.
    bool is_listed = true;  ///< False: a later list of the whole shelf did not have it.
    bool is_on_sale = false;
    std::int64_t quantity = 0;     ///< What the platform offers.
    TimePoint quantity_since = {}; ///< Since which read it is so.
    TimePoint read_at = {};        ///< When the read began that says so.
    std::vector<StockLevel> levels = {};
    /// The wanted quantity that the platform was last seen to have.
    std::optional<std::int64_t> leveled = {};
    std::optional<std::int64_t> approved = {}; ///< What a person said to send.
    std::optional<StockWrite> write = {};
    StockVerdict verdict = {};
    TimePoint verdict_since = {};
};

/// A listing as it was just read, with the item of the ERP it is mapped to.
struct ShelfRow {
    Listing listing = {};
    std::string item = {};
    TimePoint read_at = {}; ///< When the read began.
};

struct ShelfCounts {
    std::int64_t listings = 0;
    std::int64_t new_listings = 0;
    std::int64_t changed = 0;
    std::int64_t gone = 0;
};

struct StockClaim {
    ListingId id = {};
    std::int64_t revision = 0;
    std::int64_t quantity = 0;
    int attempts = 1;
    StockVerdict verdict = {}; ///< What the decision said; kept together with the claim.
};

/// What became of a claimed or uncertain write; of one that is neither it changes nothing.
struct StockSettlement {
    ListingId id = {};
    WriteState state = WriteState::confirmed;
    std::string request_id = {};
    std::optional<Errc> failure = {};
    std::string failure_text = {};
    TimePoint verify_after = {};
    TimePoint retry_after = {};
    int agreeing_reads = 0;
    std::optional<std::int64_t> seen = {};
};

/// What a look at one listing showed.
struct StockLook {
    ListingId id = {};
    std::optional<Listing> listing = {}; ///< Nothing: the platform does not know it any more.
    TimePoint began = {};
    std::string request_id = {};
    std::optional<StockSettlement> settlement = {}; ///< Of the write that it was about.
};

struct StockVerdictUpdate {
    ListingId id = {};
    std::int64_t revision = 0;
    StockVerdict verdict = {};
};

/// Until when, and since when, stock was read.
struct StockProgress {
    std::optional<TimePoint> changes_at =
        {};                                 ///< By the ERP's clock: changes up to there are known.
    std::optional<TimePoint> full_at = {};  ///< The last time that all of it was read.
    std::optional<TimePoint> shelf_at = {}; ///< The last time that the whole shelf was read.
};

struct StockListQuery {
    std::optional<StockState> state = {};
    std::string difference = {}; ///< Empty: any.
    std::string text = {};       ///< Part of the id, the shop's code or the title; empty: any.
    int limit = 50;
    std::string after = {}; ///< Continue behind this listing, as `to_text` writes it.
};

struct StockList {
    std::vector<StockItem> items = {}; ///< Without levels.
    std::string next = {};
};

struct StockSummary {
    std::vector<std::pair<StockState, std::int64_t>> states = {};
    std::vector<std::pair<std::string, std::int64_t>> differences = {};
    StockProgress progress = {};
};

std::string_view to_text(StockState state);

} // namespace daifa::store
