#include "sandbox/joint_truth.hpp"

#include "sandbox/erp_truth.hpp"
#include "sandbox/platform_truth.hpp"
#include "sandbox/world.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace daifa::sandbox {
namespace {

std::int64_t integer(const boost::json::object& object, std::string_view name)
{
    return object.at(name).to_number<std::int64_t>();
}

} // namespace

boost::json::object joint_totals(const World& world)
{
    std::unordered_set<std::string_view> known;
    for (const auto& order : world.platform.orders.all())
        known.insert(order.id.number);

    std::unordered_set<std::string_view> imported;
    std::int64_t doubled = 0;
    std::int64_t strangers = 0;
    for (const auto& entry : world.erp.orders().sources()) {
        const std::string_view source = entry.first;
        const std::string_view number = source.substr(0, source.find('-'));
        if (known.contains(number))
            imported.insert(number);
        else
            ++strangers;
        const auto live = static_cast<std::int64_t>(live_imports(world.erp, source));
        doubled += std::max<std::int64_t>(0, live - 1);
    }
    const boost::json::object platform = platform_totals(world.platform);
    boost::json::object totals;
    totals["assigned"] = platform.at("orders");
    totals["imported"] = imported.size();
    totals["uploaded"] = platform.at("uploaded");
    totals["withdrawn"] = platform.at("withdrawn");
    totals["open"] = integer(platform, "open") + integer(platform, "held_back");
    totals["doubled"] = doubled + integer(platform, "doubled_uploads");
    totals["strangers"] = strangers;
    return totals;
}

} // namespace daifa::sandbox
