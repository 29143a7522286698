#pragma once

#include "reconcile/decide.hpp"
#include "reconcile/labels.hpp"

/// One function per concern; `decide` asks them in order and takes the first answer.
namespace daifa::reconcile::rules {

using Answer = std::optional<Decision>;

/// Waits for a write that is under way, reads the other side about one that is uncertain.
Answer verify_uncertain(const OrderView& view);
Answer obey_hold(const OrderView& view);
/// The ERP shows the order in a later generation: a ledger that was lost has made it.
Answer follow_generation(const OrderView& view);
Answer withdraw(const OrderView& view);
Answer wait_for_after_sale(const OrderView& view);
Answer start_generation(const OrderView& view);
/// Others of the order's parcel that stop it, or that it leaves.
Answer mind_joint_parcel(const OrderView& view);
Answer notice_foreign_upload(const OrderView& view);
Answer import_order(const OrderView& view);
/// The order's address changed after its label was made.
Answer follow_address(const OrderView& view);
Answer compare_with_erp(const OrderView& view);
Answer take_waybill(const OrderView& view);
Answer upload(const OrderView& view);
Answer audit(const OrderView& view);
Answer print_label(const OrderView& view);
Answer wait_for_erp(const OrderView& view);

/// The uploads that these numbers of the ERP's parcels would be, the first as the main one. Nothing
/// when one of them is no parcel that may go, or its carrier has no code.
std::vector<Step> uploads_of(const OrderView& view, const std::vector<WaybillNumber>& numbers);

// What several rules share.

/// Gives back the numbers of an order that was taken away, one after the other; nothing when none
/// is left.
Answer give_number_back(const OrderView& view);
/// Cancels that label's number. Refused, the order waits under that rule.
Decision cancel_number(const OrderView& view, const Label& label, store::Verdict meanwhile,
                       const std::string& waiting_rule);
/// A person's word about the paper counts until the number is gone, through every attempt.
bool is_cancel_asked_for(const OrderView& view, const Label& label);
/// It shows where the order goes, or a person said that it goes there all the same.
bool may_keep_label(const OrderView& view, const Label& label);
/// The difference of a label that may not be kept.
Decision former_address(const Label& label, store::OrderState state);
/// Cancels one live ERP order; refused, or merged with others, the order waits with that
/// difference.
Decision cancel_in_erp(const OrderView& view, const ErpOrder& live, const std::string& rule,
                       const std::string& difference);
/// Takes the main number off the order, when something can take its place at once; else says what
/// stands in the way.
Decision retract_upload(const OrderView& view, const store::WriteRecord& upload);
/// The main number that the platform has is none of the order's any more: `parcel` took its place.
Decision change_number(const OrderView& view, const store::WriteRecord& main, const Parcel& parcel);
/// Our own number was taken off: whether the platform shows none now is read before another goes.
bool was_retracted_since_look(const OrderView& view);
/// Did an upload of extra numbers carry it, perhaps?
bool is_carried_as_extra(const OrderView& view, const WaybillNumber& number);

bool comes_from_platform(const OrderView& view);
/// The gate before a number is taken, printed, uploaded or taken off: facts of the platform that
/// are too old to act on are read again first.
bool is_stale(const OrderView& view);
/// The ERP was told another region. Nobody there needs it where the platform makes the label.
bool shows_old_region(const OrderView& view);

/// The number for the order alone, or together with others of its recipient, as the strategy says.
Decision take_jointly(const OrderView& view, Decision alone);
/// The number stays with the others; this order has none any more.
Decision leave_parcel(const OrderView& view, const Label& label, store::OrderState state);

store::Verdict verdict(store::OrderState state, std::string rule,
                       std::optional<TimePoint> due_at = std::nullopt);
/// Something to do that needs no more said than its kind: a look, the next generation.
Decision doing(StepKind kind, store::OrderState state, std::string rule);
/// As `waiting`, and with that look when its time has come.
Decision looking_when_due(Decision waiting, StepKind look, const OrderView& view);
/// A stop that only a person or a change of facts ends.
Decision held(std::string rule, std::string difference, std::string detail = {});
/// As `held`, for an order whose state is another one.
Decision differs(store::OrderState state, std::string rule, std::string difference,
                 std::string detail = {}, std::optional<TimePoint> due_at = std::nullopt);

/// "YTO/YT1, YTO/YT2": numbers on paper that the ERP does not show; empty when it shows all.
std::string numbers_missing_in_erp(const OrderView& view);

/// Was the order assigned before this process began to work, and not looked for in the ERP since? A
/// ledger that was lost, or restored from an older copy, may have imported it.
bool may_be_imported(const OrderView& view);
/// The newest reading; what lies in the future was written down before the clock went back.
TimePoint last_reading(const std::vector<const store::ErpFacts*>& facts, TimePoint now);

/// What a write that was refused or given up before means for claiming it again: nothing when it
/// may be claimed now, else the decision to wait or to stop with that difference.
Answer wait_for_retry(const OrderView& view, const store::WriteRecord* write,
                      store::OrderState state, const std::string& rule,
                      const std::string& difference);

} // namespace daifa::reconcile::rules
