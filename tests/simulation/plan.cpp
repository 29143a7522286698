#include "simulation/plan.hpp"

#include "simulation/dice.hpp"

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;

void choose_labels(Strategy& strategy, Dice& dice)
{
    const std::vector<std::vector<std::string>> carriers = {{}, {"YTO"}, {"ZTO", "YTO", "STO"}};
    strategy.waybill.moment = dice.chance(0.5) ? TakeMoment::audited : TakeMoment::imported;
    strategy.waybill.carriers = dice.one_of(carriers);
    strategy.waybill.on_withdraw =
        dice.chance(0.8) ? OnWithdrawnLabel::cancel : OnWithdrawnLabel::keep;
    if (dice.chance(0.5))
        strategy.waybill.quantity_per_parcel = dice.between(1, 3);
    strategy.print.batch = dice.one_of<std::int64_t>({1, 5, 50});
    strategy.upload.moment = dice.one_of<UploadMoment>(
        {UploadMoment::shipped, UploadMoment::shipped, UploadMoment::reserved, UploadMoment::taken,
         UploadMoment::printed});
}

Strategy make_strategy(Dice& dice, int number, WaybillSource source)
{
    Strategy strategy;
    strategy.name = "strategy " + std::to_string(number);
    strategy.download.interval = dice.one_of<Milliseconds>({5min, 10min, 30min});
    strategy.download.delay = dice.one_of<Milliseconds>({0min, 1min, 10min});
    strategy.download.look_back = 72h;
    strategy.download.recheck = dice.one_of<Milliseconds>({10min, 30min, 2h});
    strategy.audit.mode = AuditMode::automatic;
    strategy.audit.hold = dice.one_of<Milliseconds>({0min, 0min, 15min});
    strategy.audit.on_withdraw = dice.chance(0.85) ? OnWithdraw::cancel : OnWithdraw::hold;
    strategy.upload.interval = dice.one_of<Milliseconds>({5min, 10min, 30min});
    strategy.upload.moment = dice.chance(0.8) ? UploadMoment::shipped : UploadMoment::reserved;
    strategy.upload.delay = dice.one_of<Milliseconds>({0min, 0min, 30min});
    strategy.upload.parcels = dice.chance(0.5) ? UploadParcels::first : UploadParcels::all;
    strategy.upload.part_shipping = dice.chance(0.5) ? PartShipping::wait_all : PartShipping::any;
    const std::vector<std::vector<Milliseconds>> delays = {
        {30s, 2min, 10min}, {30s, 2min, 10min, 1h}, {10s, 5min}};
    strategy.retry.delays = dice.one_of(delays);
    if (source == WaybillSource::platform)
        choose_labels(strategy, dice);
    return strategy;
}

sandbox::ErpSettings make_warehouse(Dice& dice)
{
    sandbox::ErpSettings house;
    house.seed = dice.below(1'000'000);
    house.ship_delay = dice.one_of<Milliseconds>({1min, 20min, 2h});
    house.two_parcels = dice.one_of<int>({0, 10, 40});
    house.unknown_carrier = dice.one_of<int>({0, 0, 10});
    house.reserved_number = dice.one_of<int>({0, 20, 60});
    house.part_shipping = dice.one_of<int>({0, 0, 20});
    return house;
}

/// One reading of each question that the record leaves open, most often the usual one.
sandbox::FrontOptions
make_readings(Dice& dice,
              const std::vector<std::pair<std::string, std::vector<std::string>>>& questions)
{
    sandbox::FrontOptions options;
    for (const auto& [key, values] : questions)
        if (dice.chance(0.3))
            options[key] = dice.one_of(values);
    return options;
}

std::vector<Habit> make_habits(Dice& dice)
{
    std::vector<Habit> habits = {
        {"platform", "withdraw", 0},  {"platform", "reassign", 0}, {"platform", "after_sale", 0},
        {"platform", "risk", 0},      {"platform", "address", 0},  {"platform", "quantity", 0},
        {"erp", "cancel", 0},         {"erp", "split", 0},         {"erp", "merge", 0},
        {"erp", "change_waybill", 0}, {"erp", "ship", 0},          {"operator", "hold", 0},
        {"operator", "retry", 0},
    };
    for (auto& habit : habits)
        habit.weight = dice.one_of<int>(habit.side == "platform" ? std::vector{0, 1, 1, 4}
                                                                 : std::vector{0, 0, 1});
    habits.front().weight += 1;
    return habits;
}

void add_call_faults(Plan& plan, Dice& dice)
{
    plan.read_faults = dice.one_of<double>({0, 0.01, 0.05, 0.2});
    plan.write_faults = dice.one_of<double>({0, 0.05, 0.2, 0.5});
    for (auto& weight : plan.call_weights)
        weight = dice.one_of<int>({0, 1, 1, 5});
}

