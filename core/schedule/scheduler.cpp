#include "schedule/scheduler.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <exception>
#include <utility>

namespace daifa::schedule {

namespace asio = boost::asio;

namespace {
/// A job that failed by an exception runs again after this.
constexpr Milliseconds after_defect = std::chrono::seconds(30);
} // namespace

Scheduler::Scheduler(asio::any_io_executor executor, Clock& clock, Log& log)
    : executor_(std::move(executor)), clock_(clock), log_(log)
{
}

Scheduler::~Scheduler()
{
    *alive_ = false;
}

Scheduler::Handle Scheduler::add(std::string name, Job::Work work, Milliseconds first_after)
{
    auto job = std::make_shared<Job>();
    job->number_ = ++added_;
    job->name_ = std::move(name);
    job->work_ = std::move(work);
    enqueue(job, clock_.uptime() + first_after);
    arm();
    return job;
}

void Scheduler::wake(const Handle& job)
{
    if (job->is_removed_)
        return;
    if (job->is_running_) {
        job->is_woken_ = true;
        return;
    }
    enqueue(job, clock_.uptime());
    arm();
}

void Scheduler::remove(const Handle& job)
{
    job->is_removed_ = true;
    if (job->is_queued_) {
        queue_.erase(job);
        job->is_queued_ = false;
    }
}

awaitable<void> Scheduler::finish(Handle job)
{
    remove(job);
    while (job->is_running_)
        co_await clock_.sleep_for(Milliseconds(5));
}

void Scheduler::enqueue(const Handle& job, Milliseconds due)
{
    if (job->is_queued_) {
        if (job->due_ <= due)
            return;
        queue_.erase(job);
    }
    job->due_ = due;
    job->is_queued_ = true;
    queue_.insert(job);
}

void Scheduler::arm()
{
    if (is_stopping_ || queue_.empty())
        return;
    const Milliseconds due = (*queue_.begin())->due_;
    if (armed_for_ && *armed_for_ <= due)
        return;
    armed_for_ = due;
    ++alarm_;
    // A sleeper that another one has overtaken wakes later, finds that out and ends.
    auto sleeper = [](Scheduler* self, std::shared_ptr<bool> alive, std::uint64_t number,
                      Milliseconds wait) -> awaitable<void> {
        Clock& clock = self->clock_;
        if (wait > Milliseconds(0))
            co_await clock.sleep_for(wait);
        if (!*alive || self->alarm_ != number)
            co_return;
        self->armed_for_.reset();
        self->start_due();
        self->arm();
    };
    asio::co_spawn(executor_, sleeper(this, alive_, alarm_, due - clock_.uptime()), asio::detached);
}

void Scheduler::start_due()
{
    while (!is_stopping_ && !queue_.empty() && (*queue_.begin())->due_ <= clock_.uptime()) {
        const Handle job = *queue_.begin();
        queue_.erase(queue_.begin());
        job->is_queued_ = false;
        start(job);
    }
}

void Scheduler::start(const Handle& job)
{
    job->is_running_ = true;
    ++running_;
    asio::co_spawn(executor_, run(job), asio::detached);
}

awaitable<void> Scheduler::run(Handle job)
{
    std::optional<Milliseconds> again;
    try {
        again = co_await job->work_();
    } catch (const std::exception& e) {
        log_.error("job failed", {{"job", job->name_}, {"why", e.what()}});
        again = after_defect;
    }
    --running_;
    job->is_running_ = false;
    const bool is_woken = std::exchange(job->is_woken_, false);
    if (job->is_removed_)
        co_return;
    if (is_woken)
        enqueue(job, clock_.uptime());
    else if (again)
        enqueue(job, clock_.uptime() + *again);
    arm();
}

awaitable<void> Scheduler::stop()
{
    is_stopping_ = true;
    while (running_ > 0)
        co_await clock_.sleep_for(Milliseconds(20));
}

} // namespace daifa::schedule
