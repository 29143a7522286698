#include "sandbox/platform_world.hpp"

#include "sandbox/drop_ship_truth.hpp"
#include "sandbox/platform_control.hpp"
#include "sandbox/platform_truth.hpp"

#include <boost/json/array.hpp>

namespace daifa::sandbox {

PlatformWorld::PlatformWorld(std::uint64_t seed)
    : accounts(seed), waybills(seed), desk(seed), messages(seed), random_(seed ^ text_seed("platform"))
{
    PracticeApp app;
    app.key = "practice-app-key-0001";
    app.secret = "practice-app-secret-0001";
    app.name = "代发同步";
    app.redirect_uri = "http://127.0.0.1/daifa/authorized";
    accounts.add_app(std::move(app));
    accounts.add_shop(ShopRole::factory);
    accounts.add_shop(ShopRole::merchant);
}

UploadOutcome PlatformWorld::upload(PracticeOrder& order, const std::string& number, const std::string& carrier,
                                    TimePoint now)
{
    const UploadOutcome outcome =
        orders.upload(order, number, carrier, now, rules, find_objection(order, {number}, carrier));
    if (outcome == UploadOutcome::accepted)
        count_misplaced(order, {number}, carrier);
    return outcome;
}

UploadOutcome PlatformWorld::upload_extras(PracticeOrder& order, const std::vector<std::string>& numbers,
                                           const std::string& carrier, TimePoint now)
{
    const UploadOutcome outcome =
        orders.upload_extras(order, numbers, carrier, now, rules, find_objection(order, numbers, carrier));
    if (outcome == UploadOutcome::accepted)
        count_misplaced(order, numbers, carrier);
    return outcome;
}

UploadOutcome PlatformWorld::find_objection(const PracticeOrder& order, const std::vector<std::string>& numbers,
                                            const std::string& carrier) const
{
    UploadOutcome objection = UploadOutcome::accepted;
    for (const auto& number : numbers)
        if (rules.own_numbers_checked && objection == UploadOutcome::accepted)
            objection = waybills.find_objection(order, number, carrier);
    return objection;
}

void PlatformWorld::count_misplaced(const PracticeOrder& order, const std::vector<std::string>& numbers,
                                    const std::string& carrier)
{
    for (const auto& number : numbers)
        if (waybills.find_objection(order, number, carrier) != UploadOutcome::accepted)
            ++waybills.find(number)->misplaced;
}

boost::json::object PlatformWorld::control(std::string_view action, const boost::json::object& arguments,
                                           TimePoint now)
{
    return PlatformControl(*this, now).run(action, arguments);
}

boost::json::object PlatformWorld::truth(TimePoint) const
{
    boost::json::array all;
    for (const auto& order : orders.all())
        all.push_back(order_truth(order, waybills));
    boost::json::object truth;
    truth["totals"] = platform_totals(*this);
    truth["orders"] = std::move(all);
    truth["listings"] = listings_truth(listings);
    truth["desk"] = desk_truth(*this);
    truth["calls"] = call_counts.to_json();
    return truth;
}

boost::json::object PlatformWorld::totals(TimePoint) const
{
    return platform_totals(*this);
}

void PlatformWorld::tick(TimePoint now)
{
    while (!later_.empty() && later_.front().at <= now) {
        const Later event = std::move(later_.front());
        later_.erase(later_.begin());
        try {
            control(event.action, event.arguments, now);
        } catch (const ControlError&) {
            // Nobody waits for the answer: what was planned for an order that is gone doesn't happen.
        }
    }
    tell_changes();
}

void PlatformWorld::tell_changes()
{
    const auto changes = orders.take_changes();
    messages.tell(changes);
    for (const auto& change : changes)
        if (const auto* order = desk.find_order(change.order))
            desk.note(*order, change.what, change.at);
    messages.tell(desk.take_changes());
}

} // namespace daifa::sandbox
