#pragma once

#include "reconcile/decide.hpp"

/// One function per concern; `decide` asks them in order and takes the first answer.
namespace daifa::reconcile::rules {

using Answer = std::optional<Decision>;

/// Waits for a write that is under way, reads the other side about one that is uncertain.
Answer verify_uncertain(const OrderView& view);
Answer obey_hold(const OrderView& view);
Answer withdraw(const OrderView& view);
Answer wait_for_after_sale(const OrderView& view);
Answer start_generation(const OrderView& view);
Answer notice_foreign_upload(const OrderView& view);
Answer import_order(const OrderView& view);
Answer compare_with_erp(const OrderView& view);
Answer upload(const OrderView& view);
Answer audit(const OrderView& view);
Answer wait_for_erp(const OrderView& view);

// What several rules share.

store::Verdict verdict(store::OrderState state, std::string rule,
                       std::optional<TimePoint> due_at = std::nullopt);
/// A stop that only a person or a change of facts ends.
Decision held(std::string rule, std::string difference, std::string detail = {});
/// As `held`, for an order whose state is another one.
Decision differs(store::OrderState state, std::string rule, std::string difference,
                 std::string detail = {}, std::optional<TimePoint> due_at = std::nullopt);

/// What a write that was refused or given up before means for claiming it again: nothing when it may
/// be claimed now, else the decision to wait or to stop with that difference.
Answer wait_for_retry(const OrderView& view, const store::WriteRecord* write,
                      store::OrderState state, const std::string& rule,
                      const std::string& difference);

} // namespace daifa::reconcile::rules
