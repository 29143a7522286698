#include "reconcile/lane_jobs.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds after_store_failure = 2s;

} // namespace

LaneJobs::Handle LaneJobs::add(std::string name, Milliseconds after,
                               std::function<awaitable<Again>()> work)
{
    std::string title = shop_.text() + "/" + name;
    const auto run_it = [this, name = std::move(name), work = std::move(work)] {
        return run(name, work);
    };
    jobs_.push_back(scheduler_.add(std::move(title), run_it, after));
    return jobs_.back();
}

void LaneJobs::wake(const Handle& job)
{
    if (job && !is_stopping_)
        scheduler_.wake(job);
}

awaitable<void> LaneJobs::stop()
{
    begin_stop();
    for (const auto& job : jobs_)
        scheduler_.remove(job);
    for (const auto& job : jobs_)
        co_await scheduler_.finish(job);
}

awaitable<LaneJobs::Again> LaneJobs::run(std::string name, std::function<awaitable<Again>()> work)
{
    try {
        const Again again = co_await work();
        problems_.erase(name);
        co_return again;
    } catch (const store::StoreFailure& failure) {
        note_failure(name, failure);
    }
    co_return after_store_failure;
}

void LaneJobs::note_failure(const std::string& name, const store::StoreFailure& failure)
{
    const std::string why = failure.what();
    const bool is_told = std::ranges::any_of(
        problems_, [&](const auto& known) { return known.second.what() == why; });
    if (!is_told)
        log_.error("the ledger can not be written", {{"shop", shop_}, {"why", why}});
    problems_.insert_or_assign(name, failure);
}

} // namespace daifa::reconcile
