#include "simulation/daemon.hpp"

#include "simulation/disk.hpp"
#include "simulation/heap.hpp"

#include <boost/asio/co_spawn.hpp>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;


store::DatabaseOptions database_options(const Installation& installation)
{
    store::DatabaseOptions options;
    options.url = "sqlite://" + installation.store().string();
    options.master_key = installation.master_key();
    return options;
}

} // namespace

Daemon::Daemon(const Installation& installation, std::vector<config::ShopConfig> shops,
               VirtualTime& time, MachineClock& clock, Network& network, PrinterLines& lines,
               Dice& random, History& history, int number)
    : name_("daemon " + std::to_string(number)), time_(time), clock_(clock), history_(history),
      first_shops_(std::move(shops)), context_(std::make_unique<boost::asio::io_context>(1)),
      guard_(std::make_unique<Guard>(context_->get_executor())),
      database_(std::make_unique<store::Database>(database_options(installation),
                                                  database_executor_, context_->get_executor(),
                                                  clock, random)),
      ledger_(*database_), log_(history, name_), transports_(network, lines, clock),
      scheduler_(context_->get_executor(), clock, log_),
      budgets_(context_->get_executor(), clock), engine_{context_->get_executor(),
                                                         transports_,
                                                         clock,
                                                         random,
                                                         log_,
                                                         metrics_,
                                                         ledger_,
                                                         scheduler_,
                                                         budgets_,
                                                         installation.plugins()}
{
    history_.add(name_, "starts");
    start(start_lanes());
}

Daemon::~Daemon()
{
    // Coroutines go first, as they stand; what they were looking at is still there then.
    database_executor_.end();
    {
        // Who was killed leaves its files as they are, and gives up its locks.
        std::optional<Disk::Frozen> frozen;
        if (!is_stopped_)
            frozen.emplace();
        database_.reset();
    }
    guard_.reset();
    context_.reset();
}

void Daemon::start(awaitable<void> work)
{
    boost::asio::co_spawn(*context_, std::move(work), [this](const std::exception_ptr& failure) {
        if (failure)
            note(failure);
    });
}

void Daemon::note(const std::exception_ptr& failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const store::StoreFailure& e) {
        failure_ = e.what();
        is_store_failing_ = true;
    } catch (const std::exception& e) {
        failure_ = e.what();
    }
}

awaitable<void> Daemon::start_lanes()
{
    for (auto& shop : first_shops_) {
        hosts_.push_back(std::make_unique<daemon::ShopHost>(std::move(shop), engine_));
        auto* lane = hosts_.back()->lane();
        if (lane == nullptr)
            throw std::runtime_error(hosts_.back()->problem().en);
        co_await lane->start();
    }
}

bool Daemon::run_coroutine()
{
    const Heap::Scope scope(true);
    return !is_stalled() && context_->poll_one() > 0;
}

void Daemon::run_commit()
{
    const Heap::Scope scope(true);
    database_executor_.run_one();
}

void Daemon::stop()
{
    start(shut_down());
}

awaitable<void> Daemon::shut_down()
{
    co_await scheduler_.stop();
    for (const auto& host : hosts_)
        co_await host->lane()->stop();
    is_stopped_ = true;
    history_.add(name_, "is stopped");
}

void Daemon::reload(const Strategy& strategy)
{
    start(take_strategy(strategy));
}

awaitable<void> Daemon::take_strategy(Strategy strategy)
{
    for (std::size_t i = 0; i < hosts_.size(); ++i) {
        config::ShopConfig config = hosts_[i]->config();
        config.plan.strategy = strategy;
        try {
            co_await hosts_[i]->take(std::move(config));
        } catch (const store::StoreFailure& failure) {
            history_.add(name_, failure.what());
        }
    }
}

reconcile::ShopLane* Daemon::find_lane(const ShopId& shop)
{
    for (const auto& host : hosts_)
        if (host->config().plan.id == shop)
            return host->lane();
    return nullptr;
}

void Daemon::authorize(const ShopId& shop, Credential credential)
{
    auto bring = [](reconcile::ShopLane* lane, Credential pair) -> awaitable<void> {
        try {
            co_await lane->adopt(std::move(pair));
        } catch (const store::StoreFailure&) {
            // Whoever brought them sees the failure and comes again.
        }
    };
    if (auto* lane = find_lane(shop))
        start(bring(lane, std::move(credential)));
}

void Daemon::operate(const std::string& action, const ShopId& shop, const OrderId& order)
{
    if (auto* lane = find_lane(shop))
        start(carry_out(action, lane, order));
}

awaitable<void> Daemon::carry_out(std::string action, reconcile::ShopLane* lane, OrderId order)
{
    const ShopId shop = lane->shop_plan().id;
    try {
        if (action == "hold") {
            store::Hold hold;
            hold.by = "operator";
            hold.reason = "asked the merchant";
            hold.at = clock_.now();
            co_await ledger_.set_hold(shop, order, std::move(hold));
        } else if (action == "lift") {
            co_await ledger_.lift_hold(shop, order, "operator", clock_.now());
        } else {
            co_await ledger_.retry(shop, order, "operator", clock_.now());
        }
        lane->wake();
    } catch (const store::StoreFailure&) {
        // The operator sees it.
    }
}

std::vector<reconcile::LaneStatus> Daemon::status()
{
    std::vector<reconcile::LaneStatus> all;
    for (const auto& host : hosts_)
        all.push_back(host->lane()->status());
    return all;
}

} // namespace daifa::simulation
