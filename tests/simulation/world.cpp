#include "simulation/world.hpp"

#include "simulation/disk.hpp"
#include "simulation/heap.hpp"
#include "simulation/laws.hpp"

#include "sandbox/program/registry.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint beginning{std::chrono::seconds(1'767'323'045)};
/// So many steps without any time passing: something spins.
constexpr std::uint64_t steps_per_moment_max = 200'000;
constexpr Milliseconds tick = 20s;

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

awaitable<void> read_ledger(store::Ledger& ledger, ShopId shop, std::vector<OrderId> orders,
                            LedgerView& view, bool& is_done)
{
    for (const auto& id : orders) {
        auto row = co_await ledger.find_order(shop, id);
        if (!row)
            continue;
        view.orders.insert_or_assign(id, std::move(*row));
        auto events = co_await ledger.list_events(shop, id);
        view.events.insert_or_assign(id, std::move(events));
    }
    is_done = true;
}

} // namespace

World::World(const Installation& installation, Plan plan, bool with_history)
    : installation_(installation), plan_(std::move(plan)), world_clock_(time_, beginning),
      machine_clock_(time_, beginning),
      history_(time_, with_history, installation.store().string()), dice_(plan_.seed, "world"),
      engine_dice_(plan_.seed, "engine"), sandbox_(plan_.seed),
      network_(time_, world_clock_, sandbox_, plan_, history_, counts_),
      printer_lines_(time_, world_clock_, sandbox_),
      people_(time_, world_clock_, sandbox_, plan_, history_)
{
    installation_.renew_store();
    prepare_sandbox();
    add_shops();
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
        shops_.push_back(std::move(shop));
    }
}

std::vector<config::ShopConfig> World::configure() const
{
    std::vector<config::ShopConfig> configs;
    for (const auto& shop : shops_) {
        config::ShopConfig config = installation_.shop(plan_.source);
        config.plan.id = shop.id;
        config.plan.channel = shop.channel;
        config.plan.strategy = plan_.strategies[strategy_];
        configs.push_back(std::move(config));
    }
    return configs;
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
    daemon_ = std::make_unique<Daemon>(installation_, configure(), time_, machine_clock_, network_,
                                       printer_lines_, engine_dice_, history_, ++daemons_);
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
            if (needs_authorization(status))
                daemon_->authorize(status.shop, people_.authorize(find_shop(status.shop).owner));
    time_.after(dice_.between(1min, 40min), [this] { look_after_shops(); });
}

const SimulatedShop& World::find_shop(const ShopId& id) const
{
    return *std::ranges::find(shops_, id, &SimulatedShop::id);
}

const SimulatedShop& World::shop_of(const sandbox::PracticeOrder& order) const
{
    return *std::ranges::find(shops_, order.shop, &SimulatedShop::owner);
}

void World::lift_holds()
{
    for (const auto& order : sandbox_.world.platform.orders.all())
        daemon_->operate("lift", shop_of(order).id, order.id);
}

void World::plan_trouble()
{
    const auto first = static_cast<std::size_t>(Fault::tokens_expired);
    for (auto fault = first; fault < fault_count; ++fault)
        for (int i = 0; i < plan_.times[fault]; ++i)
            time_.after(dice_.between(1ms, plan_.troubled),
                        [this, fault] { trouble(static_cast<Fault>(fault)); });
}

void World::trouble(Fault fault)
{
    if (is_quiet_ || !daemon_)
        return;
    auto& platform = sandbox_.world.platform;
    const TimePoint now = sandbox_.world_time(world_clock_.now());
    const auto count = [&] {
        ++counts_[static_cast<std::size_t>(fault)];
        history_.add("trouble", to_text(fault));
    };
    switch (fault) {
    case Fault::tokens_expired:
        count();
        platform.accounts.expire("", now);
        break;
    case Fault::tokens_revoked:
        count();
        platform.accounts.revoke("");
        break;
    case Fault::remote_clock_jump:
        count();
        // What the platform dated is read again for some minutes only: it can't go back by hours.
        sandbox_.shift_time(dice_.chance(0.5) ? dice_.between(-150s, -1s) : dice_.between(1s, 2h));
        break;
    case Fault::lines_cut:
    case Fault::print_results_lost:
    case Fault::printer_away:
    case Fault::paper_out:
        count();
        trouble_printer(fault);
        break;
    case Fault::disk_full:
    case Fault::io_error:
    case Fault::failed_sync:
    case Fault::torn_write:
        if (fault != Fault::torn_write)
            count();
        Disk::get().fail(fault);
        if (fault == Fault::disk_full)
            time_.after(dice_.between(10s, 20min), [] { Disk::get().heal(); });
        break;
    case Fault::power_lost:
        lose_power(fault);
        break;
    case Fault::our_clock_jump:
        count();
        machine_clock_.set_back_or_forth(dice_.between(-3h, 3h));
        break;
    case Fault::stall:
        count();
        daemon_->stall_until(time_.now() + dice_.between(1s, 20min));
        break;
    case Fault::killed:
    case Fault::killed_before_commit:
    case Fault::killed_after_commit:
        if (!armed_)
            arm(fault);
        break;
    case Fault::restarted:
        count();
        daemon_->stop();
        break;
    case Fault::reloaded:
        count();
        strategy_ = (strategy_ + 1) % plan_.strategies.size();
        daemon_->reload(plan_.strategies[strategy_]);
        break;
    default:
        if (!former_) {
            count();
            take_over();
        }
    }
}

