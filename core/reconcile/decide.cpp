#include "reconcile/decide.hpp"

#include "reconcile/cases.hpp"
#include "reconcile/rules/rules.hpp"

#include <array>

namespace daifa::reconcile {
namespace {

using Rule = rules::Answer (*)(const OrderView&);

/// The first that answers decides.
constexpr std::array<Rule, 16> precedence = {
    // Until we know what an earlier write did, nothing else is safe.
    rules::verify_uncertain,
    rules::obey_hold,
    // Everything that follows is about the generation that the order has reached.
    rules::follow_generation,
    // What the platform takes away or stops comes before everything we would like to do.
    rules::withdraw,
    rules::wait_for_after_sale,
    rules::start_generation,
    rules::mind_joint_parcel,
    rules::notice_foreign_upload,
    // Then the way of the order.
    rules::import_order,
    // No label may leave for a place where nobody waits for it.
    rules::follow_address,
    rules::compare_with_erp,
    rules::take_waybill,
    rules::upload,
    rules::audit,
    rules::print_label,
    rules::wait_for_erp,
};

/// Of an order whose difference a person closed, nothing more is done.
Decision obey_closing(const store::OrderRecord& order, Decision decision)
{
    const std::string difference = decision.verdict.difference;
    if (difference.empty() || find_ruling(order, difference) != Ruling::close)
        return decision;
    return rules::differs(store::OrderState::closed, "case", "",
                          difference + ": " + find_decision(order, difference)->choice);
}

} // namespace

Decision decide(const store::OrderRecord& order, const DecideContext& context)
{
    const OrderView view(order, context);
    for (const Rule rule : precedence)
        if (auto decision = rule(view))
            return obey_closing(order, std::move(*decision));
    return rules::differs(store::OrderState::held, "decide", "undecided");
}

std::string_view to_text(StepKind kind)
{
    switch (kind) {
    case StepKind::import_order:
        return "import_order";
    case StepKind::adopt_order:
        return "adopt_order";
    case StepKind::audit_order:
        return "audit_order";
    case StepKind::cancel_order:
        return "cancel_order";
    case StepKind::upload_waybill:
        return "upload_waybill";
    case StepKind::upload_extra:
        return "upload_extra";
    case StepKind::retract_upload:
        return "retract_upload";
    case StepKind::take_waybill:
        return "take_waybill";
    case StepKind::cancel_waybill:
        return "cancel_waybill";
    case StepKind::print_label:
        return "print_label";
    case StepKind::leave_parcel:
        return "leave_parcel";
    case StepKind::look_at_platform:
        return "look_at_platform";
    case StepKind::look_at_erp:
        return "look_at_erp";
    case StepKind::verify:
        return "verify";
    case StepKind::begin_generation:
        return "begin_generation";
    }
    return "unknown";
}

bool is_write(StepKind kind)
{
    return kind == StepKind::import_order || kind == StepKind::audit_order ||
           kind == StepKind::cancel_order || kind == StepKind::upload_waybill ||
           kind == StepKind::upload_extra || kind == StepKind::retract_upload ||
           kind == StepKind::take_waybill || kind == StepKind::cancel_waybill ||
           kind == StepKind::print_label;
}

} // namespace daifa::reconcile
