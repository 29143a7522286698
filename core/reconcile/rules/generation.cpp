#include "reconcile/rules/rules.hpp"

namespace daifa::reconcile::rules {

using store::OrderState;
using store::WriteKind;

Answer start_generation(const OrderView& view)
{
    // Only after a withdrawal was seen; and while the old ERP order still lives, it simply goes on.
    if (!view.order.withdrawn_at || !view.is_confirmed(WriteKind::import_order))
        return std::nullopt;
    if (!view.live_erp_orders().empty() || view.has_shipped())
        return std::nullopt;
    if (!view.is_confirmed(WriteKind::cancel_order))
        return std::nullopt;
    // Nothing would remind of a number that is left behind.
    if (auto answer = give_number_back(view))
        return answer;
    return doing(StepKind::begin_generation, OrderState::downloaded, "generation");
}

Answer follow_generation(const OrderView& view)
{
    const std::string rule = "generation.follow";
    const auto later = view.later_erp_facts();
    if (later.empty() || view.live_upload() != nullptr)
        return std::nullopt;
    // A later generation begins only when nothing of the one before is left; and where it has ended
    // too, one after it may live.
    if (view.live_erp_orders().empty()) {
        if (auto answer = give_number_back(view))
            return answer;
        return doing(StepKind::begin_generation, OrderState::downloaded, rule);
    }
    if (view.order.erp_read_at < last_reading(later, view.context.now))
        return doing(StepKind::look_at_erp, OrderState::imported, rule);
    // Somebody made the later one by hand.
    return std::nullopt;
}

} // namespace daifa::reconcile::rules
