#include "reconcile/driver.hpp"

#include "reconcile/draft.hpp"
#include "schedule/backoff.hpp"

#include <algorithm>
#include <iterator>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;
using store::WriteKind;
using store::WriteState;

constexpr int batch_max = 256;
constexpr int looks_at_once = 16;

bool is_about_erp(StepKind kind)
{
    return kind == StepKind::import_order || kind == StepKind::audit_order ||
           kind == StepKind::cancel_order || kind == StepKind::look_at_erp;
}

WriteKind write_kind(StepKind kind)
{
    switch (kind) {
    case StepKind::audit_order: return WriteKind::audit_order;
    case StepKind::cancel_order: return WriteKind::cancel_order;
    case StepKind::upload_waybill: return WriteKind::upload_waybill;
    case StepKind::upload_extra: return WriteKind::upload_extra;
    default: return WriteKind::import_order;
    }
}

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

/// Numbers go back before cancellations, those before audits, new orders come last.
int urgency(StepKind kind)
{
    switch (kind) {
    case StepKind::upload_waybill: return 0;
    case StepKind::cancel_order: return 1;
    case StepKind::upload_extra: return 2;
    case StepKind::audit_order: return 3;
    default: return 4;
    }
}

const store::WriteRecord* find_write(const store::OrderRecord& order, const std::string& key)
{
    const auto found = std::ranges::find(order.writes, key, &store::WriteRecord::key);
    return found == order.writes.end() ? nullptr : &*found;
}

bool verifies_by_erp(const store::OrderRecord& order, const Step& step)
{
    const auto* write = find_write(order, step.key);
    return write != nullptr && (write->kind == WriteKind::import_order ||
                                write->kind == WriteKind::audit_order ||
                                write->kind == WriteKind::cancel_order);
}

} // namespace

Driver::Driver(Lane& lane, PlatformObserver& platform, ErpObserver& erp,
               boost::asio::any_io_executor executor, int in_flight_max)
    : lane_(lane), platform_(platform), erp_(erp), executor_(executor),
      in_flight_max_(std::max(in_flight_max, 2)), tasks_(executor, lane.log)
{
}

const WriteCapability& Driver::capability(StepKind kind) const
{
    const Capabilities& platform = lane_.platform.capabilities();
    const Capabilities& erp = lane_.erp.capabilities();
    switch (kind) {
    case StepKind::audit_order: return erp.audit;
    case StepKind::cancel_order: return erp.cancel;
    case StepKind::upload_waybill: return platform.upload;
    case StepKind::upload_extra: return platform.extra_upload;
    default: return erp.create_order;
    }
}

const BudgetView& Driver::budget(StepKind kind) const
{
    return is_about_erp(kind) ? lane_.erp_budget : lane_.platform_budget;
}

Milliseconds Driver::next_retry(int attempts, std::optional<Milliseconds> asked)
{
    return schedule::backoff(attempts, lane_.plan->strategy.retry.delays, asked, lane_.random);
}

awaitable<std::optional<Milliseconds>> Driver::run()
{
    for (;;) {
        auto orders = co_await lane_.ledger.load_due(lane_.shop, lane_.clock.now(), batch_max);
        if (orders.empty())
            break;
        co_await handle(std::move(orders));
    }
    const auto next = co_await lane_.ledger.find_next_due(lane_.shop);
    if (!next)
        co_return std::nullopt;
    co_return std::max<Milliseconds>(*next - lane_.clock.now(), 1ms);
}

awaitable<void> Driver::drain()
{
    co_await tasks_.wait_until(0);
}

awaitable<void> Driver::handle(std::vector<store::OrderRecord> orders)
{
    std::vector<store::Ledger::VerdictUpdate> verdicts;
    std::vector<Work> platform_looks;
    std::vector<Work> erp_looks;
    std::vector<Work> generations;
    std::vector<Work> writes;
    const DecideContext context = lane_.decide_context();
    for (auto& order : orders) {
        Decision decision = decide(order, context);
        Work work;
        work.verdict = std::move(decision.verdict);
        if (decision.step)
            work.step = std::move(*decision.step);
        work.order = std::move(order);
        if (decision.step)
            if (auto later = postpone(work, context.now)) {
                work.verdict = std::move(*later);
                decision.step.reset();
            }
        if (!decision.step) {
            store::Ledger::VerdictUpdate update;
            update.order = work.order.id;
            update.revision = work.order.revision;
            update.verdict = std::move(work.verdict);
            verdicts.push_back(std::move(update));
            continue;
        }
        const bool is_verify = work.step.kind == StepKind::verify;
        if (work.step.kind == StepKind::begin_generation)
            generations.push_back(std::move(work));
        else if (is_write(work.step.kind))
            writes.push_back(std::move(work));
        else if (work.step.kind == StepKind::look_at_erp ||
                 (is_verify && verifies_by_erp(work.order, work.step)))
            erp_looks.push_back(std::move(work));
        else
            platform_looks.push_back(std::move(work));
    }
    if (!verdicts.empty())
        co_await lane_.ledger.save_verdicts(lane_.shop, std::move(verdicts), lane_.clock.now());
    co_await begin_generations(std::move(generations));
    co_await send_all(std::move(writes));
    co_await look_at_erp(std::move(erp_looks));
    co_await look_at_platform(std::move(platform_looks));
}

