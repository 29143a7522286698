#include "simulation/stock_room.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;
using sandbox::PracticeListing;

constexpr const char* second_warehouse = "CK-02";

} // namespace

StockRoom::StockRoom(VirtualTime& time, sandbox::Sandbox& sandbox, People& people, const Plan& plan)
    : time_(time), sandbox_(sandbox), people_(people), plan_(plan), dice_(plan.seed, "stock")
{
    if (plan.listings > 0)
        people_.act("erp", "add_warehouse", {{"code", second_warehouse}});
}

void StockRoom::open(const std::string& owner)
{
    for (int number = 1; number <= plan_.listings; ++number) {
        const std::string code = owner + "-" + std::to_string(number);
        people_.act("platform", "add_listing",
                    {{"shop", owner}, {"outer_id", code}, {"quantity", dice_.between(0, 20)}});
        const auto* made = sandbox_.world.platform.listings.find_by_code(owner, code);
        codes_[to_text(*made)] = code;
        // Some are nothing that the ERP knows.
        if (dice_.chance(0.9))
            count(code);
    }
}

void StockRoom::act(const std::string& action)
{
    const auto& listings = sandbox_.world.platform.listings.all();
    if (listings.empty())
        return;
    const PracticeListing& listing = listings[dice_.below(listings.size())];
    if (action == "sell")
        sell(listing);
    else if (action == "count")
        count(first_code(to_text(listing)));
    else if (action == "correct")
        act_on(listing, "edit_listing", {{"quantity", listing.quantity + dice_.between(1, 9)}});
    else if (action == "promotion")
        act_on(listing, "edit_listing", {{"promotion", dice_.chance(0.5)}});
    else if (action == "rename")
        act_on(listing, "edit_listing",
               {{"outer_id",
                 dice_.one_of<std::string>({"", "unknown", first_code(to_text(listing))})}});
    else if (action == "remove")
        act_on(listing, "remove_listing", {});
}

/// The ERP hears of it some time later.
void StockRoom::sell(const PracticeListing& listing)
{
    const auto sold = std::min(listing.quantity, dice_.between(1, 3));
    const std::string& barcode = first_code(to_text(listing));
    act_on(listing, "sell", {{"quantity", dice_.between(sold, sold + 1)}});
    time_.after(dice_.between(0ms, 30min), [this, barcode, sold] {
        const auto& rows = sandbox_.world.erp.stock().rows();
        const auto row = std::ranges::find(rows, barcode, &sandbox::ErpStock::barcode);
        if (row == rows.end())
            return;
        people_.act("erp", "change_stock",
                    {{"barcode", barcode}, {"warehouse", row->warehouse}, {"by", -sold}});
        remember_levels();
    });
}

void StockRoom::count(const std::string& barcode)
{
    json::object arguments;
    arguments["barcode"] = barcode;
    arguments["quantity"] = dice_.between(0, 200);
    arguments["locked"] = dice_.chance(0.3) ? dice_.between(1, 10) : 0;
    if (dice_.chance(0.4))
        arguments["warehouse"] = second_warehouse;
    people_.act("erp", "set_stock", std::move(arguments));
    remember_levels();
}

void StockRoom::act_on(const PracticeListing& listing, const std::string& action,
                       json::object arguments)
{
    arguments["shop"] = listing.shop;
    arguments["listing"] = to_text(listing);
    people_.act("platform", action, std::move(arguments));
}

void StockRoom::remember_levels()
{
    for (const auto& row : sandbox_.world.erp.stock().rows())
        levels_[row.barcode][row.warehouse].insert(row.usable());
}

const StockRoom::Levels& StockRoom::levels_of(const std::string& barcode) const
{
    static const Levels nothing;
    const auto found = levels_.find(barcode);
    return found == levels_.end() ? nothing : found->second;
}

} // namespace daifa::simulation
