#include "reconcile/order_news.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace daifa::reconcile {

bool OrderNews::is_fresh(const Entry& entry)
{
    return entry.attempts == 0 && !entry.was_in_pass && !entry.is_in_pass;
}

void OrderNews::add(News news, Milliseconds now)
{
    if (size_ >= news_max) {
        must_pass_ = true;
        return;
    }
    ++size_;
    if (!news.order) {
        vague_.push_back({std::move(news), now, now});
        late_pass_at_ = now + list_lag_max;
        return;
    }
    Entry& entry = waiting_[*news.order];
    if (entry.news.empty()) {
        entry.order = *news.order;
        entry.due = now;
    }
    entry.latest = std::max(entry.latest, news.sent_at);
    // A pass under way may have read the order's row before this.
    entry.is_in_pass = false;
    entry.news.push_back(std::move(news));
}

std::size_t OrderNews::fresh_and_due(Milliseconds now) const
{
    return static_cast<std::size_t>(std::ranges::count_if(waiting_, [&](const auto& each) {
        return is_fresh(each.second) && each.second.due <= now;
    }));
}

bool OrderNews::wants_pass(Milliseconds now) const
{
    const auto is_due = [&](const Vague& each) { return each.due <= now; };
    return must_pass_ || (late_pass_at_ && *late_pass_at_ <= now) ||
           std::ranges::any_of(vague_, is_due) || fresh_and_due(now) > looks_max;
}

void OrderNews::begin_pass(Milliseconds now)
{
    pass_began_ = now;
    must_pass_ = false;
    if (late_pass_at_ && *late_pass_at_ <= now)
        late_pass_at_.reset();
    std::ranges::move(vague_, std::back_inserter(in_pass_));
    vague_.clear();
    for (auto& [order, entry] : waiting_)
        entry.is_in_pass = true;
}

void OrderNews::note_shown(const OrderId& order)
{
    const auto found = waiting_.find(order);
    if (found == waiting_.end() || !found->second.is_in_pass)
        return;
    Entry shown = std::move(found->second);
    waiting_.erase(found);
    end_all(std::move(shown.news), NewsEnd::taken);
}

void OrderNews::end_pass(bool is_good)
{
    for (auto& [order, entry] : waiting_) {
        entry.was_in_pass = entry.was_in_pass || (entry.is_in_pass && is_good);
        entry.is_in_pass = false;
    }
    std::vector<News> settled;
    for (auto& each : std::exchange(in_pass_, {})) {
        if (is_good && pass_began_ >= each.told_at + list_lag) {
            settled.push_back(std::move(each.news));
            continue;
        }
        if (is_good)
            each.due = each.told_at + list_lag;
        vague_.push_back(std::move(each));
    }
    end_all(std::move(settled), NewsEnd::taken);
}

std::vector<OrderNews::Entry> OrderNews::take_due(Milliseconds now)
{
    const bool is_left_to_pass = fresh_and_due(now) > looks_max;
    std::vector<Entry> due;
    for (auto each = waiting_.begin(); each != waiting_.end() && due.size() < looks_max;) {
        Entry& entry = each->second;
        const bool must_wait =
            entry.is_in_pass || entry.due > now || (is_left_to_pass && is_fresh(entry));
        if (must_wait) {
            ++each;
            continue;
        }
        due.push_back(std::move(entry));
        each = waiting_.erase(each);
    }
    return due;
}

void OrderNews::settle(Entry entry, NewsEnd end)
{
    end_all(std::move(entry.news), end);
}

void OrderNews::put_back(Entry entry, Milliseconds due)
{
    const auto newer = waiting_.find(entry.order);
    if (newer == waiting_.end()) {
        entry.due = due;
        waiting_.emplace(entry.order, std::move(entry));
        return;
    }
    // What was told meanwhile is looked at first, and settles both.
    std::ranges::move(entry.news, std::back_inserter(newer->second.news));
    newer->second.attempts = std::max(newer->second.attempts, entry.attempts);
}

std::optional<Milliseconds> OrderNews::next_due(Milliseconds now) const
{
    const bool is_left_to_pass = fresh_and_due(now) > looks_max;
    std::optional<Milliseconds> next;
    const auto consider = [&](Milliseconds moment) {
        next = std::min(next.value_or(moment), moment);
    };
    if (late_pass_at_ && *late_pass_at_ > now)
        consider(*late_pass_at_);
    for (const auto& each : vague_)
        if (each.due > now)
            consider(each.due);
    for (const auto& [order, entry] : waiting_)
        if (!entry.is_in_pass && !(is_left_to_pass && is_fresh(entry)))
            consider(entry.due);
    return next;
}

void OrderNews::clear()
{
    waiting_.clear();
    vague_.clear();
    in_pass_.clear();
    late_pass_at_.reset();
    size_ = 0;
    must_pass_ = false;
}

void OrderNews::end_all(std::vector<News> news, NewsEnd end)
{
    // Of news that was cleared away meanwhile nothing is counted any more.
    size_ -= std::min(size_, news.size());
    for (const auto& each : news)
        if (each.on_end)
            each.on_end(end);
}

} // namespace daifa::reconcile
