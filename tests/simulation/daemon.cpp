#include "simulation/daemon.hpp"

#include "simulation/disk.hpp"
#include "simulation/heap.hpp"

#include "admin/merchant_json.hpp"
#include "admin/order_json.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;

constexpr int plan_limit = 500;
/// So long an operator waits before he looks whether something happened: no request is under way
/// any more.
constexpr Milliseconds before_inquiry = 10min;

store::DatabaseOptions database_options(const Installation& installation)
{
    store::DatabaseOptions options;
    options.url = "sqlite://" + installation.store().string();
    options.master_key = installation.master_key();
    return options;
}

} // namespace

Daemon::Daemon(const Installation& installation, std::vector<config::ShopConfig> shops,
               Machine& machine, int number)
    : name_("daemon " + std::to_string(number)), machine_(machine), first_shops_(std::move(shops)),
      context_(std::make_unique<boost::asio::io_context>(1)),
      guard_(std::make_unique<Guard>(context_->get_executor())),
      database_(std::make_unique<store::Database>(database_options(installation),
                                                  database_executor_, context_->get_executor(),
                                                  machine.clock, machine.random)),
      ledger_(*database_), log_(machine.history, machine.canaries, name_),
      transports_(machine.network, machine.printer_lines, machine.message_lines, machine.clock),
      scheduler_(context_->get_executor(), machine.clock, log_),
      budgets_(context_->get_executor(), machine.clock), engine_{context_->get_executor(),
                                                                 transports_,
                                                                 machine.clock,
                                                                 machine.random,
                                                                 log_,
                                                                 metrics_,
                                                                 ledger_,
                                                                 scheduler_,
                                                                 budgets_,
                                                                 installation.plugins()},
      shops_(engine_), api_(shops_, ledger_, machine.clock, machine.random)
{
    machine_.history.add(name_, "starts");
    start(start_shops());
}

