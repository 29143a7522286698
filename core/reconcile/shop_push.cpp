#include "reconcile/shop_push.hpp"

#include "schedule/backoff.hpp"
#include "schedule/task_group.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds subscription_interval = 1h;
const std::vector<Milliseconds> subscription_pauses = {5s, 30s, 2min, 10min};
/// A message may be faster than the platform's own data (message guide): until then an order that
/// does not exist is not known to be missing.
constexpr Milliseconds lag_max = 10min;
const std::vector<Milliseconds> look_pauses = {1s, 3s, 10s, 30s, 60s};
/// Then the message has to come again.
constexpr int failures_max = 6;

/// The platform answered, and has no such order for us.
bool is_absent(Errc code)
{
    return code == Errc::not_found || code == Errc::rejected;
}

std::string name_of(const OrderId& order)
{
    return order.merchant.empty() ? order.number : to_text(order);
}

} // namespace

ShopPush::ShopPush(PushShop shop, TokenKeeper& keeper, boost::asio::any_io_executor executor)
    : shop_(std::move(shop)), keeper_(keeper), executor_(std::move(executor))
{
}

std::string ShopPush::owner() const
{
    const Credential* credential = keeper_.credential();
    return credential == nullptr ? std::string() : credential->owner_id;
}

void ShopPush::hear(News news)
{
    const TimePoint now = shop_.clock.now();
    message_at_ = now;
    ++counters_.received;
    if (news.sent_at == TimePoint{} || news.sent_at > now)
        news.sent_at = now;
    news.on_end = [this, told = std::move(news.on_end)](NewsEnd end) {
        ++(end == NewsEnd::taken ? counters_.acknowledged : counters_.refused);
        if (told)
            told(end);
    };
    news_.add(std::move(news), shop_.clock.uptime());
    on_news();
}

void ShopPush::attach(std::shared_ptr<const PushState> line)
{
    line_ = std::move(line);
    news_.clear();
}

void ShopPush::on_line_change()
{
    // Whatever was missed while nothing came, and whatever will be missed from now on.
    on_pass_wanted();
}

bool ShopPush::is_healthy() const
{
    return line_ && line_->connected_since && is_subscribed_;
}

Milliseconds ShopPush::polling_interval() const
{
    const DownloadStrategy& download = shop_.plan->strategy.download;
    return is_healthy() ? std::max(download.interval, download.interval_with_push)
                        : download.interval;
}

std::optional<PushStatus> ShopPush::status() const
{
    if (shop_.platform.push() == nullptr)
        return std::nullopt;
    PushStatus status;
    status.is_healthy = is_healthy();
    status.is_subscribed = is_subscribed_;
    if (line_)
        status.line = *line_;
    status.message_at = message_at_;
    status.counters = counters_;
    status.waiting = news_.size();
    status.problem = status.line.problem ? status.line.problem : subscription_problem_;
    return status;
}

awaitable<std::optional<Milliseconds>> ShopPush::keep_subscribed()
{
    PushChannel* const channel = shop_.platform.push();
    if (channel == nullptr || keeper_.dead())
        co_return std::nullopt;
    bool is_subscribed = false;
    if (!must_subscribe_) {
        const auto checked = co_await channel->check_subscription();
        is_subscribed = checked && *checked;
    }
    if (!is_subscribed) {
        const auto asked = co_await channel->subscribe();
        if (!asked) {
            if (!subscription_problem_)
                shop_.log.warning("the platform was not moved to send the shop's messages",
                                  {{"shop", shop_.id}, {"error", asked.error()}});
            subscription_problem_ = asked.error();
            is_subscribed_ = false;
            co_return schedule::backoff(++failures_, subscription_pauses, asked.error().retry_after,
                                        shop_.random);
        }
        shop_.log.info("the platform sends the shop's messages", {{"shop", shop_.id}});
    }
    failures_ = 0;
    must_subscribe_ = false;
    is_subscribed_ = true;
    subscription_problem_.reset();
    co_return subscription_interval;
}

void ShopPush::begin_pass()
{
    is_pass_asked_ = false;
    news_.begin_pass(shop_.clock.uptime());
}

void ShopPush::end_pass(bool is_good)
{
    news_.end_pass(is_good);
    // One that failed is repeated by who reads the list.
    is_pass_asked_ = !is_good;
    if (is_good)
        on_news();
}

awaitable<std::optional<Milliseconds>> ShopPush::look()
{
    if (news_.wants_pass(shop_.clock.uptime()) && !is_pass_asked_) {
        is_pass_asked_ = true;
        on_pass_wanted();
    }
    auto due = news_.take_due(shop_.clock.uptime());
    schedule::TaskGroup looks(executor_, shop_.log);
    // As in `Looks`: a ledger that fails ends the round.
    std::exception_ptr failure;
    const auto look = [&](OrderNews::Entry entry) -> awaitable<void> {
        try {
            co_await look_at(std::move(entry));
        } catch (...) {
            failure = std::current_exception();
        }
    };
    for (auto& entry : due)
        looks.spawn("look at news", look(std::move(entry)));
    co_await looks.wait_until(0);
    if (failure)
        std::rethrow_exception(failure);
    const Milliseconds now = shop_.clock.uptime();
    const auto next = news_.next_due(now);
    if (!next)
        co_return std::nullopt;
    co_return std::max(*next - now, Milliseconds(0));
}

awaitable<void> ShopPush::look_at(OrderNews::Entry entry)
{
    std::optional<Error> problem;
    try {
        const auto looked = co_await shop_.look(entry.order);
        if (!looked)
            problem = looked.error();
    } catch (const store::StoreFailure&) {
        news_.put_back(std::move(entry), shop_.clock.uptime() + look_pauses.front());
        throw;
    }
    if (!problem) {
        news_.settle(std::move(entry), NewsEnd::taken);
        co_return;
    }
    const bool may_lag = shop_.clock.now() - entry.latest < lag_max;
    if (is_absent(problem->code) && !may_lag) {
        shop_.log.info("an order that a message named does not exist",
                       {{"shop", shop_.id}, {"order", name_of(entry.order)}, {"error", *problem}});
        news_.settle(std::move(entry), NewsEnd::taken);
        co_return;
    }
    ++entry.attempts;
    if (!is_absent(problem->code) && entry.attempts >= failures_max) {
        news_.settle(std::move(entry), NewsEnd::failed);
        co_return;
    }
    const Milliseconds pause =
        schedule::backoff(entry.attempts, look_pauses, problem->retry_after, shop_.random);
    news_.put_back(std::move(entry), shop_.clock.uptime() + pause);
}

} // namespace daifa::reconcile
