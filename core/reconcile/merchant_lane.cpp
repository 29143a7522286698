#include "reconcile/merchant_lane.hpp"

#include "reconcile/access_check.hpp"
#include "reconcile/merchant_numbers.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds factories_interval_max = 30s;
constexpr int page = 200;

bool waits_for_assignment(const store::MerchantRecord& record)
{
    return record.order.stage == MerchantStage::to_ship && record.erp.origin.empty() &&
           record.factory.origin.empty() && record.factory.problem.empty() &&
           !(record.write && record.write->state != store::WriteState::refused);
}

} // namespace

MerchantLane::MerchantLane(LaneParts parts, store::Ledger& ledger, schedule::Scheduler& scheduler,
                           boost::asio::any_io_executor executor, Clock& clock, Random& random,
                           Log& log)
    : parts_(std::move(parts)), platform_health_(parts_.plan->strategy.retry.delays, random),
      erp_health_(parts_.plan->strategy.retry.delays, random),
      keeper_(parts_.plan->id, *parts_.credential, *parts_.platform, ledger, *parts_.platform_clock,
              log),
      guarded_platform_(*parts_.platform, keeper_, platform_health_, *parts_.platform_clock, log),
      shop_{parts_.plan->id,
            parts_.plan,
            ledger,
            guarded_platform_,
            nullptr,
            *parts_.platform_budget,
            *parts_.platform_clock,
            *parts_.erp_clock,
            platform_health_,
            erp_health_,
            random,
            log},
      jobs_(scheduler, parts_.plan->id, store_problems_, log),
      platform_watch_(*parts_.platform_clock, clock,
                      [this] { return guarded_platform_.get_time(); }),
      erp_watch_(*parts_.erp_clock, clock, [this] { return guarded_erp_->get_time(); }),
      access_(shop_, platform_watch_, erp_watch_), observer_(shop_),
      push_({shop_.shop, TradeRole::merchant, shop_.plan, guarded_platform_, shop_.clock, random,
             log, [this](OrderId order) { return look_at_told(std::move(order)); }},
            keeper_, executor),
      driver_(shop_, observer_, executor)
{
    if (parts_.erp) {
        guarded_erp_.emplace(*parts_.erp, erp_health_, *parts_.platform_clock, log);
        shop_.erp = &*guarded_erp_;
    }
    observer_.on_shown = [this](const OrderId& order) { push_.note_shown(order); };
    push_.on_news = [this] { jobs_.wake(news_job_); };
    push_.on_pass_wanted = [this] { jobs_.wake(platform_job_); };
    platform_health_.on_change = [this](const auto& before) {
        on_health_change(before, platform_health_);
    };
    erp_health_.on_change = [this](const auto& before) { on_health_change(before, erp_health_); };
    platform_health_.on_person_needed = [this] {
        platform_watch_.doubt();
        jobs_.wake(platform_clock_job_);
    };
    erp_health_.on_person_needed = [this] {
        erp_watch_.doubt();
        jobs_.wake(erp_clock_job_);
    };
    const auto go_on = [this] {
        must_decide_all_ = true;
        platform_health_.clear();
        erp_health_.clear();
        wake_all();
    };
    platform_watch_.on_ran_away = go_on;
    erp_watch_.on_ran_away = go_on;
}

awaitable<void> MerchantLane::start()
{
    co_await load();
    const auto add = [this](const char* job, Milliseconds after,
                            awaitable<Again> (MerchantLane::*work)()) {
        return jobs_.add(job, after, [this, work] { return (this->*work)(); });
    };
    access_job_ = add("access", 0ms, &MerchantLane::check_access);
    platform_job_ = add("platform", 1ms, &MerchantLane::observe_platform);
    erp_job_ = add("erp", 1ms, &MerchantLane::observe_erp);
    factories_job_ = add("factories", 1ms, &MerchantLane::observe_factories);
    drive_job_ = add("drive", 1ms, &MerchantLane::drive);
    subscription_job_ = add("subscription", 1ms, &MerchantLane::keep_subscribed);
    news_job_ = add("news", 1ms, &MerchantLane::look_at_news);
    token_job_ = add("token", 1ms, &MerchantLane::keep_token);
    platform_clock_job_ = add("platform clock", 1ms, &MerchantLane::watch_platform_clock);
    erp_clock_job_ = add("erp clock", 1ms, &MerchantLane::watch_erp_clock);
}

