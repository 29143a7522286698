#include "simulation/campaign.hpp"
#include "simulation/world.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <random>

namespace {

using namespace daifa;
using namespace daifa::simulation;

int replay(const CampaignOptions& options)
{
    const Installation installation(options.plugins);
    World world(installation, make_plan(options.first_seed, options.troubled), true);
    const Outcome outcome = world.run();
    std::cout << outcome.history;
    return outcome.violations.empty() ? 0 : 1;
}

int campaign(const CampaignOptions& options)
{
    const auto start = std::chrono::steady_clock::now();
    std::cout << "seeds " << options.first_seed << " to " << options.first_seed + options.seeds - 1
              << std::endl;
    const auto result = play(options);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    for (std::size_t fault = 0; fault < fault_count; ++fault)
        std::cout << to_text(static_cast<Fault>(fault)) << '=' << result.faults[fault] << ' ';
    const double lived = std::chrono::duration<double>(result.lived).count();
    std::cout << "\nseeds=" << result.seeds
              << " virtual_days=" << static_cast<long long>(lived / 86'400)
              << " orders=" << result.orders << " violations=" << result.failing.size()
              << " ratio=" << static_cast<long long>(lived / took.count()) << std::endl;
    return result.failing.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Plays days of a factory in seconds, with everything going wrong.");
    CampaignOptions options;
    std::string plugins = DAIFA_PLUGINS_DIRECTORY;
    std::string keep;
    double hours = 0;
    bool is_fresh = false;
    bool with_history = false;
    app.add_option("--seeds", options.seeds, "how many worlds");
    app.add_option("--seed", options.first_seed, "the first one");
    app.add_flag("--fresh", is_fresh, "the first one by chance");
    app.add_option("--hours", hours, "of trouble in each world; 0: by chance");
    app.add_option("--jobs", options.jobs, "processes at once");
    app.add_option("--keep", keep, "a file that failing seeds are added to");
    app.add_option("--plugins", plugins, "where the built plugins are");
    app.add_flag("--history", with_history, "replays one seed and tells all that happens");
    CLI11_PARSE(app, argc, argv);
    options.plugins = plugins;
    options.keep = keep;
    options.troubled = Milliseconds(static_cast<std::int64_t>(hours * 3'600'000));
    options.replay = std::string(argv[0]) + " --history" +
                     (hours > 0 ? " --hours " + std::to_string(hours) : "");
    if (is_fresh)
        options.first_seed = std::random_device()();
    return with_history ? replay(options) : campaign(options);
}
