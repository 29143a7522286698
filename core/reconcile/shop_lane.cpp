#include "reconcile/shop_lane.hpp"

#include "reconcile/parcel_choices.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds contracts_interval = 5min;
constexpr Milliseconds contracts_retry = 1s;
/// Orders that wait longer than this for a stopped side are decided anew when it works again.
constexpr Milliseconds parked_max = 1min;

} // namespace

ShopLane::ShopLane(LaneParts parts, store::Ledger& ledger, schedule::Scheduler& scheduler,
                   boost::asio::any_io_executor executor, Clock& clock, Random& random, Log& log)
    : parts_(std::move(parts)), platform_health_(parts_.plan->strategy.retry.delays, random),
      erp_health_(parts_.plan->strategy.retry.delays, random),
      keeper_(parts_.plan->id, *parts_.credential, *parts_.platform, ledger, *parts_.platform_clock,
              log),
      guarded_platform_(*parts_.platform, keeper_, platform_health_, *parts_.platform_clock, log),
      guarded_erp_(*parts_.erp, erp_health_, *parts_.platform_clock, log),
      lane_{parts_.plan->id,
            parts_.plan,
            ledger,
            guarded_platform_,
            guarded_erp_,
            *parts_.platform_budget,
            *parts_.erp_budget,
            *parts_.platform_clock,
            *parts_.erp_clock,
            platform_health_,
            erp_health_,
            random,
            log},
      jobs_(scheduler, parts_.plan->id, lane_.store_problems, log),
      platform_watch_(*parts_.platform_clock, clock,
                      [this] { return guarded_platform_.get_time(); }),
      erp_watch_(*parts_.erp_clock, clock, [this] { return guarded_erp_.get_time(); }),
      access_(lane_, platform_watch_, erp_watch_), platform_observer_(lane_), erp_observer_(lane_),
      push_({lane_.shop, TradeRole::factory, lane_.plan, guarded_platform_, lane_.clock, random,
             log, [this](OrderId order) { return look_at_told(std::move(order)); }},
            keeper_, executor),
      driver_(lane_, platform_observer_, erp_observer_, executor, parts_.in_flight_max),
      stock_(lane_, executor)
{
    driver_.on_due = [this] { wake(); };
    lane_.on_due = [this] { wake(); };
    platform_health_.on_change = [this](const auto& before) {
        on_health_change(before, platform_health_, platform_job_);
    };
    erp_health_.on_change = [this](const auto& before) {
        on_health_change(before, erp_health_, erp_job_);
    };
    platform_health_.on_person_needed = [this] {
        platform_watch_.doubt();
        jobs_.wake(platform_clock_job_);
    };
    erp_health_.on_person_needed = [this] {
        erp_watch_.doubt();
        jobs_.wake(erp_clock_job_);
    };
    // After time went back, a look taken from now on has to count as later than the start.
    platform_watch_.on_went_back = [this] {
        lane_.started_at = std::min(lane_.started_at, lane_.clock.now());
    };
    platform_watch_.on_ran_away = [this] { go_on_with_right_clock(); };
    erp_watch_.on_ran_away = [this] { go_on_with_right_clock(); };
    platform_observer_.on_shown = [this](const OrderId& order) { push_.note_shown(order); };
    push_.on_news = [this] { jobs_.wake(news_job_); };
    push_.on_pass_wanted = [this] { jobs_.wake(platform_job_); };
    // Orders held for a carrier may go on with the new list.
    access_.on_new_carriers = [this] { must_decide_all_ = true; };
    stock_.on_due = [this] { jobs_.wake(stock_drive_job_); };
}

ShopLane::~ShopLane() = default;

awaitable<void> ShopLane::load()
{
    co_await keeper_.load();
    lane_.restored_at = co_await lane_.ledger.load_restored_at();
}