std::optional<store::Verdict> Driver::postpone(const Work& work, TimePoint now)
{
    const StepKind kind = work.step.kind;
    const bool is_verify = kind == StepKind::verify;
    const bool is_erp =
        is_about_erp(kind) || (is_verify && verifies_by_erp(work.order, work.step));
    if (kind == StepKind::begin_generation)
        return std::nullopt;
    const SideHealth& health = is_erp ? lane_.erp_health : lane_.platform_health;
    if (!health.is_open(now)) {
        store::Verdict later = work.verdict;
        later.rule = is_erp ? "erp.stopped" : "platform.stopped";
        later.detail = to_text(health.stop()->error);
        later.due_at = std::max(health.stop()->next_try, now + 1s);
        return later;
    }
    if (!is_write(kind))
        return std::nullopt;

    // A claim is only made for what can be sent at once: a claim that waits in a queue would be sent
    // on facts that have grown old.
    const std::string& api = capability(kind).api;
    const Milliseconds spacing = budget(kind).spacing(api);
    TimePoint& turn = next_turn_[api];
    if (budget(kind).free(api) > 0 && (turn <= now || work.order.verdict.rule == "limits"))
        return std::nullopt;
    if (spacing == Milliseconds(0))
        return std::nullopt;
    store::Verdict later = work.verdict;
    const bool has_waited = work.order.verdict.rule == "limits";
    later.rule = "limits";
    later.detail = api;
    // Who has waited for a turn already and came a little early waits a little more.
    turn = std::max(turn, now) + (has_waited ? 0ms : spacing * 19 / 20);
    later.due_at = has_waited ? now + std::max(spacing / 4, Milliseconds(1)) : turn;
    return later;
}

awaitable<void> Driver::begin_generations(std::vector<Work> works)
{
    for (auto& work : works) {
        const bool has_begun = co_await lane_.ledger.begin_generation(
            lane_.shop, work.order.id, work.order.revision, lane_.clock.now());
        if (has_begun)
            lane_.log.info("next generation", {{"shop", lane_.shop}, {"order", work.order.id}});
    }
}

awaitable<void> Driver::put_off(std::vector<Work> works, const Error& error)
{
    std::vector<store::Ledger::VerdictUpdate> updates;
    const TimePoint now = lane_.clock.now();
    for (auto& work : works) {
        store::Ledger::VerdictUpdate update;
        update.order = work.order.id;
        update.revision = work.order.revision;
        update.verdict = std::move(work.verdict);
        update.verdict.detail = to_text(error);
        if (error.code == Errc::not_found || error.code == Errc::rejected)
            update.verdict.difference = "unverifiable";
        // A few losses in a row are nothing; what stays unreadable is asked ever more rarely.
        const bool is_repeated = work.order.verdict.difference == "unverifiable";
        const int attempts = is_repeated ? 3 : 1;
        update.verdict.due_at = now + next_retry(attempts, error.retry_after);
        updates.push_back(std::move(update));
    }
    co_await lane_.ledger.save_verdicts(lane_.shop, std::move(updates), now);
}

awaitable<void> Driver::look_at_platform(std::vector<Work> works)
{
    if (works.empty())
        co_return;
    schedule::TaskGroup looks(executor_, lane_.log);
    for (auto& work : works) {
        co_await looks.wait_until(looks_at_once - 1);
        looks.spawn("look at platform", look_at_platform_once(std::move(work)));
    }
    co_await looks.wait_until(0);
}

