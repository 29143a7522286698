// The laws are asked, of the truth and of what the ledger and the daemons say.

#include "simulation/case_laws.hpp"
#include "simulation/disk.hpp"
#include "simulation/stock_laws.hpp"
#include "simulation/world.hpp"

#include "admin/merchant_json.hpp"
#include "admin/order_json.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace daifa::simulation {
namespace {

constexpr Milliseconds jump_max = std::chrono::hours(3);

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

awaitable<void> read_stock(store::StockLedger& ledger, ShopId shop, StockView& view, bool& is_done)
{
    store::StockListQuery query;
    query.limit = 1000;
    const auto list = co_await ledger.list(shop, query);
    for (const auto& item : list.items) {
        auto events = co_await ledger.list_events(shop, item.id);
        view.events.insert_or_assign(to_text(item.id), std::move(events));
        view.items.insert_or_assign(to_text(item.id), item);
    }
    is_done = true;
}

awaitable<void> read_merchant(store::MerchantLedger& ledger, ShopId shop,
                              std::vector<std::string> orders, MerchantView& view, bool& is_done)
{
    for (const auto& number : orders) {
        auto row = co_await ledger.find_order(shop, number);
        if (!row)
            continue;
        view.orders.insert_or_assign(number, std::move(*row));
        auto events = co_await ledger.list_events(shop, number);
        view.events.insert_or_assign(number, std::move(events));
    }
    is_done = true;
}

/// As `daifa explain` prints it.
void say(Canaries& canaries, const LedgerView& view)
{
    for (const auto& [id, order] : view.orders)
        canaries.hear(boost::json::serialize(admin::to_json(order)));
    for (const auto& [id, events] : view.events)
        for (const auto& event : events)
            canaries.hear(boost::json::serialize(admin::to_json(event)));
}

/// What the ledger says happened to the orders that a law is not content with.
void tell_events(History& history, const LedgerView& view, const Judgement& judgement)
{
    const auto names = [](const std::vector<std::string>& complaints, const std::string& order) {
        return std::ranges::any_of(
            complaints, [&](const auto& text) { return text.find(order) != std::string::npos; });
    };
    for (const auto& [id, events] : view.events) {
        const std::string order = to_text(id);
        if (!names(judgement.violations, order) && !names(judgement.unfinished, order))
            continue;
        for (const auto& event : events)
            history.add("ledger", order + " " + boost::json::serialize(admin::to_json(event)));
    }
}

} // namespace

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
            violations.emplace_back("the ledger can't be read");
    }
    Judgement judgement = judge_orders(view);
    judge_people(view, judgement);
    judge_stocks(judgement);
    if (merchant_)
        judge_merchants(view, judgement);
    violations.insert(violations.end(), network_.excesses().begin(), network_.excesses().end());
    violations.insert(violations.end(), judgement.violations.begin(), judgement.violations.end());
    is_settled = judgement.unfinished.empty();
    if (history_.is_wanted())
        tell_events(history_, view, judgement);
    for (const auto& unfinished : judgement.unfinished)
        history_.add("law", "not yet: " + unfinished);
    if (!is_settled && time_.now() >= plan_.troubled + plan_.quiet_max)
        violations.insert(violations.end(), judgement.unfinished.begin(),
                          judgement.unfinished.end());
    if (is_settled)
        say(canaries_, view);
}

Excuses World::excuses() const
{
    Excuses excuses{network_.doubled(), people_.former_numbers(), people_.foreign_numbers()};
    // The machine's clock may have been hours ahead when it was tidied up.
    const auto jumps = plan_.times[static_cast<std::size_t>(Fault::our_clock_jump)];
    if (plan_.retention) {
        excuses.remembered = *plan_.retention - jump_max * jumps;
        excuses.forgotten_before = sandbox_.world_time(world_clock_.now()) - *excuses.remembered;
    }
    return excuses;
}

Judgement World::judge_orders(const LedgerView& view)
{
    return judge(sandbox_.world, view, excuses());
}