awaitable<void> MerchantLane::stop()
{
    begin_stop();
    co_await jobs_.stop();
    co_await driver_.drain();
}

awaitable<void> MerchantLane::change_plan(std::shared_ptr<const ShopPlan> plan)
{
    // A ledger that fails now must not keep orders at what the old plan said.
    shop_.plan = std::move(plan);
    must_decide_all_ = true;
    jobs_.wake(access_job_);
    wake_all();
    co_return;
}

void MerchantLane::on_health_change(const std::optional<SideStop>& before, const SideHealth& health)
{
    // Lists were put off until the next try of the stop that ended, or whose place another took.
    if (!before || (health.stop() && health.stop()->next_try >= before->next_try))
        return;
    wake_all();
    const bool is_ready =
        &health == &platform_health_ ? access_.is_platform_ready() : access_.is_erp_ready();
    if (!is_ready && !is_checking_access_)
        jobs_.wake(access_job_);
}

void MerchantLane::wake_all()
{
    for (const auto& job :
         {platform_job_, erp_job_, factories_job_, drive_job_, subscription_job_, news_job_})
        jobs_.wake(job);
}

bool MerchantLane::can_read() const
{
    return access_.is_platform_ready() && !keeper_.dead() && !shop_.is_stopping;
}

awaitable<MerchantLane::Again> MerchantLane::check_access()
{
    is_checking_access_ = true;
    const auto platform = co_await access_.check_platform();
    if (!platform && !access_.is_platform_ready())
        shop_.log.warning("platform not ready",
                          {{"shop", shop_.shop}, {"error", platform.error()}});
    const auto erp = co_await access_.check_erp();
    if (!erp && !access_.is_erp_ready())
        shop_.log.warning("ERP not ready", {{"shop", shop_.shop}, {"error", erp.error()}});
    is_checking_access_ = false;
    wake_all();
    if (platform && erp)
        co_return access_interval;
    co_return (platform ? erp_health_ : platform_health_).pause(access_interval, shop_.clock.now());
}

awaitable<MerchantLane::Again> MerchantLane::observe_platform()
{
    if (!can_read())
        co_return std::nullopt;
    const Milliseconds interval = shop_.plan->strategy.download.interval;
    if (!platform_health_.is_open(shop_.clock.now()))
        co_return platform_health_.pause(interval, shop_.clock.now());
    const auto result = co_await pass_platform();
    jobs_.wake(drive_job_);
    if (!result && shop_.is_stopping)
        co_return std::nullopt;
    if (!result) {
        shop_.log.warning("reading the platform failed",
                          {{"shop", shop_.shop}, {"error", result.error()}});
        co_return platform_health_.pause(interval, shop_.clock.now());
    }
    platform_pass_at_ = shop_.clock.now();
    shop_.log.info("platform read", {{"shop", shop_.shop},
                                     {"rows", result->rows},
                                     {"new", result->new_rows},
                                     {"changed", result->changed_rows}});
    if (result->new_rows + result->changed_rows > 0)
        jobs_.wake(factories_job_);
    co_return push_.polling_interval();
}

awaitable<Result<store::RowCounts>> MerchantLane::pass_platform()
{
    push_.begin_pass();
    try {
        auto result = co_await observer_.pass_platform();
        push_.end_pass(result.has_value());
        co_return result;
    } catch (const store::StoreFailure&) {
        push_.end_pass(false);
        throw;
    }
}

awaitable<MerchantLane::Again> MerchantLane::keep_subscribed()
{
    if (!can_read())
        co_return std::nullopt;
    co_return co_await push_.keep_subscribed();
}

