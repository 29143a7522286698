#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/error.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daifa {

/// Who shares a limit.
enum class RateScope {
    shop, ///< Each shop has its own.
    app,  ///< All shops of one application key together.
    all,  ///< The remote counts all callers together; we still stay below it alone.
};

/// At most `calls` in any span of `per`.
struct RateLimit {
    std::string api = {}; ///< As in `HttpRequest::api`; "*" is every call of the connector together.
    RateScope scope = RateScope::shop;
    int calls = 0;
    Milliseconds per = {};
};

/// How a list of changes may be read.
struct ReadCapability {
    Milliseconds window_max = {};
    int page_max = 0;
    Milliseconds history_max = {}; ///< How far back the remote remembers.
    /// True: `Page::total` counts the whole window and proves that nothing was missed.
    bool has_total = false;
    Milliseconds time_step = {}; ///< The remote's times are cut to this.
};

/// How an uncertain write is settled.
enum class Verification {
    by_reading,   ///< A read shows whether it happened.
    by_repeating, ///< The same call again has no second effect, and tells the first one's result.
    never,        ///< Nothing shows it.
};

struct WriteCapability {
    std::string api = {}; ///< As in `HttpRequest::api`: whose budget a call needs.
    Verification verification = Verification::by_reading;
    /// True: sending it again has no second effect, so an unverifiable write may be repeated.
    bool is_repeatable = false;
    /// How long after the deadline a request may still arrive: "not there" counts only after this.
    Milliseconds late_arrival = std::chrono::seconds(60);
};

/// One row of a connector's error table.
struct ErrorRow {
    std::string_view code;
    Errc errc = Errc::bad_response; ///< What a caller does about it.
    /// True: the answer says that nothing happened. Without it a write that gets this code is uncertain.
    bool is_without_effect = false;
    std::string_view meaning_en;
    std::string_view meaning_zh;
    std::string_view next_step_en;
    std::string_view next_step_zh;
};

/// A failure as the remote reported it, before it is classified.
struct RemoteFailure {
    std::string code = {};
    std::string text = {};
    std::string request_id = {};
    std::optional<Milliseconds> retry_after = {};
};

const ErrorRow* find_error_row(std::span<const ErrorRow> table, std::string_view code);

/// The error for a reported failure: from the table's row; an unknown code is `bad_response` for a
/// read and `uncertain` for a write; so is a write's row that does not exclude an effect.
enum class Operation { read, write };
Error classify(std::span<const ErrorRow> table, Operation kind, std::string operation,
               RemoteFailure failure);

/// For an answer whose HTTP status alone is a failure: 429 and 503 with their Retry-After, 5xx, 4xx.
Error classify_http_status(Operation kind, std::string operation, int status,
                           std::optional<Milliseconds> retry_after);

/// What a connector can do, as data. `settings` of an instance may change it (limits, repeatable).
struct Capabilities {
    ReadCapability orders = {}; ///< Platform: assigned orders. ERP: changed orders.
    std::vector<RateLimit> rate_limits = {};
    std::span<const ErrorRow> errors = {};

    // Platform
    int extra_waybills_max = 0;
    WriteCapability upload = {};
    WriteCapability extra_upload = {};
    WriteCapability retract = {};
    int waybills_per_call = 0; ///< Most parcels of one call; 0: the platform hands out no numbers.
    WriteCapability take = {};
    WriteCapability cancel_waybill = {};
    WriteCapability print = {}; ///< `api` is empty: the component is nobody's remote.
    WriteCapability set_quantity = {};
    ReadCapability merchant_orders = {};  ///< By the time of their confirmation.
    ReadCapability merchant_changes = {}; ///< By the time of their change.
    WriteCapability ship = {};

    // ERP
    WriteCapability create_order = {};
    WriteCapability audit = {};
    WriteCapability cancel = {};
    std::size_t source_number_max = 0;  ///< Longest `ErpOrderDraft::source_number`, characters.
    std::size_t find_orders_max = 0;    ///< Most source numbers in one `find_orders`.
};

} // namespace daifa
