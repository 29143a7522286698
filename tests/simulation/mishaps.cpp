#include "simulation/mishaps.hpp"

#include "simulation/world.hpp"

#include <stdexcept>

namespace daifa::simulation {
namespace {

/// So many of the heap's requests have their turn, evenly over the day.
constexpr std::uint64_t requests_tried = 100;

} // namespace

SmallDays::SmallDays(const std::filesystem::path& plugins)
{
    const Installation installation(plugins);
    for (const auto source : {WaybillSource::erp, WaybillSource::platform}) {
        const Outcome calm = World(installation, make_small_day(source), false).run();
        if (!calm.violations.empty())
            throw std::runtime_error("a small day goes wrong by itself: " +
                                     calm.violations.front());
        const auto add = [&](Mishap::Kind kind, std::uint64_t last, std::uint64_t step) {
            for (std::uint64_t number = 1; number <= last; number += step)
                cases_.push_back({source, {kind, number}});
        };
        const auto& used = calm.used;
        // To the disk both days are much the same.
        const std::uint64_t step = source == WaybillSource::erp ? 1 : 4;
        add(Mishap::Kind::request_lost, used.calls, 1);
        add(Mishap::Kind::answer_lost, used.calls, 1);
        add(Mishap::Kind::disk_fails, used.disk_operations, step);
        add(Mishap::Kind::power_lost, used.disk_operations, step);
        add(Mishap::Kind::out_of_memory, used.heap_requests,
            used.heap_requests / requests_tried + 1);
    }
}

Plan SmallDays::make(std::uint64_t number) const
{
    const Case& wanted = cases_.at(number - 1);
    Plan plan = make_small_day(wanted.source);
    plan.mishap = wanted.mishap;
    return plan;
}

} // namespace daifa::simulation