void World::control_printer(const std::string& action)
{
    people_.act("printer", action, {});
    printer_lines_.follow();
}

void World::trouble_printer(Fault fault)
{
    if (fault == Fault::lines_cut) {
        control_printer("cut_lines");
        return;
    }
    if (fault == Fault::print_results_lost) {
        control_printer("lose_results");
        return;
    }
    const bool is_away = fault == Fault::printer_away;
    control_printer(is_away ? "go_away" : "paper_out");
    time_.after(dice_.between(1min, 2h),
                [this, is_away] { control_printer(is_away ? "come_back" : "paper_in"); });
}

void World::take_over()
{
    former_ = std::move(daemon_);
    installation_.give_up_lock();
    start_daemon();
    time_.after(dice_.between(1s, 15min), [this] { former_.reset(); });
}

void World::crash(Fault how)
{
    ++counts_[static_cast<std::size_t>(how)];
    history_.add("trouble", to_text(how));
    armed_.reset();
    daemon_.reset();
    cells_.add(installation_.store(), how, network_.latest_write_fault());
    restart_later(dice_.chance(0.5) ? dice_.between(1s, 10s) : dice_.between(10s, 10min));
}

/// Half of the kills come right after a write that met a fault: by chance alone that is rare.
void World::arm(Fault fault)
{
    armed_ = Armed{fault, dice_.below(400), 0};
    if (dice_.chance(0.5))
        armed_ = Armed{fault, dice_.below(20), network_.spoiled_writes() + 1};
}

bool World::is_struck(const Daemon& daemon) const
{
    return armed_ && &daemon == daemon_.get() &&
           network_.spoiled_writes() >= armed_->spoiled_writes;
}

/// Of all that run on the machine.
void World::lose_power(Fault how)
{
    ++counts_[static_cast<std::size_t>(how)];
    history_.add("trouble", to_text(how));
    armed_.reset();
    Disk::get().cut_power();
    daemon_.reset();
    former_.reset();
    Disk::get().restore_power(dice_);
    restart_later(dice_.between(10s, 10min));
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

void World::check_laws(bool& is_settled, std::vector<std::string>& violations)
{
    LedgerView view;
    for (const auto& shop : shops_) {
        std::vector<OrderId> orders;
        for (const auto& order : sandbox_.world.platform.orders.all())
            if (order.shop == shop.owner)
                orders.push_back(order.id);
        bool is_done = false;
        daemon_->start(read_ledger(daemon_->ledger(), shop.id, std::move(orders), view, is_done));
        if (!finish_work(is_done))
            violations.push_back("the ledger can't be read");
    }
    const Judgement judgement =
        judge(sandbox_.world, view, {network_.doubled(), people_.former_numbers()});
    violations.insert(violations.end(), network_.excesses().begin(), network_.excesses().end());
    violations.insert(violations.end(), judgement.violations.begin(), judgement.violations.end());
    is_settled = judgement.unfinished.empty();
    if (!is_settled && time_.now() >= plan_.troubled + plan_.quiet_max)
        violations.insert(violations.end(), judgement.unfinished.begin(),
                          judgement.unfinished.end());
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
    network_.on_read = [this] { people_.do_something(); };
    people_.come(std::move(owners));
    plan_trouble();
    look_after_shops();
    run_until(plan_.troubled);

    is_quiet_ = true;
    const Usage used = {network_.calls(), Disk::get().operations(), Heap::requests()};
    Disk::get().heal();
    Heap::begin(0);
    people_.go_home();
    armed_.reset();
    network_.heal();
    control_printer("come_back");
    control_printer("paper_in");
    history_.add("world", "is quiet from now on");
    Outcome outcome;
    bool is_settled = false;
    // It has to stay so: what comes right by chance doesn't count.
    int settled_checks = 0;
    while (defect_.empty() && outcome.violations.empty() && settled_checks < 2) {
        run_until(time_.now() + 30min);
        if (!daemon_ || former_ || !defect_.empty())
            continue;
        if (settled_checks == 0)
            lift_holds();
        check_laws(is_settled, outcome.violations);
        settled_checks = is_settled ? settled_checks + 1 : 0;
    }
    if (!defect_.empty())
        outcome.violations.push_back(defect_);
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

} // namespace daifa::simulation
