#pragma once

#include "simulation/case_desk.hpp"
#include "simulation/dice.hpp"
#include "simulation/inquiry.hpp"
#include "simulation/installation.hpp"
#include "simulation/local_api.hpp"
#include "simulation/message_lines.hpp"
#include "simulation/network.hpp"
#include "simulation/stepped_executor.hpp"

#include "daemon/budgets.hpp"
#include "daemon/shops.hpp"
#include "schedule/scheduler.hpp"
#include "store/database.hpp"
#include "store/ledger.hpp"
#include "telemetry/metrics.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace daifa::simulation {

/// What a daemon finds on its machine.
struct Machine {
    VirtualTime& time;
    MachineClock& clock;
    Network& network;
    PrinterLines& printer_lines;
    MessageLines& message_lines;
    Dice& random;
    History& history;
    Canaries& canaries;
    std::optional<Milliseconds> retention = {}; ///< Nothing: nothing is ever forgotten.
    /// What an operator finds out about a write.
    std::function<std::optional<Inquiry>(const OrderId&, const store::WriteRecord&)> inquire = {};
    CaseDesk& cases;
    FaultCounts& counts;
};

/// One life of a daemon's process, from its start to its end. The store outlives it. What it is
/// made of is what `daemon::Application` is made of; what runs next is for the world to say.
class Daemon {
public:
    /// Throws StoreFailure when the store can't be opened.
    Daemon(const Installation& installation, std::vector<config::ShopConfig> shops,
           Machine& machine, int number);
    /// As `kill -9` does it: nothing gets a chance to say goodbye.
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    enum class Step { nothing, coroutine, commit };
    /// What could run now; both at once is for chance to decide.
    bool has_commit() const { return !is_stalled() && database_executor_.has_work(); }
    bool run_coroutine();
    void run_commit();

    void stall_until(Milliseconds moment) { stalled_until_ = moment; }
    /// As on SIGTERM; `is_stopped` tells when it is through.
    void stop();
    bool is_stopped() const { return is_stopped_; }
    void reload(const Strategy& strategy);
    /// A person brings the shop's tokens.
    void authorize(const ShopId& shop, Credential credential);
    /// "hold", "lift", "retry", "resolve", "join", "part", "reprint", "give_back" or "approve", as
    /// the local API does it; "decide" and "decide_all" are about cases of any order.
    void operate(const std::string& action, const ShopId& shop, const OrderId& order);
    /// An operator says that a merchant's order may ship.
    void approve_shipment(const ShopId& shop, const std::string& order);
    void start(awaitable<void> work);

    store::Ledger& ledger() { return ledger_; }
    LocalApi& api() { return api_; }
    std::vector<reconcile::LaneStatus> status();
    /// Says all that `daifa plan` would print.
    awaitable<void> tell_plans(bool& is_done);
    /// What came out of a coroutine that nobody expected.
    const std::string& failure() const { return failure_; }
    /// Whether that was the store's.
    bool is_store_failing() const { return is_store_failing_; }
    const std::string& name() const { return name_; }

private:
    bool is_stalled() const { return machine_.time.now() < stalled_until_; }
    void note(const std::exception_ptr& failure);
    awaitable<void> start_shops();
    awaitable<void> take_strategy(Strategy strategy);
    awaitable<void> shut_down();
    awaitable<void> carry_out(std::string action, reconcile::ShopLane* lane, OrderId order);
    awaitable<int> act(std::string action, reconcile::ShopLane& lane, OrderId order);
    awaitable<int> resolve(ShopId shop, OrderId order);
    awaitable<std::optional<Milliseconds>> archive();
    reconcile::ShopLane* find_lane(const ShopId& shop);
    reconcile::AnyLane* find_any_lane(const ShopId& shop);
    awaitable<void> carry_out_shipment(ShopId shop, std::string order);

    using Guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

    std::string name_;
    Machine& machine_;
    std::vector<config::ShopConfig> first_shops_;
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<Guard> guard_;
    SteppedExecutor database_executor_;
    std::unique_ptr<store::Database> database_;
    store::Ledger ledger_;
    HistoryLog log_;
    telemetry::Metrics metrics_;
    SimulatedTransports transports_;
    schedule::Scheduler scheduler_;
    daemon::Budgets budgets_;
    daemon::EngineParts engine_;
    daemon::Shops shops_;
    LocalApi api_;
    Milliseconds stalled_until_{0};
    bool is_stopped_ = false;
    std::string failure_;
    bool is_store_failing_ = false;
};

} // namespace daifa::simulation