Daemon::~Daemon()
{
    machine_.canaries.hear(metrics_.text());
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

awaitable<void> Daemon::start_shops()
{
    co_await shops_.start(std::move(first_shops_));
    for (const auto& host : shops_.list())
        if (!host->has_lane())
            throw std::runtime_error(host->problem().en);
    if (machine_.retention)
        scheduler_.add(
            "archive", [this] { return archive(); }, 1min);
}

awaitable<std::optional<Milliseconds>> Daemon::archive()
{
    const TimePoint before = machine_.clock.now() - *machine_.retention;
    try {
        const auto orders = co_await shops_.archive(before);
        machine_.counts[static_cast<std::size_t>(Fault::archived)] +=
            static_cast<std::uint64_t>(orders);
    } catch (const store::StoreFailure&) {
        // The next round finds it again.
    }
    co_return *machine_.retention / 4;
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
    co_await shops_.begin_stop();
    co_await scheduler_.stop();
    co_await shops_.stop();
    is_stopped_ = true;
    machine_.history.add(name_, "is stopped");
}

void Daemon::reload(const Strategy& strategy)
{
    start(take_strategy(strategy));
}

awaitable<void> Daemon::take_strategy(Strategy strategy)
{
    std::vector<config::ShopConfig> configs;
    for (const auto& host : shops_.list()) {
        configs.push_back(host->config());
        configs.back().plan.strategy = strategy;
    }
    admin::ReloadResult result;
    co_await shops_.apply(std::move(configs), result);
}

reconcile::ShopLane* Daemon::find_lane(const ShopId& shop)
{
    auto* host = shops_.find(shop);
    return host == nullptr ? nullptr : host->lane();
}

reconcile::AnyLane* Daemon::find_any_lane(const ShopId& shop)
{
    auto* host = shops_.find(shop);
    return host == nullptr ? nullptr : host->any_lane();
}

void Daemon::authorize(const ShopId& shop, Credential credential)
{
    auto bring = [](reconcile::AnyLane* lane, Credential pair) -> awaitable<void> {
        try {
            co_await lane->adopt(std::move(pair));
        } catch (const store::StoreFailure&) {
            // Whoever brought them sees the failure and comes again.
        }
    };
    if (auto* lane = find_any_lane(shop))
        start(bring(lane, std::move(credential)));
}

void Daemon::operate(const std::string& action, const ShopId& shop, const OrderId& order)
{
    if (auto* lane = find_lane(shop))
        start(carry_out(action, lane, order));
}

void Daemon::approve_shipment(const ShopId& shop, const std::string& order)
{
    start(carry_out_shipment(shop, order));
}

awaitable<void> Daemon::carry_out_shipment(ShopId shop, std::string order)
{
    boost::json::object body;
    body["shop"] = shop.text();
    body["order"] = order;
    const auto answer = co_await api_.post("/v1/merchant/ship", std::move(body));
    if (answer.status == 200)
        ++machine_.counts[static_cast<std::size_t>(Fault::shipment_approved)];
}

awaitable<void> Daemon::carry_out(std::string action, reconcile::ShopLane* lane, OrderId order)
{
    static const std::map<std::string, Fault> deeds = {{"resolve", Fault::resolved},
                                                       {"join", Fault::parcel_chosen},
                                                       {"part", Fault::parcel_chosen},
                                                       {"reprint", Fault::reprint_asked},
                                                       {"give_back", Fault::number_given_back},
                                                       {"approve", Fault::stock_approved}};
    try {
        const int done = co_await act(action, *lane, std::move(order));
        const auto deed = deeds.find(action);
        if (deed != deeds.end())
            machine_.counts[static_cast<std::size_t>(deed->second)] +=
                static_cast<std::uint64_t>(done);
        lane->wake();
    } catch (const store::StoreFailure&) {
        // The operator sees it.
    }
}

awaitable<int> Daemon::act(std::string action, reconcile::ShopLane& lane, OrderId order)
{
    using reconcile::LabelAction;
    using store::ParcelChoice;
    const std::string by = "operator";
    const std::string reason = "asked the merchant";
    const ShopId shop = lane.shop_plan().id;
    const TimePoint now = machine_.clock.now();
    if (action == "hold") {
        store::Hold hold;
        hold.by = by;
        hold.reason = reason;
        hold.at = now;
        co_return co_await ledger_.set_hold(shop, order, std::move(hold));
    }
    if (action == "lift")
        co_return co_await ledger_.lift_hold(shop, order, by, now);
    if (action == "resolve")
        co_return co_await resolve(shop, order);
    if (action == "join")
        co_return co_await lane.choose(ParcelChoice::joint, order, by, reason);
    if (action == "part")
        co_return co_await lane.choose(ParcelChoice::single, order, by, reason);
    if (action == "reprint")
        co_return co_await lane.ask(LabelAction::reprint, order, by, reason);
    if (action == "give_back")
        co_return co_await lane.ask(LabelAction::cancel, order, by, reason);
    if (action == "decide")
        co_await machine_.cases.decide_one(api_);
    if (action == "decide_all")
        co_await machine_.cases.decide_all(api_);
    if (action.starts_with("decide"))
        co_return 0;
    if (action == "approve")
        co_return co_await lane.stock().approve(std::nullopt, by);
    co_await ledger_.retry(shop, order, by, now);
    co_return 0;
}

awaitable<int> Daemon::resolve(ShopId shop, OrderId order)
{
    const auto before = co_await ledger_.find_order(shop, order);
    if (!before)
        co_return 0;
    co_await machine_.clock.sleep_for(before_inquiry);
    const auto after = co_await ledger_.find_order(shop, order);
    if (!after)
        co_return 0;
    int resolved = 0;
    for (const auto& write : after->writes) {
        const bool is_open = write.state == store::WriteState::uncertain ||
                             write.state == store::WriteState::given_up;
        const bool is_same = std::ranges::any_of(before->writes, [&](const auto& known) {
            return known.key == write.key && known.state == write.state &&
                   known.claimed_at == write.claimed_at;
        });
        if (!is_open || !is_same)
            continue;
        const auto found = machine_.inquire(order, write);
        if (!found)
            continue;
        const bool is_done =
            co_await ledger_.resolve_write(shop, order, write.key, found->outcome, "operator",
                                           "looked there", machine_.clock.now(), found->result);
        resolved += is_done ? 1 : 0;
    }
    co_return resolved;
}

awaitable<void> Daemon::tell_plans(bool& is_done)
{
    const auto hosts = shops_.list();
    for (const auto& host : hosts) {
        if (host->merchant() != nullptr) {
            const auto planned = co_await host->merchant()->plan(plan_limit);
            for (const auto& one : planned)
                machine_.canaries.hear(boost::json::serialize(admin::to_json(one)));
            continue;
        }
        const auto steps = co_await host->lane()->plan(plan_limit);
        for (const auto& step : steps)
            machine_.canaries.hear(boost::json::serialize(admin::to_json(step.decision)));
    }
    is_done = true;
}

std::vector<reconcile::LaneStatus> Daemon::status()
{
    std::vector<reconcile::LaneStatus> all;
    for (const auto& host : shops_.list())
        all.push_back(host->any_lane()->status());
    return all;
}

} // namespace daifa::simulation