awaitable<void> ShopLane::prepare_driving()
{
    if (!has_doubted_) {
        // Not earlier: how long an old request may still be on its way counts by the platform's
        // clock.
        const Milliseconds late = std::max(lane_.platform.capabilities().upload.late_arrival,
                                           lane_.erp.capabilities().create_order.late_arrival);
        const auto doubted =
            co_await lane_.ledger.doubt_claimed_writes(lane_.shop, lane_.clock.now(), late);
        has_doubted_ = true;
        if (doubted > 0)
            lane_.log.warning("writes cut off by the last stop will be verified",
                              {{"shop", lane_.shop}, {"writes", doubted}});
    }
    if (!must_decide_all_)
        co_return;
    // Whoever asks for it while this runs is heard at the next drive.
    must_decide_all_ = false;
    try {
        co_await lane_.ledger.make_all_due(lane_.shop, lane_.clock.now());
        co_await stock_.decide_all();
    } catch (const store::StoreFailure&) {
        must_decide_all_ = true;
        throw;
    }
    jobs_.wake(stock_drive_job_);
}

awaitable<void> ShopLane::start()
{
    co_await load();
    add_jobs();
}

void ShopLane::add_jobs()
{
    const auto add = [this](const char* job, Milliseconds after,
                            awaitable<Again> (ShopLane::*work)()) {
        return jobs_.add(job, after, [this, work] { return (this->*work)(); });
    };
    access_job_ = add("access", 0ms, &ShopLane::check_access);
    platform_job_ = add("platform", 1ms, &ShopLane::observe_platform);
    erp_job_ = add("erp", 1ms, &ShopLane::observe_erp);
    drive_job_ = add("drive", 1ms, &ShopLane::drive);
    token_job_ = add("token", 1ms, &ShopLane::keep_token);
    contracts_job_ = add("contracts", 1ms, &ShopLane::read_contracts);
    stock_job_ = add("stock", 1ms, &ShopLane::observe_stock);
    stock_drive_job_ = add("stock drive", 1ms, &ShopLane::drive_stock);
    subscription_job_ = add("subscription", 1ms, &ShopLane::keep_subscribed);
    news_job_ = add("news", 1ms, &ShopLane::look_at_news);
    platform_clock_job_ = add("platform clock", 1ms, &ShopLane::watch_platform_clock);
    erp_clock_job_ = add("erp clock", 1ms, &ShopLane::watch_erp_clock);
}

void ShopLane::on_health_change(const std::optional<SideStop>& before, const SideHealth& health,
                                const LaneJobs::Handle& reading)
{
    // Whatever ended the stop or took its place: orders and lists were put off until its next try.
    const bool is_sooner = before && (!health.stop() || health.stop()->next_try < before->next_try);
    if (is_sooner && before->next_try > lane_.clock.now() + parked_max)
        must_decide_all_ = true;
    if (is_sooner)
        for (const auto& job : {reading, stock_job_, stock_drive_job_})
            jobs_.wake(job);
    if (is_sooner && &health == &platform_health_)
        jobs_.wake(news_job_);
    // Somebody else found out that the side works again.
    const bool is_ready =
        &health == &platform_health_ ? access_.is_platform_ready() : access_.is_erp_ready();
    if (is_sooner && !is_ready && !is_checking_access_)
        jobs_.wake(access_job_);
    wake();
}

void ShopLane::wake_what_became_ready()
{
    const bool is_platform_new = access_.is_platform_ready() && !is_platform_awake_;
    const bool is_erp_new = access_.is_erp_ready() && !is_erp_awake_;
    if (is_platform_new)
        for (const auto& job : {platform_job_, subscription_job_, news_job_})
            jobs_.wake(job);
    if (is_erp_new)
        jobs_.wake(erp_job_);
    if (access_.is_platform_ready() && access_.is_erp_ready() && (is_platform_new || is_erp_new))
        for (const auto& job : {stock_job_, stock_drive_job_})
            jobs_.wake(job);
    is_platform_awake_ = access_.is_platform_ready();
    is_erp_awake_ = access_.is_erp_ready();
    wake();
}

