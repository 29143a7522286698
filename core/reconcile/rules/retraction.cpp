#include "reconcile/cases.hpp"
#include "reconcile/rules/rules.hpp"

#include <algorithm>

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;
using store::WriteKind;
using store::WriteRecord;
using store::WriteState;

const std::string retraction_rule = "upload.changed";

/// The order as it will be without that upload, and read again since.
store::OrderRecord without_upload(const store::OrderRecord& order, const WriteRecord& upload)
{
    store::OrderRecord made = order;
    std::erase_if(made.writes, [&](const WriteRecord& write) {
        return write.key == retraction_key(upload.key);
    });
    WriteRecord retraction;
    retraction.key = retraction_key(upload.key);
    retraction.kind = WriteKind::retract_upload;
    retraction.generation = upload.generation;
    retraction.subject = upload.subject;
    retraction.state = WriteState::confirmed;
    made.writes.push_back(std::move(retraction));
    made.platform.has_waybill = false;
    return made;
}

} // namespace

Decision change_number(const OrderView& view, const WriteRecord& main, const Parcel& parcel)
{
    const Carrier& carrier = parcel.carrier;
    Decision mismatch = differs(
        OrderState::uploaded, retraction_rule, "waybill_mismatch",
        main.subject + " here, " + (carrier.code.empty() ? carrier.name : carrier.code) + "/" +
            parcel.number.text() + (comes_from_platform(view) ? " on the label" : " in the ERP"));
    if (view.context.plan.strategy.upload.on_changed_number == OnChangedNumber::hold &&
        find_ruling(view.order, "waybill_mismatch") != Ruling::replace)
        return mismatch;
    // Extra numbers can't be taken off: which one is the main one now is for a person to say.
    const bool has_extras = std::ranges::any_of(view.order.writes, [&](const WriteRecord& write) {
        return write.kind == WriteKind::upload_extra && write.generation == view.order.generation &&
               write.state != WriteState::refused;
    });
    return has_extras ? mismatch : retract_upload(view, main);
}

bool was_retracted_since_look(const OrderView& view)
{
    return std::ranges::any_of(view.order.writes, [&](const WriteRecord& write) {
        return write.kind == WriteKind::retract_upload && write.state == WriteState::confirmed &&
               write.generation == view.order.generation &&
               view.order.platform.read_at < write.settled_at;
    });
}

Decision retract_upload(const OrderView& view, const WriteRecord& upload)
{
    const auto* write = view.find_retraction(upload);
    if (auto wait = wait_for_retry(view, write, OrderState::uploaded, retraction_rule,
                                   "upload_not_retracted")) {
        wait->verdict.state = OrderState::uploaded;
        return std::move(*wait);
    }
    // An order is not left without a number because what follows can't be done.
    Decision next = decide(without_upload(view.order, upload), view.context);
    const bool follows = next.step && (next.step->kind == StepKind::upload_waybill ||
                                       next.step->kind == StepKind::cancel_waybill ||
                                       next.step->kind == StepKind::leave_parcel);
    next.verdict.state = OrderState::uploaded;
    if (!follows) {
        const bool is_look = next.step && (next.step->kind == StepKind::look_at_platform ||
                                           next.step->kind == StepKind::look_at_erp);
        if (!is_look)
            next.step.reset();
        if (next.verdict.difference.empty())
            next.verdict.difference = "waybill_mismatch";
        return next;
    }
    if (is_stale(view))
        return doing(StepKind::look_at_platform, OrderState::uploaded, retraction_rule);
    Decision decision;
    decision.verdict = verdict(OrderState::shipped, retraction_rule);
    Step step;
    step.kind = StepKind::retract_upload;
    step.subject = upload.subject;
    step.key = retraction_key(upload.key);
    const std::size_t slash = upload.subject.find('/');
    step.carrier_code = upload.subject.substr(0, slash);
    step.numbers = {WaybillNumber(upload.subject.substr(slash + 1))};
    decision.step = std::move(step);
    return decision;
}

} // namespace daifa::reconcile::rules