void World::judge_people(const LedgerView& view, Judgement& judgement)
{
    boost::json::array listed;
    bool is_done = false;
    daemon_->start(list_cases(daemon_->api(), listed, is_done));
    if (!finish_work(is_done))
        judgement.violations.emplace_back("the cases can't be listed");
    judge_cases(view, cases_.kept(), listed, excuses(), judgement);
    judgement.violations.insert(judgement.violations.end(), cases_.violations().begin(),
                                cases_.violations().end());
}

void World::judge_stocks(Judgement& judgement)
{
    if (plan_.listings == 0)
        return;
    const StockRules rules{plan_.strategies[strategy_].stock, plan_.strategies,
                           !plan_.retention.has_value()};
    for (const auto& shop : shops_) {
        StockView view;
        bool is_done = false;
        daemon_->start(read_stock(daemon_->ledger().stock(), shop.id, view, is_done));
        if (!finish_work(is_done))
            judgement.violations.emplace_back("the ledger of stock can't be read");
        judge_stock(sandbox_.world, shop.owner, stock_, view, rules, excuses(), judgement);
    }
}

bool World::has_trouble(std::initializer_list<Fault> faults) const
{
    return std::ranges::any_of(
        faults, [&](Fault fault) { return plan_.times[static_cast<std::size_t>(fault)] > 0; });
}

void World::judge_merchants(const LedgerView& factories, Judgement& judgement)
{
    std::vector<std::string> orders;
    for (const auto& order : sandbox_.world.platform.desk.orders())
        orders.push_back(order.number);
    MerchantView view;
    bool is_done = false;
    daemon_->start(read_merchant(daemon_->ledger().merchant(), merchant_->id, std::move(orders),
                                 view, is_done));
    if (!finish_work(is_done))
        judgement.violations.emplace_back("the ledger of merchants can't be read");
    for (const auto& [number, row] : view.orders)
        canaries_.hear(boost::json::serialize(admin::to_json(row)));
    const MerchantRules rules{
        merchants_, factories,
        !has_trouble({Fault::our_clock_jump, Fault::remote_clock_jump, Fault::stall})};
    judge_merchant(sandbox_.world, view, rules, excuses(), judgement);
    count_shipments(view);
}

void World::count_shipments(const MerchantView& view)
{
    std::uint64_t shipped = 0;
    std::uint64_t refused = 0;
    std::uint64_t cut_off = 0;
    for (const auto& order : sandbox_.world.platform.desk.orders())
        for (const auto& attempt : order.attempts)
            if (attempt.shipment.by != by_merchant)
                ++(attempt.refused ? refused : shipped);
    for (const auto& [number, events] : view.events)
        cut_off += static_cast<std::uint64_t>(
            std::ranges::count(events, "cut off by a stop", &store::Event::cause));
    counts_[static_cast<std::size_t>(Fault::shipped_online)] = shipped;
    counts_[static_cast<std::size_t>(Fault::shipment_refused)] = refused;
    counts_[static_cast<std::size_t>(Fault::shipment_cut_off)] = cut_off;
}

std::vector<std::string> World::find_leaks()
{
    if (daemon_ && defect_.empty()) {
        bool is_done = false;
        daemon_->start(daemon_->tell_plans(is_done));
        finish_work(is_done);
    }
    hide_private_things();
    const auto kept = Disk::get().contents();
    daemon_.reset();
    return canaries_.find_leaks(kept);
}

void World::hide_private_things()
{
    for (const auto& app : sandbox_.world.platform.accounts.apps())
        canaries_.hide("secret", app.secret);
    canaries_.hide("secret", std::string(erp_secret));
    canaries_.hide("master key", installation_.master_key().reveal());
    for (const char* word : private_words)
        canaries_.keep_in_ledger("word of a note", word);
    for (const auto& taken : sandbox_.world.platform.waybills.all()) {
        const auto& recipient = taken.label.recipient;
        canaries_.hide("recipient's phone", recipient.phone);
        canaries_.hide("recipient's address", recipient.address);
        canaries_.hide("sender's phone", taken.label.sender.phone);
    }
}

} // namespace daifa::simulation
