#pragma once

#include <daifa/domain/time.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// What can go wrong on the way between a client and a practice server.
enum class FaultKind {
    slow,               ///< The answer is right and late.
    http_5xx,           ///< 500, 502, 503 or 504.
    rate_limited,       ///< The protocol's own "too many calls", undeserved.
    expired_token,      ///< The protocol's own "token expired", undeserved.
    cut_before,         ///< The connection ends without an answer and nothing was done.
    done_then_cut,      ///< The work is done, then the connection ends without an answer.
    garbage_body,       ///< 200 and bytes that are no JSON.
    wrong_content_type, ///< 200 and an HTML page.
    truncated_body,     ///< The right answer's first half, then the connection ends.
    close_at_once,      ///< The connection ends as soon as its request is there.
};

std::string_view to_text(FaultKind kind);
std::optional<FaultKind> parse_fault_kind(std::string_view text);
const std::vector<FaultKind>& all_fault_kinds();

/// One fault to carry out. `is_done`: the front answers first, so that the world changes.
struct Fault {
    FaultKind kind = FaultKind::slow;
    bool is_done = false;
    Milliseconds delay = {}; ///< Before the answer; slow faults only.
    int status = 0;          ///< Of http_5xx.
};

struct FaultSettings {
    std::uint64_t seed = 1;
    double rate = 0;                        ///< Share of all calls, 0 to 1.
    std::vector<FaultKind> kinds = {};      ///< Empty: all.
    std::vector<std::string> fronts = {};   ///< Empty: all.
    std::vector<std::string> apis = {};     ///< Empty: all.
    Milliseconds slow_least = Milliseconds(50);
    Milliseconds slow_most = Milliseconds(400);
};

/// Whether the `ordinal`-th call meets a fault and which: pure, so the same seed and the same order of
/// calls meet the same faults.
std::optional<Fault> decide_fault(const FaultSettings& settings, std::string_view front,
                                  std::string_view api, std::uint64_t ordinal);

/// The faults of one run: a rate by seed, and single ones that were asked for.
class FaultPlan {
public:
    explicit FaultPlan(FaultSettings settings = {}) : settings_(std::move(settings)) {}

    /// Decides about the next call. Calls without an API name (pages for people) never fail.
    std::optional<Fault> next(std::string_view front, std::string_view api);
    bool is_active() const { return settings_.rate > 0 || !one_shots_.empty(); }

    /// Changes the plan as a control request says: members of FaultSettings, or "next": one fault or a
    /// list of {"api", "front", "kind", "times", "skip"}. Throws ControlError.
    void change(const boost::json::object& request);
    /// The settings, what is still to come, and how often each kind happened.
    boost::json::object to_json() const;

private:
    /// "The next call of this API, after `skip` others, meets this", `times` times.
    struct OneShot {
        std::string front = {};
        std::string api = {};
        FaultKind kind = FaultKind::cut_before;
        std::int64_t skip = 0;
        std::int64_t times = 1;
    };

    std::optional<FaultKind> take_one_shot(std::string_view front, std::string_view api);
    static OneShot parse_one_shot(const boost::json::object& request);

    FaultSettings settings_;
    std::vector<OneShot> one_shots_;
    std::uint64_t ordinal_ = 0;
    std::vector<std::uint64_t> happened_ = std::vector<std::uint64_t>(10, 0);
};

} // namespace daifa::sandbox
