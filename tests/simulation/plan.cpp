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

void choose_parcels(Strategy& strategy, Dice& dice)
{
    strategy.waybill.joint_parcels = dice.one_of<JointParcels>(
        {JointParcels::never, JointParcels::propose, JointParcels::automatic});
    strategy.waybill.joint_wait = dice.one_of<Milliseconds>({0min, 10min});
    strategy.waybill.on_address_change =
        dice.chance(0.8) ? OnWithdrawnLabel::cancel : OnWithdrawnLabel::keep;
    strategy.upload.on_changed_number =
        dice.chance(0.5) ? OnChangedNumber::hold : OnChangedNumber::retract;
}

StockStrategy make_stock_strategy(Dice& dice)
{
    StockStrategy stock;
    stock.is_enabled = true;
    stock.mode = dice.chance(0.8) ? RepairMode::repair : RepairMode::propose;
    stock.interval = dice.one_of<Milliseconds>({10min, 30min});
    stock.percent = dice.one_of<int>({100, 100, 50});
    stock.plus = dice.one_of<std::int64_t>({0, 0, -1, 2});
    stock.safety = dice.one_of<std::int64_t>({0, 0, 3});
    if (dice.chance(0.2))
        stock.max = 50;
    if (dice.chance(0.2))
        stock.change_max = 60;
    if (dice.chance(0.2))
        stock.warehouses = {"CK-02"};
    return stock;
}

