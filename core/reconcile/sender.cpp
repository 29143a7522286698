#include "reconcile/sender.hpp"

#include "reconcile/draft.hpp"
#include "reconcile/judge.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using store::WriteState;

/// The order as it will be once the settlement is written down.
store::OrderRecord with_settlement(store::OrderRecord order, const Step& step,
                                   const store::Settlement& settlement, TimePoint now)
{
    auto found = std::ranges::find(order.writes, step.key, &store::WriteRecord::key);
    if (found == order.writes.end()) {
        store::WriteRecord made;
        made.key = step.key;
        made.kind = write_kind(step.kind);
        made.generation = order.generation;
        made.subject = step.subject;
        made.claimed_at = now;
        found = order.writes.insert(order.writes.end(), std::move(made));
    }
    found->state = settlement.state;
    found->settled_at = now;
    found->result = settlement.result;
    if (step.kind == StepKind::import_order)
        order.imported_digest = order.platform.content_digest;
    return order;
}

} // namespace

awaitable<store::Settlement> Sender::send(Work& work)
{
    // The plan may be swapped while the call is under way.
    const auto plan = lane_.plan;
    auto answer = co_await call(work, *plan);
    if (!answer)
        co_return fail(work, *plan, answer.error());
    co_return confirm(work, std::move(*answer));
}

awaitable<Result<Sender::Answer>> Sender::call(const Work& work, const ShopPlan& plan)
{
    if (work.step.kind == StepKind::import_order)
        co_return co_await import_order(work, plan);
    const auto receipt = co_await call_other(work);
    if (!receipt)
        co_return receipt.error();
    Answer answer;
    answer.request_id = receipt->request_id;
    co_return answer;
}

awaitable<Result<Sender::Answer>> Sender::import_order(const Work& work, const ShopPlan& plan)
{
    auto draft = build_draft(*work.order.body, work.order.generation, plan);
    if (!draft) {
        // The map of items changed between decision and claim.
        Error error;
        error.operation = "items";
        co_return error;
    }
    const auto created = co_await lane_.erp.create_order(std::move(*draft));
    if (!created)
        co_return created.error();
    Answer answer;
    answer.result = created->id.text();
    answer.request_id = created->request_id;
    co_return answer;
}

awaitable<Result<Receipt>> Sender::call_other(const Work& work)
{
    const Step& step = work.step;
    if (step.kind == StepKind::audit_order)
        co_return co_await lane_.erp.audit_order(step.erp_order);
    if (step.kind == StepKind::cancel_order)
        co_return co_await lane_.erp.cancel_order(step.erp_order);
    if (step.kind == StepKind::upload_waybill || step.kind == StepKind::retract_upload) {
        WaybillUpload upload;
        upload.order = work.order.id;
        upload.carrier_code = step.carrier_code;
        upload.number = step.numbers.front();
        if (step.kind == StepKind::retract_upload)
            co_return co_await lane_.platform.retract_upload(std::move(upload));
        co_return co_await lane_.platform.upload_waybill(std::move(upload));
    }
    ExtraWaybillUpload upload;
    upload.order = work.order.id;
    upload.carrier_code = step.carrier_code;
    upload.numbers = step.numbers;
    co_return co_await lane_.platform.upload_extra_waybills(std::move(upload));
}

store::Settlement Sender::confirm(Work& work, Answer answer)
{
    store::Settlement settlement;
    settlement.order = work.order.id;
    settlement.key = work.step.key;
    settlement.state = WriteState::confirmed;
    settlement.result = std::move(answer.result);
    settlement.request_id = std::move(answer.request_id);
    settlement.revision = work.order.revision;
    lane_.log.info("write confirmed", {{"shop", lane_.shop},
                                       {"order", work.order.id},
                                       {"write", work.step.key},
                                       {"request", settlement.request_id}});
    // Mostly nothing is left to do now: then the verdict is written down together with the outcome.
    const auto order =
        with_settlement(std::move(work.order), work.step, settlement, lane_.clock.now());
    Decision next = decide(order, lane_.decide_context());
    if (!next.step)
        settlement.verdict = std::move(next.verdict);
    return settlement;
}

store::Settlement Sender::fail(const Work& work, const ShopPlan& plan, const Error& error)
{
    auto settlement = settle_failure(lane_, work, error);
    if (work.step.kind == StepKind::import_order)
        settlement.result = refused_part(error.code, *work.order.body, plan);
    return settlement;
}

store::Settlement settle_failure(const Lane& lane, const Work& work, const Error& error)
{
    const auto* write = find_write(work.order, work.step.key);
    const int attempts = write == nullptr ? 1 : write->attempts + 1;
    const Milliseconds late_arrival =
        capability(lane.platform.capabilities(), lane.erp.capabilities(),
                   write_kind(work.step.kind))
            .late_arrival;
    auto settlement =
        settle_by_error(work.order.id, work.step.key, error, lane.clock.now(), late_arrival,
                        lane.wait_before_retry(attempts, error.retry_after));
    lane.log.warning("write not confirmed", {{"shop", lane.shop},
                                             {"order", work.order.id},
                                             {"write", work.step.key},
                                             {"outcome", to_text(settlement.state)},
                                             {"error", error}});
    return settlement;
}

} // namespace daifa::reconcile
