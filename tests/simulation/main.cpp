#include "simulation/campaign.hpp"
#include "simulation/mishaps.hpp"
#include "simulation/world.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <random>

namespace {

using namespace daifa;
using namespace daifa::simulation;

int replay(const CampaignOptions& options)
{
    const Installation installation(options.plugins);
    World world(installation, options.make(options.first_seed), true);
    const Outcome outcome = world.run();
    std::cout << outcome.history;
    return outcome.violations.empty() ? 0 : 1;
}

/// In portions, so that a run that was stopped can go on.
int campaign(CampaignOptions options, const std::filesystem::path& resume)
{
    constexpr std::uint64_t portion = 200;
    Totals totals;
    totals.next_seed = options.first_seed;
    if (auto kept = resume.empty() ? std::nullopt : load_totals(resume))
        totals = std::move(*kept);
    const std::uint64_t end = totals.next_seed + options.seeds;
    std::cout << "seeds " << totals.next_seed << " to " << end - 1 << std::endl;
    while (totals.next_seed < end) {
        options.first_seed = totals.next_seed;
        options.seeds = std::min(portion, end - totals.next_seed);
        totals.add(play(options));
        if (!resume.empty())
            save_totals(totals, resume);
    }
    // Few seeds can't meet everything.
    bool is_complete = true;
    if (totals.seeds >= portion)
        for (const Fault fault : totals.missing_faults()) {
            std::cout << "no seed met " << to_text(fault) << '\n';
            is_complete = false;
        }
    std::cout << totals;
    return totals.failing.empty() && is_complete ? 0 : 1;
}

int play_small_days(CampaignOptions options, const SmallDays& days)
{
    options.first_seed = 1;
    options.seeds = days.size();
    const Totals totals = play(options);
    std::cout << totals;
    return totals.failing.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Plays days of a factory in seconds, with everything going wrong.");
    CampaignOptions options;
    std::string plugins = DAIFA_PLUGINS_DIRECTORY;
    std::string keep;
    std::string resume;
    double hours = 0;
    bool is_fresh = false;
    bool with_mishaps = false;
    bool with_history = false;
    app.add_option("--seeds", options.seeds, "how many worlds");
    app.add_option("--seed", options.first_seed, "the first one");
    app.add_flag("--fresh", is_fresh, "the first one by chance");
    app.add_option("--hours", hours, "of trouble in each world; 0: by chance");
    app.add_option("--jobs", options.jobs, "processes at once");
    app.add_option("--keep", keep, "a file that failing seeds are added to");
    app.add_option("--resume", resume, "a file with what was played; it goes on from there");
    app.add_option("--plugins", plugins, "where the built plugins are");
    app.add_flag("--mishaps", with_mishaps,
                 "small days instead, in which one call after the other fails");
    app.add_flag("--history", with_history, "replays one seed and tells all that happens");
    CLI11_PARSE(app, argc, argv);
    options.plugins = plugins;
    options.keep = keep;
    const Milliseconds troubled(static_cast<std::int64_t>(hours * 3'600'000));
    options.make = [troubled](std::uint64_t seed) { return make_plan(seed, troubled); };
    options.replay = std::string(argv[0]) + " --history" + (with_mishaps ? " --mishaps" : "") +
                     (hours > 0 ? " --hours " + std::to_string(hours) : "");
    if (is_fresh)
        options.first_seed = std::random_device()();
    try {
        std::optional<SmallDays> days;
        if (with_mishaps) {
            days.emplace(options.plugins);
            options.make = [&days](std::uint64_t number) { return days->make(number); };
        }
        if (with_mishaps && !with_history)
            return play_small_days(options, *days);
        return with_history ? replay(options) : campaign(options, resume);
    } catch (const std::exception& e) {
        std::cerr << "daifa_simulation: " << e.what() << std::endl;
        return 2;
    }
}