Strategy make_strategy(Dice& dice, int number, WaybillSource source)
{
    Strategy strategy;
    strategy.name = "strategy " + std::to_string(number);
    strategy.download.interval = dice.one_of<Milliseconds>({5min, 10min, 30min});
    strategy.download.interval_with_push = dice.one_of<Milliseconds>({30min, 2h});
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

std::vector<Habit> make_habits(const Plan& plan, Dice& dice)
{
    std::vector<Habit> habits = {
        {"platform", "withdraw", 0},  {"platform", "reassign", 0}, {"platform", "after_sale", 0},
        {"platform", "risk", 0},      {"platform", "address", 0},  {"platform", "quantity", 0},
        {"erp", "cancel", 0},         {"erp", "split", 0},         {"erp", "merge", 0},
        {"erp", "change_waybill", 0}, {"erp", "ship", 0},          {"operator", "hold", 0},
        {"operator", "retry", 0},     {"operator", "resolve", 0},
    };
    if (plan.source == WaybillSource::platform)
        for (const char* action : {"reprint", "give_back", "join", "part"})
            habits.push_back({"operator", action, 0});
    if (plan.listings > 0) {
        for (const char* action : {"sell", "count", "correct", "promotion", "rename", "remove"})
            habits.push_back({"stock", action, 0});
        habits.push_back({"operator", "approve", 0});
    }
    for (auto& habit : habits)
        habit.weight = dice.one_of<int>(habit.side == "platform" || habit.action == "sell" ||
                                                habit.action == "count"
                                            ? std::vector{0, 1, 1, 4}
                                            : std::vector{0, 0, 1});
    habits.front().weight += 1;
    return habits;
}

/// What makes cases arise at any point of an order's way, and who decides them.
void add_cases(Plan& plan)
{
    Dice dice(plan.seed, "plan of cases");
    plan.has_cases = dice.chance(0.5);
    if (!plan.has_cases)
        return;
    plan.has_case_clerk = dice.chance(0.5);
    plan.sf_only = dice.one_of<double>({0, 0.1});
    plan.actions += static_cast<int>(dice.between(5, 25));
    for (const char* action : {"address", "quantity", "edit", "take_back", "upload_by_hand"})
        plan.habits.push_back({"platform", action, dice.one_of<int>({0, 1, 2})});
    for (const char* action :
         {"audit", "cancel", "delete", "merge", "change_carrier", "reuse_number"})
        plan.habits.push_back({"erp", action, dice.one_of<int>({0, 1, 1})});
    plan.case_looks = static_cast<int>(dice.between(2, 15));
}

void add_merchant(Plan& plan)
{
    Dice dice(plan.seed, "plan of the merchant");
    if (!dice.chance(0.25))
        return;
    MerchantPart part;
    part.orders = static_cast<int>(dice.between(3, 10));
    part.shipment_faults = dice.one_of<double>({0, 0.3, 0.6});
    part.races = dice.one_of<double>({0, 0.2});
    part.has_erp = plan.source == WaybillSource::erp && dice.chance(0.4);
    part.ship.mode = dice.chance(0.7) ? RepairMode::repair : RepairMode::propose;
    part.ship.delay = dice.one_of<Milliseconds>({0min, 0min, 10min});
    plan.actions += static_cast<int>(dice.between(2, 10));
    for (const char* action : {"suspend", "after_sale", "risk", "take_away", "give_again", "ship"})
        plan.habits.push_back({"merchant", action, dice.one_of<int>({0, 1, 2})});
    if (part.ship.mode == RepairMode::propose)
        plan.habits.push_back({"merchant", "approve", 10});
    plan.merchant = std::move(part);
}

/// A weekend in every other world: the same happens, spread over days that are seldom looked at.
constexpr double sparse_share = 0.5;

void slow_down(Strategy& strategy, Dice& dice)
{
    strategy.download.interval = dice.one_of<Milliseconds>({30min, 1h});
    strategy.upload.interval = dice.one_of<Milliseconds>({30min, 1h});
    strategy.download.recheck = 2h;
    strategy.stock.interval = 1h;
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
    const auto days = plan.is_sparse ? 1 : static_cast<int>(plan.troubled / 24h) + 1;
    const auto first = static_cast<std::size_t>(Fault::tokens_expired);
    for (auto fault = first; fault < trouble_count; ++fault)
        plan.times[fault] = dice.one_of<int>({0, 0, 1, 3}) * days;
    if (plan.source == WaybillSource::erp)
        for (const Fault fault :
             {Fault::lines_cut, Fault::print_results_lost, Fault::printer_away, Fault::paper_out})
            plan.times[static_cast<std::size_t>(fault)] = 0;
    if (!plan.has_push)
        for (auto fault = static_cast<std::size_t>(Fault::messages_lost);
             fault <= static_cast<std::size_t>(Fault::messages_away); ++fault)
            plan.times[fault] = 0;
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
    // Most worlds are small and their days short: many of them show more than a few large ones.
    const bool is_large = dice.chance(0.25);
    const Milliseconds by_chance = is_large
                                       ? dice.one_of<Milliseconds>({3h, 4h, 4h, 6h, 6h, 8h, 24h})
                                       : dice.one_of<Milliseconds>({1h, 1h, 2h, 2h, 3h});
    Dice days(seed, "plan of days");
    plan.is_sparse = troubled == 0ms && days.chance(sparse_share);
    plan.troubled = troubled > 0ms   ? troubled
                    : plan.is_sparse ? days.one_of<Milliseconds>({48h, 72h})
                                     : by_chance;
    plan.shops = is_large ? static_cast<int>(dice.between(1, 3)) : dice.one_of<int>({1, 1, 1, 2});
    plan.is_channel_shared = dice.chance(0.5);
    plan.has_push = dice.chance(0.3);
    plan.assignments = static_cast<int>(is_large ? dice.between(10, 30) : dice.between(3, 16));
    plan.burst = dice.chance(0.01) ? static_cast<int>(dice.between(105, 220)) : 0;
    plan.moved_rows = plan.burst > 0 ? 0.1 : 0.002;
    plan.actions = static_cast<int>(dice.between(0, 25));
    plan.source = dice.chance(0.45) ? WaybillSource::platform : WaybillSource::erp;
    if (plan.source == WaybillSource::platform && dice.chance(0.4))
        plan.same_recipient = 0.3;
    if (dice.chance(0.3))
        plan.listings = static_cast<int>(dice.between(1, 4));
    if (dice.chance(0.15))
        plan.retention = dice.one_of<Milliseconds>({1h, 3h});
    plan.habits = make_habits(plan, dice);
    add_cases(plan);
    add_merchant(plan);
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
                             {"sf_only_takes", {"checked", "unchecked"}},
                             {"quantity_update", {"applied", "ignored"}},
                             {"message_topics", {"each_its_own", "one_for_all", "trade_names"}},
                             {"message_content", {"masks", "more", "as_object"}},
                             {"message_kinds", {"all", "assigned_and_address"}},
                             {"message_ids", {"same", "new"}},
                             {"message_noise", {"none", "merchant_topics"}}});
    plan.variants["printer"] = make_readings(dice, {{"same_task", {"refused", "prints_again"}},
                                                    {"result_of_lost_line", {"lost", "kept"}},
                                                    {"restart", {"forgets", "remembers"}},
                                                    {"no_paper", {"fails", "waits"}}});
    plan.variants["jackyun"] =
        make_readings(dice, {{"window_end", {"inclusive", "exclusive"}},
                             {"scroll", {"repeatable", "advances"}},
                             {"scroll_end", {"early", "late"}},
                             {"merged_by_source", {"found", "hidden"}},
                             {"cancelled_by_source", {"found", "hidden"}},
                             {"package_rows", {"line", "parcel"}},
                             {"stock_ids", {"stable", "rising"}},
                             {"stock_cursor", {"exclusive", "inclusive"}},
                             {"stock_times", {"honoured", "ignored"}},
                             {"stock_numbers", {"number", "text", "decimal"}},
                             {"reserved_package", {"absent", "present"}}});
    add_call_faults(plan, dice);
    add_other_faults(plan, dice);
    for (int number = 1; number <= 3; ++number)
        plan.strategies.push_back(make_strategy(dice, number, plan.source));
    for (auto& strategy : plan.strategies) {
        if (plan.same_recipient > 0)
            choose_parcels(strategy, dice);
        if (plan.listings > 0)
            strategy.stock = make_stock_strategy(dice);
        if (plan.is_sparse)
            slow_down(strategy, days);
    }
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