awaitable<ShopLane::Again> ShopLane::watch_platform_clock()
{
    co_return co_await platform_watch_.settle_doubt();
}

awaitable<ShopLane::Again> ShopLane::watch_erp_clock()
{
    co_return co_await erp_watch_.settle_doubt();
}

void ShopLane::go_on_with_right_clock()
{
    lane_.log.warning("a clock ran away: going on with the other side's time",
                      {{"shop", lane_.shop}});
    must_decide_all_ = true;
    stock_.clear_stops();
    // The next tries of both sides count by the platform's clock.
    platform_health_.clear();
    erp_health_.clear();
    for (const auto& job : {access_job_, platform_job_, erp_job_})
        jobs_.wake(job);
}

void ShopLane::begin_stop()
{
    lane_.is_stopping = true;
    stock_.stop();
    jobs_.begin_stop();
}

awaitable<void> ShopLane::stop()
{
    begin_stop();
    co_await jobs_.stop();
    co_await driver_.drain();
    co_await stock_.drain();
}

void ShopLane::wake()
{
    jobs_.wake(drive_job_);
}

awaitable<void> ShopLane::change_plan(std::shared_ptr<const ShopPlan> plan)
{
    // A ledger that fails now must not keep orders and listings at what the old plan said.
    lane_.plan = std::move(plan);
    must_decide_all_ = true;
    stock_.clear_stops();
    for (const auto& job : {access_job_, platform_job_, erp_job_, contracts_job_, drive_job_,
                            stock_job_, stock_drive_job_})
        jobs_.wake(job);
    co_return;
}

awaitable<ShopLane::Again> ShopLane::check_access()
{
    is_checking_access_ = true;
    const auto platform = co_await access_.check_platform();
    if (!platform && !access_.is_platform_ready())
        lane_.log.warning("platform not ready",
                          {{"shop", lane_.shop}, {"error", platform.error()}});
    const auto erp = co_await access_.check_erp();
    if (!erp && !access_.is_erp_ready())
        lane_.log.warning("ERP not ready", {{"shop", lane_.shop}, {"error", erp.error()}});
    is_checking_access_ = false;
    wake_what_became_ready();
    if (platform && erp)
        co_return access_interval;
    const Milliseconds platform_wait = platform_health_.pause(access_interval, lane_.clock.now());
    const Milliseconds erp_wait = erp_health_.pause(access_interval, lane_.clock.now());
    co_return std::max<Milliseconds>(
        platform ? erp_wait : (erp ? platform_wait : std::min(platform_wait, erp_wait)), 100ms);
}

awaitable<ShopLane::Again> ShopLane::read_contracts()
{
    if (lane_.plan->waybill_source != WaybillSource::platform)
        co_return std::nullopt;
    if (!access_.is_platform_ready() || keeper_.dead())
        co_return contracts_retry;
    const bool is_changed = co_await read_desk(lane_);
    if (is_changed) {
        must_decide_all_ = true;
        wake();
    }
    co_return lane_.desk.read_at ? contracts_interval : contracts_retry;
}

awaitable<ShopLane::Again> ShopLane::observe_stock()
{
    if (!access_.is_platform_ready() || !access_.is_erp_ready() || keeper_.dead())
        co_return std::nullopt;
    co_return co_await stock_.observe();
}

awaitable<ShopLane::Again> ShopLane::drive_stock()
{
    if (!access_.is_platform_ready() || keeper_.dead() || lane_.is_stopping)
        co_return std::nullopt;
    co_return co_await stock_.drive();
}

