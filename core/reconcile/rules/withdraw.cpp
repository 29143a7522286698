#include "reconcile/cases.hpp"
#include "reconcile/rules/rules.hpp"

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;
using store::WriteKind;
using store::WriteState;

bool is_taken_away(const OrderView& view)
{
    return !view.order.platform.is_assigned ||
           view.order.platform.after_sale == AfterSale::refunded;
}

} // namespace

Decision cancel_in_erp(const OrderView& view, const ErpOrder& live, const std::string& rule,
                       const std::string& difference)
{
    if (live.source_numbers.size() > 1)
        return held(rule, difference, "merged with other orders in " + live.id.text());
    const auto* write = view.find_write(WriteKind::cancel_order, live.id.text());
    if (auto wait = wait_for_retry(view, write, OrderState::imported, rule, difference))
        return std::move(*wait);
    // Confirmed, and a later look still shows it alive: somebody revived it.
    if (write != nullptr && write->state == WriteState::confirmed)
        return held(rule, difference, live.id.text());

    Decision decision;
    decision.verdict = verdict(OrderState::imported, rule);
    Step step;
    step.kind = StepKind::cancel_order;
    step.subject = live.id.text();
    step.key = view.write_key("cancel", step.subject);
    step.erp_order = live.id;
    decision.step = std::move(step);
    return decision;
}

Answer withdraw(const OrderView& view)
{
    if (!is_taken_away(view))
        return std::nullopt;
    if (view.live_upload() != nullptr)
        return differs(OrderState::uploaded, "withdraw", "withdrawn_after_ship", "uploaded before");
    if (view.has_shipped())
        return held("withdraw", "withdrawn_after_ship", "shipped, not uploaded");
    const auto live = view.live_erp_orders();
    if (!live.empty()) {
        const bool is_left_to_person =
            view.context.plan.strategy.audit.on_withdraw == OnWithdraw::hold &&
            find_ruling(view.order, "withdrawn_but_open") != Ruling::cancel;
        if (is_left_to_person && live.front().source_numbers.size() == 1)
            return held("withdraw", "withdrawn_but_open", live.front().id.text());
        return cancel_in_erp(view, live.front(), "withdraw", "withdrawn_but_open");
    }
    if (may_be_imported(view))
        return doing(StepKind::look_at_erp, OrderState::withdrawn, "import.look");
    // A number that perhaps is on its way, or on paper, is a matter of its own.
    if (auto answer = give_number_back(view))
        return answer;
    return Decision{std::nullopt, verdict(OrderState::withdrawn, "withdraw")};
}

Answer wait_for_after_sale(const OrderView& view)
{
    const auto& platform = view.order.platform;
    if (view.live_upload() != nullptr)
        return std::nullopt;
    const TimePoint again = platform.read_at + view.context.plan.strategy.download.recheck;
    const bool is_risky = platform.is_under_risk_control;
    if (!is_risky && platform.after_sale != AfterSale::open)
        return std::nullopt;
    Decision waiting =
        differs(OrderState::held, "after_sale", is_risky ? "risk_control" : "after_sale_open",
                std::to_string(platform.after_sale_code), again);
    return looking_when_due(std::move(waiting), StepKind::look_at_platform, view);
}

Answer notice_foreign_upload(const OrderView& view)
{
    if (!view.order.platform.has_waybill)
        return std::nullopt;
    // An attempt that was refused has no effect, so the number is not ours; sending ours now would
    // give the order a second one.
    const auto* write = view.find_write(WriteKind::upload_waybill);
    if (write != nullptr && write->state != WriteState::refused) {
        const auto* retraction = view.find_retraction(*write);
        const bool is_off = retraction != nullptr && retraction->state == WriteState::confirmed;
        // What was read before our number was taken off shows that number.
        if (!is_off || view.order.platform.read_at < retraction->settled_at)
            return std::nullopt;
    }
    Decision foreign =
        held("upload", "uploaded_by_other", write == nullptr ? "" : "not by " + write->subject);
    // Whoever finds out whose number it is needs to know what the ERP has of the order.
    if (may_be_imported(view))
        foreign.step = Step{.kind = StepKind::look_at_erp};
    return foreign;
}

} // namespace daifa::reconcile::rules
