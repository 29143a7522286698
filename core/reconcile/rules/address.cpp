#include "reconcile/cases.hpp"
#include "reconcile/joint_parcels.hpp"
#include "reconcile/rules/rules.hpp"

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;

const std::string address_rule = "address";

/// The label shows an address that is not the order's any more.
Decision renew(const OrderView& view, const Label& label)
{
    const auto* upload = view.live_upload();
    const bool is_main = upload != nullptr && upload->subject == label.text();
    const OrderState waiting = upload != nullptr ? OrderState::uploaded : OrderState::held;
    const bool is_asked_for = is_cancel_asked_for(view, label);
    if (label.may_be_on_paper && !is_asked_for)
        return former_address(label, waiting);
    const auto& strategy = view.context.plan.strategy;
    const bool is_kept = strategy.waybill.on_address_change == OnWithdrawnLabel::keep ||
                         (is_main && strategy.upload.on_changed_number == OnChangedNumber::hold);
    if (is_kept && !is_asked_for)
        return former_address(label, waiting);
    // Nothing takes an extra number off the order.
    if (is_carried_as_extra(view, label.number))
        return differs(waiting, address_rule, "upload_not_retracted", label.text());
    if (is_main)
        return retract_upload(view, *upload);
    // Others go on to the old address with that number.
    if (!is_last_to_leave(view.order, mates_of(view.order, label.package)))
        return leave_parcel(view, label, OrderState::imported);
    return cancel_number(view, label, verdict(OrderState::imported, "address.waybill"),
                         address_rule);
}

} // namespace

bool may_keep_label(const OrderView& view, const Label& label)
{
    return !is_outdated(view, label) ||
           find_ruling(view.order, "address_changed_after_print") == Ruling::accept ||
           find_ruling(view.order, "address_changed_after_take") == Ruling::accept;
}

Decision former_address(const Label& label, OrderState state)
{
    return differs(state, address_rule,
                   label.may_be_on_paper ? "address_changed_after_print"
                                         : "address_changed_after_take",
                   label.text());
}

Answer follow_address(const OrderView& view)
{
    // What has left goes where its label says, and its number is the right one to upload.
    if (!comes_from_platform(view) || view.has_shipped())
        return std::nullopt;
    for (const auto& label : labels_of(view))
        if (!may_keep_label(view, label))
            return renew(view, label);
    return std::nullopt;
}

} // namespace daifa::reconcile::rules
