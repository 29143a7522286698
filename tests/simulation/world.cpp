#include "simulation/world.hpp"

#include "simulation/disk.hpp"
#include "simulation/heap.hpp"
#include "simulation/play.hpp"

#include "sandbox/program/registry.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint beginning{std::chrono::seconds(1'767'323'045)};
/// So many steps without any time passing: something spins.
constexpr std::uint64_t steps_per_moment_max = 200'000;
constexpr int decisions_max = 3;

sandbox::Front& add_front(sandbox::Sandbox& sandbox, std::unique_ptr<sandbox::Front> front)
{
    sandbox.add_front(std::move(front));
    return *sandbox.fronts.back();
}

/// What `daifa status` shows a person.
bool needs_authorization(const reconcile::LaneStatus& status)
{
    const auto& stop = status.platform_stop;
    return !status.credential || status.token_problem ||
           (stop && stop->error.code == Errc::unauthorized);
}

} // namespace

World::World(const Installation& installation, Plan plan, bool with_history)
    : installation_(installation), plan_(std::move(plan)), world_clock_(time_, beginning),
      machine_clock_(time_, beginning),
      history_(time_, with_history, installation.store().string()), dice_(plan_.seed, "world"),
      engine_dice_(plan_.seed, "engine"), sandbox_(plan_.seed),
      network_(time_, world_clock_, sandbox_, plan_, history_, canaries_, counts_),
      printer_lines_(time_, world_clock_, sandbox_), message_lines_(time_, world_clock_, sandbox_),
      people_(time_, world_clock_, sandbox_, plan_, history_),
      stock_(time_, sandbox_, people_, plan_),
      merchants_(time_, world_clock_, sandbox_, people_, plan_),
      cases_(machine_clock_, plan_.seed, history_, counts_),
      machine_{time_,        machine_clock_, network_,  printer_lines_,  message_lines_,
               engine_dice_, history_,       canaries_, plan_.retention, {},
               cases_,       counts_}
{
    installation_.renew_store();
    machine_.inquire = [this](const OrderId& order,
                              const store::WriteRecord& write) -> std::optional<Inquiry> {
        // What waits in a printer may still come out of it.
        const auto printers = sandbox_.printer.totals(sandbox_.world_time(world_clock_.now()));
        if (write.kind == store::WriteKind::print_label &&
            printers.at("waiting").to_number<std::uint64_t>() > 0)
            return std::nullopt;
        return inquire(sandbox_.world, order, write);
    };
    cases_.find_number = [this](const OrderId& id) {
        const auto* order = sandbox_.world.platform.orders.find(id);
        const auto* main = order == nullptr ? nullptr : live_main_number(*order);
        return main == nullptr ? std::string() : main->number;
    };
    cases_.on_question = [this](const OrderId& order) { people_.answer(order); };
    prepare_sandbox();
    add_shops();
    if (plan_.merchant)
        add_merchant();
    prepare_mishap();
}

World::~World()
{
    daemon_.reset();
    former_.reset();
    if (!Disk::get().has_power())
        Disk::get().restore_power(dice_);
    Disk::get().heal();
}

void World::prepare_mishap()
{
    using Kind = Mishap::Kind;
    Disk::get().heal();
    const Mishap mishap = plan_.mishap.value_or(Mishap{});
    if (mishap.kind == Kind::disk_fails)
        Disk::get().fail_at(mishap.number);
    if (mishap.kind == Kind::power_lost)
        Disk::get().cut_power_at(mishap.number);
    Heap::begin(mishap.kind == Kind::out_of_memory ? mishap.number : 0);
}

void World::prepare_sandbox()
{
    for (const auto& front : sandbox::registered_fronts()) {
        const auto options = plan_.variants.find(std::string(front.name));
        add_front(sandbox_, front.make(options == plan_.variants.end() ? sandbox::FrontOptions{}
                                                                       : options->second));
    }
    for (const auto& [key, value] : plan_.variants.at("printer"))
        sandbox_.printer.set_option(key, value);
    sandbox_.world.erp.change_settings(plan_.warehouse);
}

void World::add_shops()
{
    auto& accounts = sandbox_.world.platform.accounts;
    for (int number = 1; number <= plan_.shops; ++number) {
        SimulatedShop shop;
        shop.id = ShopId("factory-" + std::to_string(number));
        shop.owner = number == 1 ? accounts.shops().front().owner_id
                                 : accounts.add_shop(sandbox::ShopRole::factory).owner_id;
        shop.channel = installation_.shop(plan_.source).plan.channel;
        if (number > 1 && !plan_.is_channel_shared) {
            shop.channel = ChannelId("DF-0" + std::to_string(number));
            boost::json::object arguments;
            arguments["code"] = shop.channel.text();
            people_.act("erp", "add_shop", std::move(arguments));
        }
        stock_.open(shop.owner);
        shops_.push_back(std::move(shop));
    }
}

