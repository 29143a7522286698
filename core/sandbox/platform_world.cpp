#include "sandbox/platform_world.hpp"

#include "sandbox/platform_control.hpp"
#include "sandbox/platform_truth.hpp"

#include <boost/json/array.hpp>

namespace daifa::sandbox {

PlatformWorld::PlatformWorld(std::uint64_t seed) : accounts(seed), random_(seed ^ text_seed("platform"))
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

boost::json::object PlatformWorld::control(std::string_view action, const boost::json::object& arguments,
                                           TimePoint now)
{
    return PlatformControl(*this, now).run(action, arguments);
}

boost::json::object PlatformWorld::truth(TimePoint) const
{
    boost::json::array all;
    for (const auto& order : orders.all())
        all.push_back(order_truth(order));
    boost::json::object truth;
    truth["totals"] = platform_totals(*this);
    truth["orders"] = std::move(all);
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
}

} // namespace daifa::sandbox
