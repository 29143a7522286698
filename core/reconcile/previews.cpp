#include "reconcile/previews.hpp"

#include "reconcile/label_sender.hpp"
#include "reconcile/labels.hpp"

namespace daifa::reconcile {

awaitable<std::optional<Result<LabelPreview>>> preview_labels(Lane& lane, OrderId order)
{
    const auto record = co_await lane.ledger.find_order(lane.shop, order);
    if (!record || !record->body)
        co_return std::nullopt;
    const DecideContext context = lane.decide_context();
    std::vector<Work> works;
    for (const auto& label : labels_of(OrderView(*record, context))) {
        Work work;
        work.order = *record;
        work.step.kind = StepKind::print_label;
        work.step.key = "print/" + label.text() + "/1";
        work.step.subject = label.text();
        work.step.carrier_code = label.carrier_code;
        work.step.numbers = {label.number};
        works.push_back(std::move(work));
    }
    if (works.empty())
        co_return std::nullopt;
    LabelSender sender(lane);
    auto preview = co_await sender.preview(std::move(works));
    co_return std::optional(std::move(preview));
}

} // namespace daifa::reconcile
