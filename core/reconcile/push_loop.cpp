#include "reconcile/push_loop.hpp"

#include "schedule/backoff.hpp"

#include <algorithm>
#include <utility>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

const std::vector<Milliseconds> pauses = {1s, 2s, 5s, 15s, 30s};
/// More on their way, and the platform is not listening: nothing new is taken from it.
constexpr int answers_max = 1000;
constexpr Milliseconds leave_step = 5ms;

Error silent(Milliseconds span)
{
    Error error;
    error.code = Errc::unavailable;
    error.operation = "message channel";
    error.remote_text = "silent for " + std::to_string(span.count() / 1000) + " s";
    return error;
}

bool is_for(const PushListener& listener, const PushMessage& message)
{
    return message.is_news && listener.owner() == message.owner &&
           (!message.order || listener.is_named_here(*message.order));
}

} // namespace

/// A message on its way to the shops it is about; the last of them to deal with it answers it.
struct PushLoop::Delivery {
    PushMessage message = {};
    std::weak_ptr<PushLine> line = {};
    std::size_t open = 0;
    NewsEnd end = NewsEnd::taken;
};

PushLoop::PushLoop(const std::string& name, schedule::Scheduler& scheduler,
                   boost::asio::any_io_executor executor, Clock& clock, Random& random, Log& log)
    : name_(name), scheduler_(scheduler), clock_(clock), random_(random), log_(log),
      answers_(executor, log), beats_(executor, log)
{
    line_job_ = scheduler_.add(
        "push " + name_, [this] { return run(); }, 0ms);
    beat_job_ = scheduler_.add(
        "push beat " + name_, [this] { return beat(); }, 0ms);
}

void PushLoop::join(PushListener& listener)
{
    listeners_.push_back(&listener);
    listener.attach(state_);
    if (lender_ == nullptr)
        scheduler_.wake(line_job_);
}

bool PushLoop::has(const PushListener& listener) const
{
    return std::ranges::find(listeners_, &listener) != listeners_.end();
}

awaitable<void> PushLoop::leave(PushListener& listener)
{
    std::erase(listeners_, &listener);
    listener.attach(nullptr);
    if (lender_ != &listener)
        co_return;
    if (line_)
        line_->close();
    while (lender_ == &listener)
        co_await clock_.sleep_for(leave_step);
    co_await answers_.wait_until(0);
    co_await beats_.wait_until(0);
    // Another one may lend its channel.
    attempts_ = 0;
    if (!is_stopping_)
        scheduler_.wake(line_job_);
}

awaitable<void> PushLoop::stop()
{
    is_stopping_ = true;
    if (line_)
        line_->close();
    co_await scheduler_.finish(line_job_);
    co_await scheduler_.finish(beat_job_);
    co_await answers_.wait_until(0);
    co_await beats_.wait_until(0);
}

awaitable<PushLoop::Again> PushLoop::run()
{
    if (listeners_.empty() || is_stopping_)
        co_return std::nullopt;
    lender_ = listeners_.front();
    ++attempts_;
    Error problem;
    std::exception_ptr defect;
    try {
        problem = co_await hold_line(*lender_->channel());
    } catch (...) {
        defect = std::current_exception();
    }
    line_.reset();
    lender_ = nullptr;
    note_end(problem);
    if (defect)
        std::rethrow_exception(defect);
    co_return schedule::backoff(attempts_, pauses, problem.retry_after, random_);
}

awaitable<Error> PushLoop::hold_line(PushChannel& channel)
{
    auto opened = co_await channel.open();
    if (!opened)
        co_return opened.error();
    line_ = std::move(*opened);
    heard_at_ = clock_.uptime();
    beat_interval_ = channel.beat_interval();
    silence_max_ = channel.silence_max();
    was_silent_ = false;
    // It counts as connected once the platform answers.
    scheduler_.wake(beat_job_);
    // Whoever lent the channel may have left meanwhile.
    if (is_stopping_ || !has(*lender_))
        line_->close();
    co_return co_await listen(line_);
}

awaitable<Error> PushLoop::listen(Line line)
{
    for (;;) {
        auto heard = co_await line->receive();
        if (!heard)
            co_return was_silent_ ? silent(silence_max_) : heard.error();
        heard_at_ = clock_.uptime();
        state_->heard_at = clock_.now();
        attempts_ = 0;
        note_connected();
        if (*heard)
            deliver(std::move(**heard));
        co_await answers_.wait_until(answers_max);
    }
}

void PushLoop::note_connected()
{
    if (state_->connected_since)
        return;
    state_->connected_since = clock_.now();
    state_->problem.reset();
    log_.info("the platform's messages come in", {{"channel", name_}});
    tell_listeners();
}

void PushLoop::note_end(const Error& problem)
{
    const bool was_connected = state_->connected_since.has_value();
    // A second attempt that fails as the first one is no news.
    const bool is_told = state_->problem && to_text(*state_->problem) == to_text(problem);
    state_->connected_since.reset();
    state_->problem = problem;
    if (is_stopping_)
        return;
    if (was_connected || !is_told)
        log_.warning("the platform's messages do not come in",
                     {{"channel", name_}, {"error", problem}});
    if (was_connected)
        tell_listeners();
}

void PushLoop::tell_listeners()
{
    for (auto* listener : listeners_)
        listener->on_line_change();
}

awaitable<PushLoop::Again> PushLoop::beat()
{
    if (!line_)
        co_return std::nullopt;
    if (clock_.uptime() - heard_at_ > silence_max_) {
        was_silent_ = true;
        line_->close();
        co_return std::nullopt;
    }
    // One that can not leave does not keep this from noticing the silence.
    if (beats_.running() == 0)
        beats_.spawn("beat", send_beat(line_));
    co_return beat_interval_;
}

awaitable<void> PushLoop::send_beat(Line line)
{
    co_await line->beat();
}

void PushLoop::deliver(PushMessage message)
{
    std::vector<PushListener*> addressed;
    for (auto* listener : listeners_)
        if (is_for(*listener, message))
            addressed.push_back(listener);
    if (addressed.empty()) {
        ++state_->unknown;
        log_.debug("a message about nothing here",
                   {{"channel", name_}, {"topic", message.topic}, {"owner", message.owner}});
        answer(line_, std::move(message), NewsEnd::taken);
        return;
    }
    auto delivery = std::make_shared<Delivery>();
    delivery->line = line_;
    delivery->open = addressed.size();
    delivery->message = std::move(message);
    const auto on_end = [this, delivery](NewsEnd end) {
        if (end == NewsEnd::failed)
            delivery->end = end;
        if (--delivery->open > 0)
            return;
        // On another line the message comes again by itself.
        if (auto line = delivery->line.lock())
            answer(std::move(line), delivery->message, delivery->end);
    };
    for (auto* listener : addressed) {
        News news;
        news.order = delivery->message.order;
        news.sent_at = delivery->message.sent_at;
        news.on_end = on_end;
        listener->hear(std::move(news));
    }
}

void PushLoop::answer(Line line, PushMessage message, NewsEnd end)
{
    answers_.spawn("answer a message", send_answer(std::move(line), std::move(message), end));
}

awaitable<void> PushLoop::send_answer(Line line, PushMessage message, NewsEnd end)
{
    // A line that is gone is noticed by who listens on it.
    if (end == NewsEnd::taken)
        co_await line->acknowledge(std::move(message));
    else
        co_await line->refuse(std::move(message), "the order could not be read");
}

} // namespace daifa::reconcile
