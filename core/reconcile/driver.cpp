#include "reconcile/driver.hpp"

#include "reconcile/joint_parcels.hpp"
#include "reconcile/pace.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds after_stuck = 1s;

/// Numbers go back before cancellations, those before audits, new orders come last.
int urgency(const Work* work)
{
    switch (work->step.kind) {
    case StepKind::upload_waybill:
    case StepKind::retract_upload:
        return 0;
    case StepKind::cancel_order:
        return 1;
    case StepKind::cancel_waybill:
    case StepKind::upload_extra:
        return 2;
    case StepKind::audit_order:
    case StepKind::print_label:
        return 3;
    default:
        return 4;
    }
}

/// What holds of an order whose write could not be claimed: it would be due at once, for ever.
store::Ledger::VerdictUpdate to_clash(Work work, store::ClaimOutcome outcome, TimePoint now)
{
    std::string number = std::move(work.step.subject);
    auto update = to_update(std::move(work));
    if (outcome == store::ClaimOutcome::taken) {
        update.verdict.due_at = now + store::claim_answer_max;
        return update;
    }
    update.verdict.state = store::OrderState::held;
    update.verdict.difference = "waybill_in_use";
    update.verdict.detail = std::move(number);
    update.verdict.due_at.reset();
    return update;
}

/// How a write ends that is not sent.
store::Settlement to_settlement(const Work& work)
{
    store::Settlement settlement;
    settlement.order = work.order.id;
    settlement.key = work.step.key;
    settlement.result =
        work.step.kind == StepKind::leave_parcel ? left_to_mates : work.step.erp_order.text();
    if (!work.step.doubt.empty()) {
        settlement.state = store::WriteState::given_up;
        settlement.failure = Errc::uncertain;
        settlement.failure_text = work.step.doubt;
    }
    return settlement;
}

std::string_view describe_unsent(const Step& step)
{
    if (step.kind == StepKind::leave_parcel)
        return "left its parcel";
    return step.doubt.empty() ? "taken as imported" : "perhaps printed already";
}

store::Bodies bodies_for(const ShopPlan& plan)
{
    if (plan.waybill_source != WaybillSource::platform)
        return store::Bodies::until_audited;
    return plan.strategy.waybill.joint_parcels == JointParcels::never
               ? store::Bodies::all
               : store::Bodies::all_of_one_recipient;
}

void note_cancellation(WaybillDesk& desk, const Step& step)
{
    desk.cancellations[step.carrier_code].insert(step.numbers.front());
}

/// Each work, and behind it those that go with it.
std::vector<Work> with_mates(std::vector<Work> works)
{
    std::vector<Work> all;
    for (auto& work : works) {
        auto mates = std::move(work.mates);
        all.push_back(std::move(work));
        for (auto& mate : mates)
            all.push_back(std::move(mate));
    }
    return all;
}

} // namespace

Driver::Driver(Lane& lane, PlatformObserver& platform, ErpObserver& erp,
               boost::asio::any_io_executor executor, int in_flight_max)
    : lane_(lane), in_flight_max_(std::max(in_flight_max, 2)), tasks_(executor, lane.log),
      turns_(lane), sender_(lane), label_sender_(lane),
      looks_(lane, platform, erp, label_sender_, executor), settler_(lane, tasks_)
{
    settler_.on_settled = [this](const auto& outcomes) { leave(outcomes); };
}

awaitable<std::optional<Milliseconds>> Driver::run()
{
    for (;;) {
        if (lane_.is_stopping)
            co_return std::nullopt;
        if (settler_.is_stuck())
            co_return after_stuck;
        auto orders = co_await lane_.ledger.load_due(lane_.shop, lane_.clock.now(), batch_max,
                                                     under_way_, bodies_for(*lane_.plan));
        if (orders.empty())
            break;
        co_await carry_out(decide_all(std::move(orders)));
    }
    const auto next = co_await lane_.ledger.find_next_due(lane_.shop, under_way_);
    if (!next)
        co_return std::nullopt;
    co_return std::max<Milliseconds>(*next - lane_.clock.now(), 1ms);
}

awaitable<void> Driver::drain()
{
    co_await tasks_.wait_until(0);
}

Driver::Batch Driver::decide_all(std::vector<store::OrderRecord> orders)
{
    Batch batch;
    // After time went back unmeasured, a look taken from now on has to count as later than the
    // start.
    lane_.started_at = std::min(lane_.started_at, lane_.clock.now());
    // What this round decides on counts at once, and for good only when it is claimed.
    WaybillDesk desk = lane_.desk;
    const DecideContext context = lane_.decide_context(desk);
    turns_.begin_round(context.now);
    for (auto& order : orders) {
        Decision decision = decide(order, context);
        Work work;
        work.order = std::move(order);
        work.verdict = std::move(decision.verdict);
        if (decision.step) {
            work.step = std::move(*decision.step);
            if (auto later = turns_.postpone(work, context.now)) {
                work.verdict = std::move(*later);
                decision.step.reset();
            }
        }
        if (decision.step && work.step.kind == StepKind::cancel_waybill)
            note_cancellation(desk, work.step);
        if (!decision.step)
            batch.verdicts.push_back(to_update(std::move(work)));
        else if (work.step.kind == StepKind::begin_generation)
            batch.generations.push_back(std::move(work));
        else if (work.step.kind == StepKind::adopt_order ||
                 work.step.kind == StepKind::leave_parcel || !work.step.doubt.empty())
            batch.known.push_back(std::move(work));
        else if (is_write(work.step.kind))
            batch.writes.push_back(std::move(work));
        else if (asks_erp(work))
            batch.erp_looks.push_back(std::move(work));
        else
            batch.platform_looks.push_back(std::move(work));
    }
    return batch;
}

