#pragma once

#include "store/records.hpp"

#include <daifa/domain/order.hpp>

#include <string>
#include <vector>

namespace daifa::reconcile {

/// What reading the other side says about an uncertain write.
struct Evidence {
    bool has_happened = false;
    std::string result = {}; ///< What it made, where it makes something.
};

Evidence judge_by_erp(const store::OrderRecord& order, const store::WriteRecord& write,
                      const std::vector<store::ErpRow>& rows);
Evidence judge_by_platform(const store::WriteRecord& write, const PlatformOrder& order);

/// A write that was claimed so often and is proved absent once more waits for a person. With the
/// usual delays that is after a day in which every attempt vanished; with one call in five failing
/// it is one write in a hundred thousand.
constexpr int writes_max = 8;

/// What that evidence makes of the write: confirmed; still uncertain; or, after two looks that
/// began when the request could no longer be on its way, refused (it never happened). Then it may
/// be claimed again `retry_in` after the look, or after `writes_max` claims only when a person says
/// so.
store::Settlement settle_by_evidence(const store::OrderRecord& order,
                                     const store::WriteRecord& write, const Evidence& evidence,
                                     TimePoint look_began, Milliseconds retry_in);

/// A refusal that waits for a person or for new facts, not for time.
bool is_final(Errc code);

/// What the answer (or its absence) to a claimed write makes of it. `late_arrival` and `retry_in` count
/// from `now`.
store::Settlement settle_by_error(const OrderId& order, const std::string& key, const Error& error,
                                  TimePoint now, Milliseconds late_arrival, Milliseconds retry_in);

} // namespace daifa::reconcile