std::vector<config::ShopConfig> World::configure() const
{
    std::vector<config::ShopConfig> configs;
    for (const auto& shop : shops_) {
        config::ShopConfig config = installation_.shop(plan_.source, plan_.has_push);
        config.plan.id = shop.id;
        config.plan.channel = shop.channel;
        config.plan.strategy = plan_.strategies[strategy_];
        configs.push_back(std::move(config));
    }
    if (merchant_)
        configs.push_back(configure_merchant());
    return configs;
}

void World::add_merchant()
{
    merchant_ = SimulatedShop{ShopId("merchant-1"), merchant_owner, ChannelId(merchant_channel)};
    merchants_.open(shops_.front().owner);
    merchants_.on_approve = [this](const std::string& order) {
        history_.add("operator", "ship " + order);
        if (daemon_)
            daemon_->approve_shipment(merchant_->id, order);
    };
    network_.on_shipment = [this](const std::string& order) { merchants_.interfere(order); };
    people_.on_merchant = [this](const std::string& action) { merchants_.act(action); };
}

config::ShopConfig World::configure_merchant() const
{
    config::ShopConfig config = installation_.merchant(plan_.merchant->has_erp);
    const auto& accounts = sandbox_.world.platform.accounts;
    BoundFactory factory;
    factory.name = "factory";
    factory.shop = shops_.front().id;
    factory.binding_name =
        std::ranges::find(accounts.shops(), merchant_->owner, &sandbox::PracticeShop::owner_id)
            ->name;
    AssignRule rule;
    rule.factory = factory.name;
    config.plan.id = merchant_->id;
    config.plan.channel = merchant_->channel;
    config.plan.strategy = plan_.strategies[strategy_];
    config.plan.merchant.ship = plan_.merchant->ship;
    config.plan.merchant.factories = {std::move(factory)};
    config.plan.merchant.assign = {std::move(rule)};
    return config;
}

void World::start_daemon()
{
    try {
        make_daemon();
    } catch (const store::StoreFailure& failure) {
        // The service manager tries again.
        history_.add("machine", failure.what());
        restart_later(1min);
    }
}

void World::make_daemon()
{
    const Heap::Scope scope(true);
    daemon_ = std::make_unique<Daemon>(installation_, configure(), machine_, ++daemons_);
}

void World::restart_later(Milliseconds after)
{
    time_.after(after, [this] {
        if (!daemon_)
            start_daemon();
    });
}

void World::look_after_shops()
{
    if (daemon_)
        for (const auto& status : daemon_->status())
            if (needs_authorization(status)) {
                Credential credential = people_.authorize(find_shop(status.shop).owner);
                canaries_.hide("token", credential.access_token.reveal());
                canaries_.hide("token", credential.refresh_token.reveal());
                daemon_->authorize(status.shop, std::move(credential));
            }
    time_.after(dice_.between(1min, 40min), [this] { look_after_shops(); });
}

const SimulatedShop& World::find_shop(const ShopId& id) const
{
    if (merchant_ && merchant_->id == id)
        return *merchant_;
    return *std::ranges::find(shops_, id, &SimulatedShop::id);
}

const SimulatedShop& World::shop_of(const sandbox::PracticeOrder& order) const
{
    return *std::ranges::find(shops_, order.shop, &SimulatedShop::owner);
}

void World::tidy_up()
{
    for (const auto& order : sandbox_.world.platform.orders.all())
        daemon_->operate("lift", shop_of(order).id, order.id);
    const bool has_clerk = std::ranges::any_of(plan_.habits, [](const Habit& habit) {
        return habit.action == "resolve" && habit.weight > 0;
    });
    if (has_clerk)
        for (const auto& order : sandbox_.world.platform.orders.all())
            daemon_->operate("resolve", shop_of(order).id, order.id);
    // What was decided may ask for one more decision; not for ever.
    if (plan_.has_case_clerk && tidied_up_++ < decisions_max)
        daemon_->operate("decide_all", shops_.front().id, {});
}

bool World::step(Daemon& daemon)
{
    if (daemon.has_commit() && dice_.chance(0.3)) {
        if (is_struck(daemon) && armed_->fault == Fault::killed_before_commit) {
            crash(armed_->fault);
            return true;
        }
        daemon.run_commit();
        if (is_struck(daemon) && armed_->fault == Fault::killed_after_commit)
            crash(armed_->fault);
        return true;
    }
    if (!daemon.run_coroutine())
        return daemon.has_commit();
    if (is_struck(daemon) && armed_->fault == Fault::killed) {
        if (armed_->steps == 0)
            crash(armed_->fault);
        else
            --armed_->steps;
    }
    return true;
}

/// A start that meets a failing disk ends the process; anything else is a defect.
void World::end_failed()
{
    if (!daemon_->is_store_failing())
        defect_ = "the daemon ended: " + daemon_->failure();
    history_.add("machine", daemon_->failure());
    daemon_.reset();
    restart_later(1min);
}