awaitable<MerchantLane::Again> MerchantLane::look_at_news()
{
    if (!can_read())
        co_return std::nullopt;
    if (!platform_health_.is_open(shop_.clock.now()))
        co_return platform_health_.pause(shop_.plan->strategy.download.interval, shop_.clock.now());
    co_return co_await push_.look();
}

awaitable<Result<void>> MerchantLane::look_at_told(OrderId order)
{
    auto read = co_await observer_.read(std::move(order.number), "message");
    if (read) {
        jobs_.wake(drive_job_);
        jobs_.wake(factories_job_);
    }
    co_return read;
}

awaitable<MerchantLane::Again> MerchantLane::observe_erp()
{
    if (shop_.erp == nullptr || !can_read() || !access_.is_erp_ready())
        co_return std::nullopt;
    const Milliseconds interval = shop_.plan->strategy.upload.interval;
    if (!erp_health_.is_open(shop_.clock.now()))
        co_return erp_health_.pause(interval, shop_.clock.now());
    const auto result = co_await observer_.pass_erp();
    jobs_.wake(drive_job_);
    if (!result && shop_.is_stopping)
        co_return std::nullopt;
    if (!result) {
        shop_.log.warning("reading the ERP failed",
                          {{"shop", shop_.shop}, {"error", result.error()}});
        co_return erp_health_.pause(interval, shop_.clock.now());
    }
    erp_pass_at_ = shop_.clock.now();
    co_return interval;
}

awaitable<MerchantLane::Again> MerchantLane::observe_factories()
{
    const auto& factories = shop_.plan->merchant.factories;
    const bool is_any_served = std::ranges::any_of(
        factories, [](const BoundFactory& factory) { return !factory.shop.empty(); });
    if (!can_read() || !is_any_served)
        co_return std::nullopt;
    const auto changed = co_await observer_.pass_factories();
    if (changed > 0)
        jobs_.wake(drive_job_);
    co_return std::min(shop_.plan->strategy.download.interval, factories_interval_max);
}

awaitable<MerchantLane::Again> MerchantLane::drive()
{
    // Without carriers every decision would rest on guesses.
    if (!can_read())
        co_return std::nullopt;
    co_await prepare_driving();
    co_return co_await driver_.run();
}

awaitable<void> MerchantLane::prepare_driving()
{
    if (!must_decide_all_)
        co_return;
    must_decide_all_ = false;
    try {
        co_await shop_.ledger.merchant().make_all_due(shop_.shop, shop_.clock.now());
    } catch (const store::StoreFailure&) {
        must_decide_all_ = true;
        throw;
    }
}

void MerchantLane::go_on_authorized()
{
    platform_health_.clear();
    push_.on_authorized();
    jobs_.wake(access_job_);
    jobs_.wake(token_job_);
    wake_all();
}

awaitable<Result<Credential>> MerchantLane::authorize(Secret code)
{
    auto taken = co_await keeper_.authorize(std::move(code));
    if (taken)
        go_on_authorized();
    co_return taken;
}

awaitable<Result<Credential>> MerchantLane::adopt(Credential credential)
{
    auto taken = co_await keeper_.adopt(std::move(credential));
    if (taken)
        go_on_authorized();
    co_return taken;
}

awaitable<Result<void>> MerchantLane::refresh()
{
    const auto platform = co_await access_.check_platform();
    if (!platform)
        co_return platform.error();
    const auto erp = co_await access_.check_erp();
    if (!erp)
        co_return erp.error();
    const auto orders = co_await pass_platform();
    if (!orders)
        co_return orders.error();
    platform_pass_at_ = shop_.clock.now();
    if (shop_.erp != nullptr) {
        const auto changes = co_await observer_.pass_erp();
        if (!changes)
            co_return changes.error();
        erp_pass_at_ = shop_.clock.now();
    }
    co_await observer_.pass_factories();
    co_return Result<void>();
}

awaitable<void> MerchantLane::drive_once()
{
    co_await prepare_driving();
    co_await driver_.run();
    co_await driver_.drain();
}

