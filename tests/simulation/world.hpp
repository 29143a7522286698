#pragma once

#include "simulation/case_desk.hpp"
#include "simulation/daemon.hpp"
#include "simulation/merchant_laws.hpp"
#include "simulation/message_lines.hpp"
#include "simulation/outcome.hpp"
#include "simulation/people.hpp"
#include "simulation/stock_room.hpp"

#include "sandbox/sandbox.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daifa::simulation {

/// The shop of the configuration and the factory that it is on the platform.
struct SimulatedShop {
    ShopId id = {};
    std::string owner = {};
    ChannelId channel = {};
};

/// One whole world: the sandbox, people, the network, a machine and the daemon on it. Everything
/// that happens follows from the plan.
class World {
public:
    World(const Installation& installation, Plan plan, bool with_history);
    ~World();

    /// Trouble, then quiet, then the laws.
    Outcome run();

private:
    void add_shops();
    void add_merchant();
    void prepare_mishap();
    void count_effects();
    void prepare_sandbox();
    std::vector<config::ShopConfig> configure() const;
    config::ShopConfig configure_merchant() const;
    void start_daemon();
    void make_daemon();
    void end_failed();
    void restart_later(Milliseconds after);
    /// Runs what can run now, else moves time; up to `moment`.
    void run_until(Milliseconds moment);
    bool step();
    bool step_once();
    bool is_struck(const Daemon& daemon) const;
    void arm(Fault fault);
    bool step(Daemon& daemon);
    void crash(Fault how);
    void lose_power(Fault how);
    void look_after_shops();
    /// Operators lift holds, and say what became of writes that nobody knows of.
    void tidy_up();
    const SimulatedShop& find_shop(const ShopId& id) const;
    const SimulatedShop& shop_of(const sandbox::PracticeOrder& order) const;
    void plan_trouble();
    void trouble(Fault fault);
    void take_over();
    void trouble_printer(Fault fault);
    void trouble_messages(Fault fault);
    void end_mischief();
    void control_messages(const std::string& action, boost::json::object arguments = {});
    void control_printer(const std::string& action);
    bool finish_work(const bool& is_done);
    void check_laws(bool& is_settled, std::vector<std::string>& violations);
    Judgement judge_orders(const LedgerView& view);
    void judge_people(const LedgerView& view, Judgement& judgement);
    Excuses excuses() const;
    void judge_stocks(Judgement& judgement);
    void judge_merchants(const LedgerView& view, Judgement& judgement);
    void count_shipments(const MerchantView& view);
    bool has_trouble(std::initializer_list<Fault> faults) const;
    std::vector<std::string> find_leaks();
    void hide_private_things();

    const Installation& installation_;
    Plan plan_;
    VirtualTime time_;
    MachineClock world_clock_;
    MachineClock machine_clock_;
    History history_;
    Dice dice_;
    Dice engine_dice_;
    sandbox::Sandbox sandbox_;
    FaultCounts counts_ = {};
    Cells cells_;
    Canaries canaries_;
    Network network_;
    PrinterLines printer_lines_;
    MessageLines message_lines_;
    People people_;
    StockRoom stock_;
    MerchantSide merchants_;
    CaseDesk cases_;
    Machine machine_;
    std::vector<SimulatedShop> shops_;
    std::optional<SimulatedShop> merchant_;
    std::unique_ptr<Daemon> daemon_;
    std::unique_ptr<Daemon> former_; ///< It lost the store and doesn't know it yet.
    int daemons_ = 0;
    std::size_t strategy_ = 0;
    struct Armed {
        Fault fault = Fault::killed;
        std::uint64_t steps = 0;
        std::uint64_t spoiled_writes = 0; ///< It waits until there were so many.
        std::uint64_t shipments = 0;      ///< Likewise.
    };
    std::optional<Armed> armed_;
    bool is_quiet_ = false;
    int tidied_up_ = 0;
    std::uint64_t steps_ = 0;
    std::string defect_;
};

} // namespace daifa::simulation
