#pragma once

#include "store/records.hpp"

#include <daifa/domain/merchant_order.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the ledger keeps of a merchant's own orders, as plain data.
namespace daifa::store {

/// Where an order stands, for people and counts. Derived by the decisions.
enum class MerchantState {
    waiting,  ///< Nobody has told its number yet.
    ready,    ///< There is a number; it is, or may be, shipped with it.
    shipping, ///< Being told to the platform, or it is being verified.
    held,     ///< Waits for a person, or for the platform.
    shipped,  ///< An end, unless something changes.
    closed,   ///< Nothing will be shipped. An end.
};

/// What one source says about the number of an order: the merchant's ERP, or a factory's ledger.
struct FoundNumber {
    std::string origin =
        {}; ///< The ERP's order, or "mall/order" of the factory; empty: it has none.
    std::string factory = {}; ///< Its name, where it comes from one.
    Carrier carrier = {};     ///< As that source spells it.
    WaybillNumber number = {};
    TimePoint since = {};     ///< Since when it has the number.
    std::string problem = {}; ///< Why nobody can tell which it is.

    bool has_number() const { return !number.empty() && problem.empty(); }
    friend bool operator==(const FoundNumber&, const FoundNumber&) = default;
};

/// The one write an order ever needs, under the key "ship/ORDER".
struct ShipWrite {
    OnlineShipment shipment = {};
    WriteState state = WriteState::claimed;
    int attempts = 0;
    TimePoint claimed_at = {};
    TimePoint settled_at = {};   ///< Of the last change of state.
    TimePoint verify_after = {}; ///< Uncertain: "still to ship" counts only from then on.
    int absent_reads = 0;        ///< Uncertain: reads after `verify_after` that saw it so.
    TimePoint retry_after = {};  ///< Refused: not to be tried again before; zero: not by itself.
    std::string request_id = {};
    std::optional<Errc> failure = {};
    std::string failure_text = {};
};

struct MerchantVerdict {
    MerchantState state = MerchantState::waiting;
    std::string rule = {};
    std::string difference = {};
    std::string detail = {};
    std::optional<TimePoint> due_at = {}; ///< When to look again; empty: when something changes.
};

struct MerchantRecord {
    std::int64_t revision = 0; ///< As in `OrderRecord`.
    TimePoint first_seen_at = {};
    MerchantOrder order = {}; ///< What the platform last said. Without a recipient.
    TimePoint read_at = {};   ///< When the read began that says so.
    FoundNumber erp = {};
    TimePoint erp_read_at = {}; ///< The last look at the ERP for exactly this order.
    FoundNumber factory = {};
    std::string factory_print = {}; ///< Of the factories' orders when that was found out.
    std::string approved = {};      ///< "CARRIER/NUMBER" that a person said to ship with.
    std::optional<ShipWrite> write = {};
    bool has_decisions = false; ///< A person once decided a case of it.
    std::vector<CaseDecision> decisions = {};
    MerchantVerdict verdict = {};
    TimePoint verdict_since = {};
};

/// An order of a factory whose seller's note holds a number that looks like a merchant's.
struct NotedOrder {
    OrderId id = {};
    std::int64_t revision = 0;
};

/// What the factories' ledgers say about an order now.
/// An order that is still to ship, and what it was compared with at the factories the last time.
struct FactoryPrint {
    std::string order = {};
    std::string print = {};
};

struct FactoryFinding {
    std::string order = {};
    FoundNumber found = {};
    std::string print = {};
};

struct ErpFinding {
    std::string order = {};
    FoundNumber found = {};
};

struct MerchantClaim {
    std::int64_t revision = 0;
    OnlineShipment shipment = {};
    int attempts = 1;
    MerchantVerdict verdict = {};
};

/// What became of a claimed or uncertain write; of one that is neither it changes nothing.
struct ShipSettlement {
    std::string order = {};
    WriteState state = WriteState::confirmed;
    std::string request_id = {};
    std::optional<Errc> failure = {};
    std::string failure_text = {};
    TimePoint verify_after = {};
    TimePoint retry_after = {};
    int absent_reads = 0;
};

/// What a look at one order showed.
struct MerchantLook {
    MerchantOrder order = {};
    TimePoint began = {};
    std::optional<ShipSettlement> settlement = {}; ///< Of the write that it was about.
};

struct MerchantVerdictUpdate {
    std::string order = {};
    std::int64_t revision = 0;
    MerchantVerdict verdict = {};
};

struct MerchantQuery {
    std::optional<MerchantState> state = {};
    std::string difference = {}; ///< Empty: any.
    std::string text = {};       ///< Beginning of the order's number; empty: any.
    int limit = 50;
    std::string after = {}; ///< Continue behind this order.
};

struct MerchantList {
    std::vector<MerchantRecord> orders = {};
    std::string next = {};
};

struct MerchantSummary {
    std::vector<std::pair<MerchantState, std::int64_t>> states = {};
    std::vector<std::pair<std::string, std::int64_t>> differences = {};
};

std::string_view to_text(MerchantState state);

} // namespace daifa::store
