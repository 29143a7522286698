#include "simulation/stock_laws.hpp"

#include "reconcile/stock_decision.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using sandbox::PracticeListing;
using store::StockState;
using store::WriteState;

bool counts(const StockStrategy& strategy, const std::string& warehouse)
{
    const auto& codes = strategy.warehouses;
    return codes.empty() || std::ranges::find(codes, warehouse) != codes.end();
}

std::string describe(const PracticeListing& listing, const store::StockItem* item)
{
    std::string text = "listing " + listing.outer_id + " " + to_text(listing) + " offers " +
                       std::to_string(listing.quantity) + ": ";
    if (item == nullptr)
        return text + "not in the ledger";
    text += "the ledger says " + std::string(store::to_text(item->verdict.state)) + ", " +
            item->verdict.rule;
    return text + (item->verdict.difference.empty() ? "" : ", " + item->verdict.difference);
}

/// Warehouses are not read at one moment: any mixture of what they had may have been seen, and of
/// each that it had nothing yet.
std::set<std::int64_t> bases_ever(const StockRoom::Levels& levels, const StockStrategy& strategy)
{
    std::set<std::int64_t> bases = {0};
    for (const auto& [warehouse, usable] : levels) {
        if (!counts(strategy, warehouse))
            continue;
        std::set<std::int64_t> sums = bases;
        for (const auto base : bases)
            for (const auto more : usable)
                sums.insert(base + more);
        bases = std::move(sums);
    }
    return bases;
}

bool was_ever_wanted(std::int64_t quantity, const StockRoom::Levels& levels,
                     const std::vector<Strategy>& strategies)
{
    return std::ranges::any_of(strategies, [&](const Strategy& strategy) {
        return std::ranges::any_of(bases_ever(levels, strategy.stock), [&](std::int64_t base) {
            return reconcile::wanted_quantity(base, strategy.stock) == quantity;
        });
    });
}

/// L2 of stock: each quantity that arrived was claimed, so often.
void judge_claims(const PracticeListing& listing, const std::vector<store::Event>& events,
                  Judgement& judgement)
{
    for (const auto quantity : std::set(listing.sent.begin(), listing.sent.end())) {
        const std::string claim = "set " + std::to_string(quantity) + " claimed";
        if (std::ranges::count(listing.sent, quantity) >
            std::ranges::count(events, claim, &store::Event::what))
            judgement.violations.push_back("stock: " + describe(listing, nullptr) + "; " +
                                           std::to_string(quantity) +
                                           " was set more often than it was claimed");
    }
}

void judge_end(const PracticeListing& listing, const store::StockItem* item, std::int64_t wanted,
               Judgement& judgement)
{
    const auto add = [&](const std::string& what) {
        judgement.unfinished.push_back("stock: " + describe(listing, item) + "; " + what);
    };
    if (item == nullptr) {
        add("it was never seen");
        return;
    }
    if (!item->verdict.difference.empty() || item->verdict.state == StockState::skipped)
        return;
    const bool is_open = item->write && (item->write->state == WriteState::claimed ||
                                         item->write->state == WriteState::uncertain);
    if (is_open)
        add("a write is open");
    else if (listing.quantity != wanted)
        add("the rule wants " + std::to_string(wanted));
}

} // namespace

void judge_stock(const sandbox::World& world, const std::string& owner, const StockRoom& room,
                 const StockView& view, const StockRules& rules, const Excuses& excuses,
                 Judgement& judgement)
{
    for (const auto& listing : world.platform.listings.all()) {
        if (listing.shop != owner)
            continue;
        const std::string id = to_text(listing);
        const auto found = view.items.find(id);
        const store::StockItem* item = found == view.items.end() ? nullptr : &found->second;
        const std::string& barcode = room.first_code(id);
        for (const auto quantity : listing.sent)
            if (!was_ever_wanted(quantity, room.levels_of(barcode), rules.all))
                judgement.violations.push_back("stock: " + describe(listing, item) + "; " +
                                               std::to_string(quantity) +
                                               " was sent, and no rule ever wanted it");
        const auto events = view.events.find(id);
        if (rules.are_events_kept && events != view.events.end() && !excuses.doubled.contains(id))
            judge_claims(listing, events->second, judgement);
        std::int64_t base = 0;
        for (const auto& row : world.erp.stock().rows())
            if (row.barcode == listing.outer_id && counts(rules.present, row.warehouse))
                base += row.usable();
        judge_end(listing, item, reconcile::wanted_quantity(base, rules.present), judgement);
    }
}

} // namespace daifa::simulation