awaitable<void> Driver::carry_out(Batch batch)
{
    if (!batch.verdicts.empty())
        co_await lane_.ledger.save_verdicts(lane_.shop, std::move(batch.verdicts),
                                            lane_.clock.now());
    turns_.keep_places();
    co_await begin_generations(std::move(batch.generations));
    co_await write_down(std::move(batch.known));
    co_await claim_and_send(gather_parcels(std::move(batch.writes)));
    co_await looks_.look_at_erp(std::move(batch.erp_looks));
    co_await looks_.look_at_platform(std::move(batch.platform_looks));
}

awaitable<void> Driver::begin_generations(std::vector<Work> works)
{
    for (auto& work : works) {
        const bool has_begun = co_await lane_.ledger.begin_generation(
            lane_.shop, work.order.id, work.order.revision, work.verdict.rule, lane_.clock.now());
        if (has_begun)
            lane_.log.info("next generation", {{"shop", lane_.shop}, {"order", work.order.id}});
    }
}

awaitable<void> Driver::write_down(std::vector<Work> works)
{
    if (works.empty())
        co_return;
    std::vector<store::Claim> claims;
    for (const auto& work : works)
        claims.push_back(to_claim(work.order, work.step));
    const auto outcomes =
        co_await lane_.ledger.claim(lane_.shop, std::move(claims), lane_.clock.now());
    // A stop in between leaves a claim that will be verified: it ends in the same way all the same.
    std::vector<store::Settlement> settlements;
    for (std::size_t i = 0; i < works.size(); ++i) {
        if (outcomes[i] != store::ClaimOutcome::claimed)
            continue;
        settlements.push_back(to_settlement(works[i]));
        lane_.log.info(
            describe_unsent(works[i].step),
            {{"shop", lane_.shop}, {"order", works[i].order.id}, {"write", works[i].step.key}});
    }
    co_await lane_.ledger.settle(lane_.shop, std::move(settlements), lane_.clock.now());
}

awaitable<void> Driver::claim_and_send(std::vector<Work> works)
{
    std::vector<Work*> line;
    for (auto& work : works)
        line.push_back(&work);
    std::ranges::stable_sort(line, {}, urgency);
    std::size_t next = 0;
    while (next < line.size()) {
        // Half the places at a time, so that claims share commits.
        co_await tasks_.wait_until(in_flight_max_ / 2);
        // What is left is still due.
        if (lane_.is_stopping)
            co_return;
        const auto room = static_cast<std::size_t>(in_flight_max_ - tasks_.running());
        const std::size_t end = std::min(line.size(), next + std::max<std::size_t>(room, 1));
        std::vector<Work> chunk;
        // What is left out is still due, and waits for its side from the next round on.
        for (; next < end; ++next)
            if (!turns_.is_stopped(*line[next], lane_.clock.now()))
                chunk.push_back(std::move(*line[next]));
        if (!chunk.empty())
            co_await claim_and_send_chunk(std::move(chunk));
    }
}

awaitable<void> Driver::claim_and_send_chunk(std::vector<Work> chunk)
{
    auto works = with_mates(std::move(chunk));
    label_sender_.name_tasks(works);
    std::vector<store::Claim> claims;
    for (const auto& work : works)
        claims.push_back(to_claim(work.order, work.step));
    const auto outcomes =
        co_await lane_.ledger.claim(lane_.shop, std::move(claims), lane_.clock.now());
    std::vector<store::Ledger::VerdictUpdate> clashes;
    std::vector<Work> claimed;
    for (std::size_t i = 0; i < works.size(); ++i) {
        if (outcomes[i] == store::ClaimOutcome::claimed) {
            under_way_.insert(works[i].order.id);
            if (works[i].step.kind == StepKind::cancel_waybill)
                note_cancellation(lane_.desk, works[i].step);
            claimed.push_back(std::move(works[i]));
        } else if (outcomes[i] != store::ClaimOutcome::stale) {
            clashes.push_back(to_clash(std::move(works[i]), outcomes[i], lane_.clock.now()));
        }
    }
    auto calls = group_calls(std::move(claimed), lane_.platform.capabilities().waybills_per_call);
    for (auto& call : calls) {
        const std::string name(to_text(call.front().step.kind));
        tasks_.spawn(name, send(std::move(call)));
    }
    if (!clashes.empty())
        co_await lane_.ledger.save_verdicts(lane_.shop, std::move(clashes), lane_.clock.now());
}

awaitable<void> Driver::send(std::vector<Work> call)
{
    std::vector<OrderId> orders;
    for (const auto& work : call)
        orders.push_back(work.order.id);
    try {
        auto settled = co_await send_call(std::move(call));
        for (auto& settlement : settled)
            settler_.push(std::move(settlement));
    } catch (...) {
        // No outcome will come: the orders' rules say what to do about the claims.
        for (const auto& order : orders)
            under_way_.erase(order);
        throw;
    }
}

awaitable<std::vector<store::Settlement>> Driver::send_call(std::vector<Work> call)
{
    const StepKind kind = call.front().step.kind;
    if (kind == StepKind::take_waybill)
        co_return co_await label_sender_.take(std::move(call));
    if (kind == StepKind::print_label)
        co_return co_await label_sender_.print(std::move(call));
    if (kind == StepKind::cancel_waybill)
        co_return co_await label_sender_.cancel(std::move(call.front()));
    std::vector<store::Settlement> settled;
    auto settlement = co_await sender_.send(call.front());
    settled.push_back(std::move(settlement));
    co_return settled;
}

void Driver::leave(const std::vector<store::Settlement>& settled)
{
    for (const auto& settlement : settled)
        under_way_.erase(settlement.order);
    if (on_due)
        on_due();
}

} // namespace daifa::reconcile
