#include "reconcile/settler.hpp"

#include <exception>
#include <iterator>

namespace daifa::reconcile {

using namespace std::chrono_literals;
using store::WriteState;

namespace {

constexpr const char* work_name = "settle";

} // namespace

void Settler::push(store::Settlement settlement)
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

awaitable<void> Settler::settle_pushed()
{
    // What gathers while one commit runs goes into the next.
    while (!outcomes_.empty()) {
        auto batch = std::move(outcomes_);
        outcomes_.clear();
        std::optional<store::StoreFailure> problem;
        try {
            co_await lane_.ledger.settle(lane_.shop, batch, lane_.clock.now());
        } catch (const store::StoreFailure& failure) {
            problem = failure;
        } catch (const std::exception& failure) {
            problem.emplace(store::StoreFailure::Kind::defect, failure.what());
        }
        is_stuck_ = problem.has_value();
        if (!problem) {
            lane_.store_problems.erase(work_name);
            on_settled(batch);
            continue;
        }
        lane_.store_problems.insert_or_assign(work_name, *problem);
        lane_.log.error("outcomes can not be written down",
                        {{"shop", lane_.shop}, {"why", problem->what()}});
        outcomes_.insert(outcomes_.end(), std::make_move_iterator(batch.begin()),
                         std::make_move_iterator(batch.end()));
        co_await lane_.clock.sleep_for(1s);
    }
    is_settling_ = false;
}

} // namespace daifa::reconcile