bool World::step()
{
    ++steps_;
    const bool is_done = step_once();
    if (!Disk::get().has_power())
        lose_power(Fault::torn_write);
    if (Heap::is_exhausted()) {
        crash(Fault::killed);
        Heap::begin(0);
    }
    return is_done;
}

bool World::step_once()
{
    if (former_ && dice_.chance(0.5) && step(*former_))
        return true;
    if (daemon_ && step(*daemon_)) {
        if (daemon_ && !daemon_->failure().empty())
            end_failed();
        if (daemon_ && daemon_->is_stopped()) {
            daemon_.reset();
            restart_later(dice_.between(1s, 1min));
        }
        return true;
    }
    return former_ && step(*former_);
}

void World::run_until(Milliseconds moment)
{
    std::uint64_t steps = 0;
    Milliseconds since = time_.now();
    while (defect_.empty()) {
        if (time_.now() != since) {
            since = time_.now();
            steps = 0;
        }
        if (step()) {
            if (++steps > steps_per_moment_max)
                defect_ = "something spins: no time passes";
            continue;
        }
        const auto next = time_.next();
        if (!next || *next > moment)
            break;
        time_.run_next();
    }
    time_.move_to(moment);
}

bool World::finish_work(const bool& is_done)
{
    for (std::uint64_t steps = 0; !is_done && steps < steps_per_moment_max; ++steps)
        step();
    return is_done;
}

/// What was counted by the sandbox itself.
void World::count_effects()
{
    const auto now = sandbox_.world_time(world_clock_.now());
    const auto messages = sandbox_.world.platform.messages.truth(now);
    const auto& totals = messages.at("totals").as_object();
    const auto count = [&](Fault fault, const char* name) {
        counts_[static_cast<std::size_t>(fault)] = totals.at(name).to_number<std::uint64_t>();
    };
    count(Fault::messages_lost, "lost");
    count(Fault::messages_doubled, "doubled");
    for (const auto& [order, suspensions] : merchants_.suspensions())
        counts_[static_cast<std::size_t>(Fault::dispatch_suspended)] += suspensions.size();
    counts_[static_cast<std::size_t>(Fault::shipped_by_hand)] += merchants_.shipped_by_hand();
    counts_[static_cast<std::size_t>(Fault::number_by_other)] += people_.foreign_numbers().size();
    for (const auto& listing : sandbox_.world.platform.listings.all())
        counts_[static_cast<std::size_t>(Fault::stock_set)] +=
            static_cast<std::uint64_t>(listing.updates);
}

Outcome World::run()
{
    start_daemon();
    std::vector<std::string> owners;
    for (const auto& shop : shops_)
        owners.push_back(shop.owner);
    people_.on_operator = [this](const std::string& action, const sandbox::PracticeOrder& order) {
        history_.add("operator", action + " " + to_text(order.id));
        if (daemon_)
            daemon_->operate(action, shop_of(order).id, order.id);
    };
    people_.on_stock = [this](const std::string& action) { stock_.act(action); };
    network_.on_read = [this] { people_.do_something(); };
    people_.come(std::move(owners));
    if (merchant_)
        merchants_.come();
    plan_trouble();
    look_after_shops();
    run_until(plan_.troubled);

    is_quiet_ = true;
    count_effects();
    const Usage used = {network_.calls(), Disk::get().operations(), Heap::requests()};
    Disk::get().heal();
    Heap::begin(0);
    people_.go_home();
    armed_.reset();
    network_.heal();
    control_printer("come_back");
    control_printer("paper_in");
    control_messages("come_back");
    end_mischief();
    history_.add("world", "is quiet from now on");
    Outcome outcome;
    bool is_settled = false;
    // It has to stay so: what comes right by chance doesn't count.
    int settled_checks = 0;
    while (defect_.empty() && outcome.violations.empty() && settled_checks < 2) {
        run_until(time_.now() + 30min);
        if (!daemon_ || former_ || !defect_.empty())
            continue;
        if (settled_checks == 0) {
            tidy_up();
            run_until(time_.now() + 1min);
            if (!daemon_)
                continue;
        }
        check_laws(is_settled, outcome.violations);
        settled_checks = is_settled ? settled_checks + 1 : 0;
    }
    if (!defect_.empty())
        outcome.violations.push_back(defect_);
    const auto leaks = find_leaks();
    outcome.violations.insert(outcome.violations.end(), leaks.begin(), leaks.end());
    for (const auto& violation : outcome.violations)
        history_.add("law", violation);
    outcome.seed = plan_.seed;
    outcome.lived = time_.now();
    outcome.orders = sandbox_.world.platform.orders.all().size();
    outcome.used = used;
    outcome.steps = steps_;
    outcome.faults = counts_;
    outcome.cells = cells_;
    outcome.history = history_.text();
    return outcome;
}

Outcome play_world(const Installation& installation, Plan plan, bool with_history)
{
    return World(installation, std::move(plan), with_history).run();
}

} // namespace daifa::simulation