awaitable<ShopLane::Again> ShopLane::observe_platform()
{
    if (!access_.is_platform_ready() || keeper_.dead())
        co_return std::nullopt;
    const Milliseconds interval = lane_.plan->strategy.download.interval;
    if (!platform_health_.is_open(lane_.clock.now()))
        co_return platform_health_.pause(interval, lane_.clock.now());
    const auto result = co_await pass_platform();
    wake();
    if (!result && lane_.is_stopping)
        co_return std::nullopt;
    if (!result) {
        lane_.log.warning("reading the platform failed",
                          {{"shop", lane_.shop}, {"error", result.error()}});
        co_return platform_health_.pause(interval, lane_.clock.now());
    }
    platform_pass_at_ = lane_.clock.now();
    lane_.log.info("platform read", {{"shop", lane_.shop},
                                     {"rows", result->rows},
                                     {"new", result->new_rows},
                                     {"changed", result->changed_rows}});
    co_return push_.polling_interval();
}

awaitable<Result<store::RowCounts>> ShopLane::pass_platform()
{
    push_.begin_pass();
    try {
        auto result = co_await platform_observer_.pass();
        push_.end_pass(result.has_value());
        co_return result;
    } catch (const store::StoreFailure&) {
        push_.end_pass(false);
        throw;
    }
}

awaitable<ShopLane::Again> ShopLane::keep_subscribed()
{
    if (!access_.is_platform_ready())
        co_return std::nullopt;
    co_return co_await push_.keep_subscribed();
}

awaitable<ShopLane::Again> ShopLane::look_at_news()
{
    if (!access_.is_platform_ready() || keeper_.dead())
        co_return std::nullopt;
    if (!platform_health_.is_open(lane_.clock.now()))
        co_return platform_health_.pause(lane_.plan->strategy.download.interval, lane_.clock.now());
    co_return co_await push_.look();
}

awaitable<Result<void>> ShopLane::look_at_told(OrderId order)
{
    const auto looked = co_await platform_observer_.look(std::move(order), "message");
    if (!looked)
        co_return looked.error();
    wake();
    co_return Result<void>();
}

awaitable<ShopLane::Again> ShopLane::observe_erp()
{
    if (!access_.is_erp_ready())
        co_return std::nullopt;
    const Milliseconds interval = lane_.plan->strategy.upload.interval;
    if (!erp_health_.is_open(lane_.clock.now()))
        co_return erp_health_.pause(interval, lane_.clock.now());
    const auto result = co_await erp_observer_.pass();
    wake();
    if (!result && lane_.is_stopping)
        co_return std::nullopt;
    if (!result) {
        lane_.log.warning("reading the ERP failed",
                          {{"shop", lane_.shop}, {"error", result.error()}});
        co_return erp_health_.pause(interval, lane_.clock.now());
    }
    erp_pass_at_ = lane_.clock.now();
    lane_.log.info(
        "ERP read",
        {{"shop", lane_.shop}, {"rows", result->rows}, {"changed", result->changed_rows}});
    co_return interval;
}

awaitable<ShopLane::Again> ShopLane::drive()
{
    // Without carriers and channel every decision would rest on guesses.
    if (!access_.is_platform_ready() || !access_.is_erp_ready() || lane_.is_stopping)
        co_return std::nullopt;
    co_await prepare_driving();
    co_return co_await driver_.run();
}

awaitable<ShopLane::Again> ShopLane::keep_token()
{
    co_return co_await keeper_.keep();
}

void ShopLane::go_on_authorized()
{
    platform_health_.clear();
    push_.on_authorized();
    stock_.clear_stops();
    for (const auto& job : {access_job_, platform_job_, token_job_, subscription_job_, news_job_,
                            stock_job_, stock_drive_job_})
        jobs_.wake(job);
}

awaitable<Result<Credential>> ShopLane::authorize(Secret code)
{
    auto taken = co_await keeper_.authorize(std::move(code));
    if (taken)
        go_on_authorized();
    co_return taken;
}

awaitable<Result<Credential>> ShopLane::adopt(Credential credential)
{
    auto taken = co_await keeper_.adopt(std::move(credential));
    if (taken)
        go_on_authorized();
    co_return taken;
}