awaitable<void> Driver::look_at_platform_once(Work work)
{
    const TimePoint began = lane_.clock.now();
    auto order = co_await platform_.look(work.order.id);
    if (!order) {
        const Error error = order.error();
        std::vector<Work> works;
        works.push_back(std::move(work));
        co_await put_off(std::move(works), error);
        co_return;
    }
    const auto* write = find_write(work.order, work.step.key);
    if (work.step.kind != StepKind::verify || write == nullptr)
        co_return;
    const Evidence evidence = judge_by_platform(*write, *order);
    std::vector<store::Settlement> settled;
    settled.push_back(
        settle_by_evidence(work.order, *write, evidence, began, next_retry(write->attempts)));
    co_await lane_.ledger.settle(lane_.shop, std::move(settled), lane_.clock.now());
}

awaitable<void> Driver::look_at_erp(std::vector<Work> works)
{
    const std::size_t numbers_max = std::max<std::size_t>(lane_.erp.capabilities().find_orders_max, 1);
    std::vector<Work> group;
    std::size_t numbers = 0;
    for (auto& work : works) {
        const auto needed = static_cast<std::size_t>(work.order.generation);
        if (!group.empty() && numbers + needed > numbers_max) {
            co_await look_at_erp_once(std::move(group));
            group = std::vector<Work>();
            numbers = 0;
        }
        numbers += needed;
        group.push_back(std::move(work));
    }
    if (!group.empty())
        co_await look_at_erp_once(std::move(group));
}

awaitable<void> Driver::look_at_erp_once(std::vector<Work> works)
{
    const TimePoint began = lane_.clock.now();
    std::vector<store::OrderRecord> orders;
    for (const auto& work : works)
        orders.push_back(work.order);
    auto rows = co_await erp_.look(std::move(orders));
    if (!rows) {
        const Error error = rows.error();
        co_await put_off(std::move(works), error);
        co_return;
    }
    std::vector<store::Settlement> settled;
    for (const auto& work : works) {
        const auto* write = find_write(work.order, work.step.key);
        if (work.step.kind != StepKind::verify || write == nullptr)
            continue;
        const Evidence evidence = judge_by_erp(work.order, *write, *rows);
        settled.push_back(
            settle_by_evidence(work.order, *write, evidence, began, next_retry(write->attempts)));
    }
    if (!settled.empty())
        co_await lane_.ledger.settle(lane_.shop, std::move(settled), lane_.clock.now());
}

awaitable<void> Driver::send_all(std::vector<Work> works)
{
    std::ranges::stable_sort(works, {}, [](const Work& work) { return urgency(work.step.kind); });
    std::size_t next = 0;
    while (next < works.size()) {
        // Half the places at a time, so that claims share commits.
        co_await tasks_.wait_until(in_flight_max_ / 2);
        const auto room = static_cast<std::size_t>(in_flight_max_ - tasks_.running());
        const std::size_t end = std::min(works.size(), next + std::max<std::size_t>(room, 1));
        std::vector<Work> chunk(std::make_move_iterator(works.begin() + static_cast<long>(next)),
                                std::make_move_iterator(works.begin() + static_cast<long>(end)));
        next = end;
        co_await claim_and_send(std::move(chunk));
    }
}

awaitable<void> Driver::claim_and_send(std::vector<Work> works)
{
    std::vector<store::Claim> claims;
    for (const auto& work : works) {
        store::Claim claim;
        claim.order = work.order.id;
        claim.revision = work.order.revision;
        claim.key = work.step.key;
        claim.kind = write_kind(work.step.kind);
        claim.generation = work.order.generation;
        claim.subject = work.step.subject;
        claims.push_back(std::move(claim));
    }
    const auto outcomes =
        co_await lane_.ledger.claim(lane_.shop, std::move(claims), lane_.clock.now());
    std::vector<store::Ledger::VerdictUpdate> clashes;
    for (std::size_t i = 0; i < works.size(); ++i) {
        if (outcomes[i] == store::ClaimOutcome::claimed) {
            const std::string name(to_text(works[i].step.kind));
            tasks_.spawn(name, send(std::move(works[i])));
        } else if (outcomes[i] == store::ClaimOutcome::number_in_use) {
            store::Ledger::VerdictUpdate update;
            update.order = works[i].order.id;
            update.revision = works[i].order.revision;
            update.verdict = works[i].verdict;
            update.verdict.state = store::OrderState::held;
            update.verdict.difference = "waybill_in_use";
            update.verdict.detail = works[i].step.subject;
            update.verdict.due_at.reset();
            clashes.push_back(std::move(update));
        }
    }
    if (!clashes.empty())
        co_await lane_.ledger.save_verdicts(lane_.shop, std::move(clashes), lane_.clock.now());
}

awaitable<void> Driver::send(Work work)
{
    auto settlement = co_await attempt(std::move(work));
    push(std::move(settlement));
}