void add_other_faults(Plan& plan, Dice& dice)
{
    const auto days = static_cast<int>(plan.troubled / 24h) + 1;
    const auto first = static_cast<std::size_t>(Fault::tokens_expired);
    for (auto fault = first; fault < fault_count; ++fault)
        plan.times[fault] = dice.one_of<int>({0, 0, 1, 3}) * days;
    if (plan.source == WaybillSource::erp)
        for (const Fault fault :
             {Fault::lines_cut, Fault::print_results_lost, Fault::printer_away, Fault::paper_out})
            plan.times[static_cast<std::size_t>(fault)] = 0;
    const auto more = [&](Fault fault, std::vector<int> times) {
        plan.times[static_cast<std::size_t>(fault)] += dice.one_of(times) * days;
    };
    more(Fault::killed, {0, 3, 10});
    more(Fault::killed_before_commit, {0, 4});
    more(Fault::killed_after_commit, {0, 4});
}

} // namespace

Plan make_plan(std::uint64_t seed, Milliseconds troubled)
{
    Dice dice(seed, "plan");
    Plan plan;
    plan.seed = seed;
    const Milliseconds by_chance =
        dice.one_of<Milliseconds>({2h, 2h, 3h, 3h, 4h, 4h, 6h, 6h, 8h, 24h});
    plan.troubled = troubled > 0ms ? troubled : by_chance;
    plan.shops = static_cast<int>(dice.one_of<int>({1, 1, 2, 3}));
    plan.is_channel_shared = dice.chance(0.5);
    plan.assignments = static_cast<int>(dice.between(5, 40));
    plan.burst = dice.chance(0.01) ? static_cast<int>(dice.between(105, 220)) : 0;
    plan.moved_rows = plan.burst > 0 ? 0.1 : 0.002;
    plan.actions = static_cast<int>(dice.between(0, 30));
    plan.habits = make_habits(dice);
    plan.source = dice.chance(0.45) ? WaybillSource::platform : WaybillSource::erp;
    plan.warehouse = make_warehouse(dice);
    if (plan.source == WaybillSource::platform) {
        plan.warehouse.scan_labels = true;
        plan.warehouse.unknown_carrier = 0;
        plan.warehouse.part_shipping = 0;
    }
    plan.variants["pinduoduo"] =
        make_readings(dice, {{"list_order", {"asc", "desc", "shuffled"}},
                             {"list_end", {"inclusive", "exclusive"}},
                             {"row_delay", {"5s", "60s"}},
                             {"upload_moves_update_time", {"yes", "no"}},
                             {"repeated_upload", {"accepted", "overwrites", "refused"}},
                             {"extras_repeatable", {"yes", "no"}},
                             {"refusal", {"error", "false_result"}},
                             {"reassign", {"same_number", "new_number"}},
                             {"refresh", {"keeps_old", "rotates"}},
                             {"access_life", {"7200s", "86400s"}},
                             {"shows_risk", {"no", "yes"}},
                             {"taken_again", {"returns_same", "refused"}},
                             {"broken_batch", {"none_taken", "earlier_taken", "good_taken"}},
                             {"cancelled_package", {"repeatable", "closed"}},
                             {"cancelled_query", {"empty", "error"}},
                             {"repeated_cancel", {"refused", "accepted"}},
                             {"sf_only_takes", {"checked", "unchecked"}}});
    plan.variants["printer"] = make_readings(dice, {{"same_task", {"refused", "prints_again"}},
                                                    {"result_of_lost_line", {"lost", "kept"}},
                                                    {"restart", {"forgets", "remembers"}},
                                                    {"no_paper", {"fails", "waits"}}});
    plan.variants["jackyun"] = make_readings(dice, {{"window_end", {"inclusive", "exclusive"}},
                                                    {"scroll", {"repeatable", "advances"}},
                                                    {"scroll_end", {"early", "late"}},
                                                    {"merged_by_source", {"found", "hidden"}},
                                                    {"cancelled_by_source", {"found", "hidden"}},
                                                    {"package_rows", {"line", "parcel"}},
                                                    {"reserved_package", {"absent", "present"}}});
    add_call_faults(plan, dice);
    add_other_faults(plan, dice);
    for (int number = 1; number <= 3; ++number)
        plan.strategies.push_back(make_strategy(dice, number, plan.source));
    return plan;
}

Plan make_small_day(WaybillSource source)
{
    Dice dice(1, "small day");
    Plan plan;
    plan.troubled = 1h;
    plan.source = source;
    plan.assignments = 2;
    plan.actions = 1;
    plan.habits = {{"platform", "withdraw", 1}};
    plan.warehouse.ship_delay = 1min;
    plan.warehouse.scan_labels = source == WaybillSource::platform;
    plan.variants["printer"] = {};
    Strategy strategy = make_strategy(dice, 1, source);
    strategy.download.interval = 30min;
    strategy.download.delay = 0min;
    strategy.download.recheck = 30min;
    strategy.audit.hold = 0min;
    strategy.upload.moment = UploadMoment::shipped;
    strategy.upload.delay = 0min;
    plan.strategies.push_back(std::move(strategy));
    return plan;
}

} // namespace daifa::simulation