awaitable<int> ShopLane::print(PrintWish wish)
{
    const int orders = co_await request_prints(lane_, std::move(wish));
    wake();
    co_return orders;
}

awaitable<int> ShopLane::choose(store::ParcelChoice choice, OrderId order, std::string by,
                                std::string reason)
{
    const int orders =
        co_await choose_parcel(lane_, choice, std::move(order), std::move(by), std::move(reason));
    wake();
    co_return orders;
}

awaitable<int> ShopLane::ask(LabelAction action, OrderId order, std::string by, std::string reason)
{
    const int labels =
        co_await request_action(lane_, action, std::move(order), std::move(by), std::move(reason));
    wake();
    co_return labels;
}

awaitable<std::optional<Result<LabelPreview>>> ShopLane::preview(OrderId order)
{
    return preview_labels(lane_, std::move(order));
}

awaitable<Result<void>> ShopLane::refresh()
{
    const auto platform = co_await access_.check_platform();
    if (!platform)
        co_return platform.error();
    const auto erp = co_await access_.check_erp();
    if (!erp)
        co_return erp.error();
    if (lane_.plan->waybill_source == WaybillSource::platform) {
        const bool is_changed = co_await read_desk(lane_);
        must_decide_all_ = must_decide_all_ || is_changed;
    }
    const auto orders = co_await pass_platform();
    if (!orders)
        co_return orders.error();
    platform_pass_at_ = lane_.clock.now();
    const auto changes = co_await erp_observer_.pass();
    if (!changes)
        co_return changes.error();
    erp_pass_at_ = lane_.clock.now();
    co_return Result<void>();
}

awaitable<void> ShopLane::drive_once()
{
    co_await prepare_driving();
    co_await driver_.run();
    co_await driver_.drain();
    if (!lane_.plan->strategy.stock.is_enabled)
        co_return;
    co_await stock_.observe();
    co_await stock_.drive();
    co_await stock_.drain();
}

LaneStatus ShopLane::status() const
{
    LaneStatus status;
    status.shop = lane_.shop;
    status.platform_stop = platform_health_.stop();
    status.erp_stop = erp_health_.stop();
    if (!lane_.store_problems.empty())
        status.store_problem = lane_.store_problems.begin()->second;
    status.token_problem = keeper_.dead();
    status.credential = keeper_.credential();
    status.platform_ready = access_.is_platform_ready();
    status.erp_ready = access_.is_erp_ready();
    status.platform_clock_offset = lane_.clock.offset();
    status.erp_clock_offset = lane_.erp_clock.offset();
    status.platform_pass_at = platform_pass_at_;
    status.erp_pass_at = erp_pass_at_;
    status.in_flight = driver_.in_flight();
    status.counters = lane_.counters;
    status.push = push_.status();
    return status;
}

awaitable<std::vector<PlannedStep>> ShopLane::plan(int limit)
{
    std::vector<PlannedStep> steps;
    for (const auto state :
         {store::OrderState::downloaded, store::OrderState::imported, store::OrderState::shipped,
          store::OrderState::held, store::OrderState::uploaded}) {
        store::OrderQuery query;
        query.state = state;
        query.limit = 200;
        do {
            const auto page = co_await lane_.ledger.list_orders(lane_.shop, query);
            for (const auto& row : page.orders) {
                const bool is_ended = state == store::OrderState::uploaded &&
                                      row.verdict.difference.empty() && !row.verdict.due_at;
                if (is_ended)
                    continue;
                const auto order = co_await lane_.ledger.find_order(lane_.shop, row.id);
                if (!order)
                    continue;
                PlannedStep step;
                step.order = order->id;
                step.decision = decide(*order, lane_.decide_context());
                steps.push_back(std::move(step));
                if (static_cast<int>(steps.size()) >= limit)
                    co_return steps;
            }
            query.after = page.next;
        } while (!query.after.empty());
    }
    co_return steps;
}

} // namespace daifa::reconcile
