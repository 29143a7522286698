#include "reconcile/cases.hpp"
#include "reconcile/joint_parcels.hpp"
#include "reconcile/rules/rules.hpp"
#include "reconcile/selection.hpp"

#include <algorithm>

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;
using store::WriteKind;
using store::WriteState;

/// The order of the parcel that prints the label for all of them, and is somebody's case. Empty
/// when there is none: the label is on paper, or will be.
std::string find_stuck_printer(const OrderView& view)
{
    if (!view.order.shares_parcel)
        return {};
    for (const auto& label : labels_of(view)) {
        const store::OrderRecord& first = printer_of(view.order, label.package);
        if (!label.printed_at && &first != &view.order && !first.verdict.difference.empty())
            return first.id.number;
    }
    return {};
}

/// Stays held, and the ERP is looked at again now and then: what was missed may turn up.
Decision held_and_watched(const OrderView& view, std::string rule, std::string difference,
                          std::string detail = {})
{
    const TimePoint again = view.order.erp_read_at + view.context.plan.strategy.download.recheck;
    Decision waiting =
        differs(OrderState::held, std::move(rule), std::move(difference), std::move(detail), again);
    return looking_when_due(std::move(waiting), StepKind::look_at_erp, view);
}

/// Nothing of the order lives in the ERP although we imported it: what happened?
Decision explain_absence(const OrderView& view)
{
    const auto facts = view.erp_facts();
    const auto is = [&](ErpStage stage) {
        return std::ranges::any_of(facts,
                                   [&](const auto* fact) { return fact->order.stage == stage; });
    };

    // A successor may not have shown itself yet: look once before calling it lost.
    const bool is_replaced = is(ErpStage::merged) || is(ErpStage::split);
    if (is_replaced && view.order.erp_read_at < last_reading(facts, view.context.now))
        return doing(StepKind::look_at_erp, OrderState::imported, "erp.replaced");
    if (is(ErpStage::merged))
        return held_and_watched(view, "erp.merged", "merged_in_erp",
                                "the successor does not show this order's number");
    if (is(ErpStage::split))
        return held_and_watched(view, "erp.split", "split_in_erp",
                                "the successors do not show this order's number");
    // Until it is read again, our own cancellation says so.
    if (is(ErpStage::cancelled) || view.is_confirmed(WriteKind::cancel_order))
        return held("erp.cancelled", "cancelled_in_erp");
    return held_and_watched(view, "erp.missing", "missing_in_erp");
}

/// The goods are gone, whatever became of their ERP order since.
bool has_left_once(const OrderView& view)
{
    return std::ranges::any_of(view.erp_facts(), [](const auto* fact) {
        return fact->order.shipped_at || fact->order.stage == ErpStage::shipped ||
               fact->order.stage == ErpStage::part_shipped;
    });
}

Answer compare(const OrderView& view)
{
    const auto live = view.live_erp_orders();
    if (live.empty())
        return explain_absence(view);

    const auto facts = view.erp_facts();
    const bool was_split = std::ranges::any_of(
        facts, [](const auto* fact) { return fact->order.stage == ErpStage::split; });
    if (live.size() > 1 && !was_split) {
        std::string ids;
        for (const auto& order : live)
            ids += (ids.empty() ? "" : ", ") + order.id.text();
        return held("erp.duplicate", "duplicate_in_erp", ids);
    }
    const bool has_changed = !view.order.imported_digest.empty() &&
                             view.order.imported_digest != view.order.platform.content_digest;
    if (!has_changed || shows_old_region(view))
        return std::nullopt;
    const std::string rule = "import.changed";
    const std::string difference = "changed_after_import";
    const auto ruling = find_ruling(view.order, difference);
    if (ruling == Ruling::accept)
        return std::nullopt;
    if (ruling == Ruling::cancel)
        return cancel_in_erp(view, live.front(), rule, difference);
    return held(rule, difference, live.front().id.text());
}

} // namespace

Answer compare_with_erp(const OrderView& view)
{
    if (view.live_upload() == nullptr)
        return compare(view);
    // A number that went up before the goods: the ERP may still stop or change what it sends.
    const UploadMoment moment = view.context.plan.strategy.upload.moment;
    if (moment == UploadMoment::shipped || has_left_once(view))
        return std::nullopt;
    auto answer = compare(view);
    if (answer)
        answer->verdict.state = OrderState::uploaded;
    return answer;
}

bool shows_old_region(const OrderView& view)
{
    return comes_from_platform(view) && !view.order.imported_digest.empty() &&
           store::differs_in_region_only(view.order.imported_digest,
                                         view.order.platform.content_digest);
}

Answer audit(const OrderView& view)
{
    const auto live = view.live_erp_orders();
    const auto& strategy = view.context.plan.strategy.audit;
    if (live.empty() || strategy.mode != AuditMode::automatic)
        return std::nullopt;
    const auto waiting = std::ranges::find(live, ErpStage::waiting_audit, &ErpOrder::stage);
    if (waiting == live.end())
        return std::nullopt;
    const auto* import = view.find_write(WriteKind::import_order);
    const auto* write = view.find_write(WriteKind::audit_order, waiting->id.text());
    if (write != nullptr && write->state == WriteState::confirmed)
        return std::nullopt;

    if (!view.order.body)
        return held("audit", "unverifiable", "the order's content is not in the ledger");
    if (const auto reason = reason_to_block_audit(*view.order.body, strategy))
        return differs(OrderState::imported, *reason, "audit_blocked", waiting->id.text(),
                       view.order.platform.read_at + view.context.plan.strategy.download.recheck);
    const TimePoint ripe = import->settled_at + strategy.hold;
    if (view.context.now < ripe)
        return differs(OrderState::imported, "audit.hold", "", "", ripe);
    if (auto wait = wait_for_retry(view, write, OrderState::imported, "audit", "audit_refused"))
        return wait;

    Decision decision;
    decision.verdict = verdict(OrderState::imported, "audit");
    Step step;
    step.kind = StepKind::audit_order;
    step.subject = waiting->id.text();
    step.key = view.write_key("audit", step.subject);
    step.erp_order = waiting->id;
    decision.step = std::move(step);
    return decision;
}

Answer wait_for_erp(const OrderView& view)
{
    // Lists may miss what their remote never lists again: now and then the order is read alone.
    const Milliseconds recheck = view.context.plan.strategy.download.recheck;
    const auto* import = view.find_write(WriteKind::import_order);
    const TimePoint platform_at = view.order.platform.read_at + recheck;
    const TimePoint erp_read_at = std::max(view.order.erp_read_at, import->settled_at);
    const TimePoint erp_at = erp_read_at + recheck;

    const StepKind look =
        platform_at <= view.context.now ? StepKind::look_at_platform : StepKind::look_at_erp;

    const std::string numbers = numbers_missing_in_erp(view);
    const std::string printer = find_stuck_printer(view);
    const bool is_to_correct =
        shows_old_region(view) && find_ruling(view.order, "address_not_in_erp") != Ruling::accept;
    const std::string difference = is_to_correct      ? "address_not_in_erp"
                                   : !numbers.empty() ? "waybill_not_in_erp"
                                   : !printer.empty() ? "joint_parcel_waits"
                                                      : "";
    Decision waiting = differs(OrderState::imported, "erp.wait", difference,
                               numbers.empty() ? printer : numbers, std::min(platform_at, erp_at));
    return looking_when_due(std::move(waiting), look, view);
}

} // namespace daifa::reconcile::rules