awaitable<store::Settlement> Driver::attempt(Work work)
{
    const Step& step = work.step;
    store::Settlement settlement;
    settlement.order = work.order.id;
    settlement.key = step.key;
    settlement.state = WriteState::confirmed;
    std::optional<Error> error;
    // The plan may be swapped while the call is under way.
    const auto plan = lane_.plan;

    if (step.kind == StepKind::import_order) {
        auto draft = build_draft(*work.order.body, work.order.generation, *plan);
        if (!draft) {
            // The map of items changed between decision and claim.
            error = Error{};
            error->operation = "items";
        } else {
            auto created = co_await lane_.erp.create_order(std::move(*draft));
            if (created) {
                settlement.result = created->id.text();
                settlement.request_id = created->request_id;
            } else {
                error = created.error();
            }
        }
    } else {
        Result<Receipt> receipt = Error{};
        if (step.kind == StepKind::audit_order) {
            receipt = co_await lane_.erp.audit_order(step.erp_order);
        } else if (step.kind == StepKind::cancel_order) {
            receipt = co_await lane_.erp.cancel_order(step.erp_order);
        } else if (step.kind == StepKind::upload_waybill) {
            WaybillUpload upload;
            upload.order = work.order.id;
            upload.carrier_code = step.carrier_code;
            upload.number = step.numbers.front();
            receipt = co_await lane_.platform.upload_waybill(std::move(upload));
        } else {
            ExtraWaybillUpload upload;
            upload.order = work.order.id;
            upload.carrier_code = step.carrier_code;
            upload.numbers = step.numbers;
            receipt = co_await lane_.platform.upload_extra_waybills(std::move(upload));
        }
        if (receipt)
            settlement.request_id = receipt->request_id;
        else
            error = receipt.error();
    }

    if (error) {
        const auto* write = find_write(work.order, step.key);
        const int attempts = write == nullptr ? 1 : write->attempts + 1;
        const Milliseconds wait = next_retry(attempts, error->retry_after);
        settlement = settle_by_error(work.order.id, step.key, *error, lane_.clock.now(),
                                     capability(step.kind).late_arrival, wait);
        if (step.kind == StepKind::import_order)
            settlement.result = refused_part(error->code, *work.order.body, *plan);
        lane_.log.warning("write not confirmed", {{"shop", lane_.shop},
                                                  {"order", work.order.id},
                                                  {"write", step.key},
                                                  {"outcome", to_text(settlement.state)},
                                                  {"error", *error}});
    } else {
        lane_.log.info("write confirmed", {{"shop", lane_.shop},
                                           {"order", work.order.id},
                                           {"write", step.key},
                                           {"request", settlement.request_id}});
        // Mostly nothing is left to do now: then the verdict is written down together with the outcome.
        settlement.revision = work.order.revision;
        const auto order =
            with_settlement(std::move(work.order), step, settlement, lane_.clock.now());
        Decision next = decide(order, lane_.decide_context());
        if (!next.step)
            settlement.verdict = std::move(next.verdict);
    }
    co_return settlement;
}

void Driver::push(store::Settlement settlement)
{
    if (settlement.state == WriteState::confirmed)
        ++lane_.counters.writes_confirmed;
    else if (settlement.state == WriteState::refused)
        ++lane_.counters.writes_refused;
    else
        ++lane_.counters.writes_uncertain;
    outcomes_.push_back(std::move(settlement));
    if (is_settling_)
        return;
    is_settling_ = true;
    tasks_.spawn("settle", settle_pushed());
}

awaitable<void> Driver::settle_pushed()
{
    // What gathers while one commit runs goes into the next.
    while (!outcomes_.empty()) {
        auto batch = std::move(outcomes_);
        outcomes_.clear();
        bool is_kept = false;
        std::string problem;
        try {
            co_await lane_.ledger.settle(lane_.shop, batch, lane_.clock.now());
            is_kept = true;
        } catch (const store::StoreFailure& failure) {
            problem = failure.what();
        }
        lane_.store_problem = problem;
        if (is_kept) {
            if (on_due)
                on_due();
            continue;
        }
        // The answers are known only here: keep them until the store works again.
        lane_.log.error("outcomes can not be written down", {{"shop", lane_.shop}, {"why", problem}});
        outcomes_.insert(outcomes_.end(), std::make_move_iterator(batch.begin()),
                         std::make_move_iterator(batch.end()));
        co_await lane_.clock.sleep_for(1s);
    }
    is_settling_ = false;
}

} // namespace daifa::reconcile