awaitable<std::set<std::string>> MerchantLane::find_short(MerchantOrder order)
{
    std::set<std::string> needed;
    for (const auto& rule : shop_.plan->merchant.assign)
        if (rule.needs_stock)
            needed.insert(rule.factory);
    std::set<std::string> found;
    const auto factories = shop_.plan->merchant.factories;
    for (const auto& factory : factories) {
        if (factory.shop.empty() || !needed.contains(factory.name))
            continue;
        for (const auto& item : order.items) {
            const auto usable =
                co_await shop_.ledger.merchant().sum_stock(factory.shop, item.sku_code);
            if (usable && *usable < item.quantity)
                found.insert(factory.name);
        }
    }
    co_return found;
}

awaitable<Proposal> MerchantLane::propose_for(MerchantOrder order)
{
    const auto missing = co_await find_short(order);
    co_return propose(order, shop_.plan->merchant, missing);
}

awaitable<std::vector<MerchantLane::Proposed>> MerchantLane::list_proposals(int limit)
{
    std::vector<Proposed> proposed;
    std::string after;
    for (bool has_more = true; has_more;) {
        auto open = co_await shop_.ledger.merchant().list_open(shop_.shop, after, page);
        has_more = open.size() == static_cast<std::size_t>(page);
        for (auto& record : open) {
            after = record.order.number;
            if (!waits_for_assignment(record))
                continue;
            if (static_cast<int>(proposed.size()) >= limit)
                co_return proposed;
            Proposed one;
            MerchantOrder order = record.order;
            one.proposal = co_await propose_for(std::move(order));
            one.record = std::move(record);
            proposed.push_back(std::move(one));
        }
    }
    co_return proposed;
}

awaitable<std::vector<MerchantLane::Planned>> MerchantLane::plan(int limit)
{
    std::vector<Planned> planned;
    std::string after;
    for (bool has_more = true; has_more;) {
        auto open = co_await shop_.ledger.merchant().list_open(shop_.shop, after, page);
        has_more = open.size() == static_cast<std::size_t>(page);
        for (auto& record : open) {
            after = record.order.number;
            if (static_cast<int>(planned.size()) >= limit)
                co_return planned;
            Planned one;
            one.decision = decide_merchant(record, driver_.context());
            one.record = std::move(record);
            planned.push_back(std::move(one));
        }
    }
    co_return planned;
}

awaitable<bool> MerchantLane::approve(std::string order, std::string by)
{
    const auto record = co_await shop_.ledger.merchant().find_order(shop_.shop, order);
    if (!record || record->order.stage != MerchantStage::to_ship)
        co_return false;
    const auto number = choose_number(*record);
    if (!number.has_number())
        co_return false;
    const CarrierMatch carrier = match_carrier(number, driver_.context());
    std::string subject = subject_of(carrier.code, number.number);
    const bool is_known = co_await shop_.ledger.merchant().approve(
        shop_.shop, std::move(order), std::move(subject), std::move(by), shop_.clock.now());
    jobs_.wake(drive_job_);
    co_return is_known;
}

LaneStatus MerchantLane::status() const
{
    LaneStatus status;
    status.shop = shop_.shop;
    status.platform_stop = platform_health_.stop();
    status.erp_stop = erp_health_.stop();
    if (!store_problems_.empty())
        status.store_problem = store_problems_.begin()->second;
    status.token_problem = keeper_.dead();
    status.credential = keeper_.credential();
    status.platform_ready = access_.is_platform_ready();
    status.erp_ready = access_.is_erp_ready();
    status.platform_clock_offset = shop_.clock.offset();
    status.erp_clock_offset = shop_.erp_clock.offset();
    status.platform_pass_at = platform_pass_at_;
    status.erp_pass_at = erp_pass_at_;
    status.in_flight = driver_.in_flight();
    status.counters = shop_.counters;
    status.push = push_.status();
    return status;
}

} // namespace daifa::reconcile
