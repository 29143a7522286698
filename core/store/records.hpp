#pragma once

#include <daifa/connector/credential.hpp>
#include <daifa/domain/erp_order.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/domain/time.hpp>
#include <daifa/support/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the ledger keeps, as plain data.
namespace daifa::store {

enum class WriteKind {
    import_order,
    audit_order,
    cancel_order,
    upload_waybill,
    upload_extra,
    retract_upload,
    take_waybill, ///< Its result is the number: "YTO/YT1".
    cancel_waybill,
    print_label,
};

/// requested (by a person, nothing was sent) → claimed; claimed → confirmed | refused | uncertain;
/// uncertain → confirmed | refused (proved absent) | given_up; refused → claimed again.
enum class WriteState { claimed, confirmed, refused, uncertain, given_up, requested };

/// The rule of an order that waits for others of its recipient: it is due as soon as one of these
/// changes.
inline constexpr std::string_view waits_for_recipient = "waybill.joint";

/// One outside write. Durable before its first byte leaves.
struct WriteRecord {
    /// From the business identity and generation only, so that a retry has the same key. Unique
    /// within its order: "import/1", "upload/1/YTO/YT1".
    std::string key = {};
    WriteKind kind = WriteKind::import_order;
    int generation = 1;
    std::string subject = {}; ///< What it is about: "YTO/YT1", an ERP order's number …
    WriteState state = WriteState::claimed;
    int attempts = 0;
    TimePoint claimed_at = {};
    TimePoint settled_at = {};   ///< Of the last change of state.
    TimePoint verify_after = {}; ///< Uncertain: "not there" counts only from then on.
    int absent_reads = 0;        ///< Uncertain: reads after `verify_after` that did not find it.
    TimePoint retry_after = {};  ///< Refused: not to be claimed again before.
    std::string result = {}; ///< What it made, e.g. the ERP order's number. Of an import refused
                             ///< for its goods or recipient: what of the plan it was refused for.
    std::string request_id = {}; ///< The remote's, of the last answer.
    std::optional<Errc> failure = {};
    std::string failure_text = {};
    std::string digest = {}; ///< Of what it was made from, when it was claimed.
};

/// What the platform last said, as far as every decision needs it.
struct PlatformFacts {
    bool is_assigned = false;
    bool has_waybill = false;
    bool is_sf_only = false;
    bool is_under_risk_control = false;
    AfterSale after_sale = AfterSale::none;
    int after_sale_code = 0;
    TimePoint assigned_at = {};
    std::string content_digest = {}; ///< Over what an ERP is told: region, item, note.
    TimePoint read_at = {};          ///< When the last read of it began.
};

/// One ERP order that carries this order's number, in this or an earlier generation.
struct ErpFacts {
    ErpOrder order = {};
    int generation = 1;
    TimePoint read_at = {};
    bool is_missing = false; ///< It was there and a later look did not find it.
};

/// Where an order stands, for people and counts. Derived by the decisions.
enum class OrderState {
    downloaded, ///< In the ledger, not in the ERP.
    imported,   ///< In the ERP, nothing left yet.
    shipped,    ///< Left the warehouse, number not uploaded yet.
    uploaded,   ///< The platform has the main number. The end, unless something changes.
    withdrawn,  ///< Taken away before it was uploaded; nothing of it is left in the ERP. An end.
    held,       ///< Waits for a person; `reason` says why.
    skipped,    ///< The strategy leaves it to others. An end, until the strategy changes.
    closed,     ///< A person decided that nothing more is done. An end, until the facts change.
};

/// A stop that an operator set.
struct Hold {
    std::string by = {};
    std::string reason = {};
    TimePoint at = {};
};

/// What the last decision said.
struct Verdict {
    OrderState state = OrderState::downloaded;
    std::string rule = {};                ///< The rule that decided, e.g. "upload.delay".
    std::string difference = {};          ///< The named difference, empty when equal or on its way.
    std::string detail = {};              ///< What people need to know besides; no personal data.
    std::optional<TimePoint> due_at = {}; ///< When to look again; empty: when something changes.
};

/// What a person said about an order and the others of its recipient.
enum class ParcelChoice {
    undecided,
    joint,  ///< In one parcel with those that are joint as well.
    single, ///< In a parcel of its own.
};

/// What a person decided about a named difference of an order.
struct CaseDecision {
    int generation = 1;
    std::string difference = {};
    /// A digest of the facts that the case is about; it counts as long as they are the same.
    std::string subject = {};
    std::string detail = {}; ///< What was shown of them; no personal data.
    std::string choice = {};
    std::string by = {};
    std::string reason = {};
    TimePoint at = {};
};

/// A decision and its order.
struct DecidedCase {
    OrderId order = {};
    CaseDecision decision = {};
};

/// Which orders are loaded with their content.
enum class Bodies {
    until_audited,        ///< Those that are not in the ERP, or not audited there.
    all,                  ///< A label says what is in the parcel.
    all_of_one_recipient, ///< And those that may go into the same parcel are loaded as related
                          ///< ones.
};

struct OrderRecord {
    OrderId id = {};
    int generation = 1;
    /// Rises with every change of facts, settled writes, holds and generations: claims and verdicts
    /// name the one they were made for. Claims and verdicts leave it alone.
    std::int64_t revision = 0;
    TimePoint first_seen_at = {};
    std::optional<TimePoint> withdrawn_at = {}; ///< When this generation was seen withdrawn.
    PlatformFacts platform = {};
    std::optional<PlatformOrder> body = {}; ///< Loaded as `Bodies` says, and by `find_order`.
    std::string imported_digest = {};       ///< `content_digest` when the import was claimed.
    TimePoint erp_read_at = {};             ///< Last look at the ERP for exactly this order.
    std::vector<ErpFacts> erp = {};
    std::vector<WriteRecord> writes = {};
    std::optional<Hold> hold = {};
    bool has_decisions = false; ///< A person once decided a case of it.
    std::vector<CaseDecision> decisions = {};
    ParcelChoice parcel_choice = ParcelChoice::undecided;
    bool shares_parcel = false; ///< A number was once asked for together with other orders.
    /// Orders of its parcels, and where asked for open ones of the same merchant and recipient;
    /// without their own.
    std::vector<OrderRecord> related = {};
    Verdict verdict = {};
    TimePoint verdict_since = {}; ///< Since when state and difference are what they are.
};

/// A write to be claimed. It becomes durable, and ours to send, only as `ClaimOutcome` says.
struct Claim {
    OrderId order = {};
    std::int64_t revision = 0;
    std::string key = {};
    WriteKind kind = WriteKind::import_order;
    int generation = 1;
    std::string subject = {};
    /// Ours, where the other side is asked about the call by a name that we gave it.
    std::string request_id = {};
    std::string digest = {}; ///< Of what it is made from; empty: of the order's content.
    /// Claims of one group are claimed all or none. Empty: on its own.
    std::string group = {};
};

/// A write that a person asks for; it is claimed and sent like any other.
struct RequestedWrite {
    OrderId order = {};
    std::string key = {};
    WriteKind kind = WriteKind::print_label;
    std::string subject = {};
    std::string digest = {}; ///< Of what the person knows; empty when nobody looked.
};

enum class ClaimOutcome {
    claimed, ///< Durable: send it.
    stale, ///< The order is no longer at the claim's revision, or not in the ledger: decide again.
    taken, ///< The write is claimed, uncertain, confirmed or given up already: never send it.
    number_in_use, ///< Another upload of this shop, of no order in the same parcel, holds that
                   ///< carrier's number: a case for a person.
};

/// A number that the platform gave, with what its label is printed from.
struct NewLabel {
    std::string number = {}; ///< "YTO/YT1"
    Secret print_data = {};
    std::string parent = {}; ///< The carrier's number of all pieces of a freight; else empty.
    /// The subject of the take: its orders, and no other, have the number.
    std::string parcel = {};
};

/// What the ledger keeps of a label beside its writes.
struct KeptLabel {
    std::string number = {}; ///< "YTO/YT1"
    std::string parent = {};
};

/// What became of a claimed or uncertain write. One that is neither stays as it is.
struct Settlement {
    OrderId order = {};
    std::string key = {};
    WriteState state = WriteState::confirmed;
    std::string result = {};
    std::string request_id = {};
    std::optional<Errc> failure = {};
    std::string failure_text = {};
    TimePoint verify_after = {};
    TimePoint retry_after = {};
    int absent_reads = 0;
    std::optional<NewLabel> label = {}; ///< Of a confirmed take; kept in the same unit of work.
    /// What the decision says about the order once this is settled. Kept when the order still is at
    /// `revision` then; else, and without one, the order becomes due at once.
    std::optional<Verdict> verdict = {};
    std::int64_t revision = 0;
};

/// What a person's retry could do.
enum class RetryOutcome {
    unknown_order, ///< Not in the ledger.
    freed,         ///< Writes that were refused may be sent again now.
    decided_anew,  ///< Nothing was refused: the ERP is read again and the order decided anew.
    /// Nothing: a write of the order was given up, and nobody knows whether it happened. Sending it
    /// again would be blind; `resolve_write` says what happened.
    given_up,
};

/// One step of an order's history.
struct Event {
    TimePoint at = {};
    std::string what = {};       ///< "assigned", "import confirmed, imported", "hold set" …
    std::string cause = {};      ///< Window, rule, operator …
    std::string request_id = {}; ///< The other side's.
    std::optional<TimePoint> since = {}; ///< Of a settled write: when it was claimed.
};

/// Which list of changes a window belongs to.
enum class Stream {
    platform_orders,
    erp_orders,
    merchant_orders,  ///< A merchant's own orders, by the time of their confirmation.
    merchant_changes, ///< The same by the time of their change.
};

enum class WindowState {
    provisional, ///< Its end had not settled when it was read.
    proven,      ///< Read to the last page after settling; counts agree.
    hole,        ///< Could not be read whole; will be read again.
};

struct WindowRecord {
    Stream stream = Stream::platform_orders;
    TimePoint from = {};
    TimePoint to = {};
    WindowState state = WindowState::provisional;
    int pages = 0;
    std::int64_t rows = 0;
    std::int64_t new_rows = 0;
    std::int64_t changed_rows = 0;
    std::string digest = {}; ///< Over the rows' identities, independent of their order.
    TimePoint read_at = {};
    std::string problem = {}; ///< Of a hole: why.
};

/// An ERP order as it was just read, with the platform order it belongs to worked out.
struct ErpRow {
    std::string order_number = {}; ///< `OrderId::number` of one of its source numbers.
    int generation = 1;
    ErpOrder order = {};
};

/// A claim that was not settled by then never will be.
constexpr Milliseconds claim_answer_max = std::chrono::minutes(5);

struct RowCounts {
    std::int64_t rows = 0;
    std::int64_t new_rows = 0;
    std::int64_t changed_rows = 0;
};

std::string_view to_text(WriteKind kind); ///< "import", "audit", "cancel", "upload",
                                          ///< "upload_extra", "retract", "take", "void", "print".
std::string_view to_text(WriteState state);
std::string_view to_text(OrderState state);
std::string_view to_text(ParcelChoice choice);
std::string_view to_text(Stream stream);
std::string_view to_text(WindowState state);
std::string_view to_text(ClaimOutcome outcome);

/// Over what an ERP is told about an order: a change means that the ERP has to hear of it. One half
/// is over the region, the other over the rest.
std::string content_digest(const PlatformOrder& order);
/// Of two content digests: do they differ in the region alone?
bool differs_in_region_only(std::string_view one, std::string_view other);
/// Over where an order's label sends the parcel, and to whom.
std::string address_digest(const PlatformOrder& order);

} // namespace daifa::store
