#include "sandbox/waybill_truth.hpp"

#include <daifa/codec/timestamp.hpp>

#include <algorithm>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

/// Prints beyond the first one that nobody called a reprint.
std::int64_t doubled_prints(const TakenNumber& taken)
{
    const auto plain = std::count_if(taken.printed.begin(), taken.printed.end(),
                                     [](const PrintRecord& print) { return !print.is_reprint; });
    return std::max<std::int64_t>(0, plain - 1);
}

bool is_second(const TakenNumber& taken)
{
    return taken.older != nullptr && !taken.is_cancelled && !taken.older->is_cancelled;
}

json::object number_truth(const TakenNumber& taken)
{
    json::array orders;
    for (const PracticeOrder* order : taken.orders)
        orders.emplace_back(to_text(order->id));
    json::array printed;
    for (const auto& print : taken.printed) {
        json::object entry;
        entry["at"] = to_utc_text(print.at);
        entry["printer"] = print.printer;
        entry["is_reprint"] = print.is_reprint;
        printed.push_back(std::move(entry));
    }
    json::object truth;
    truth["number"] = taken.number;
    truth["carrier"] = taken.carrier;
    truth["branch"] = taken.branch;
    truth["package"] = taken.package;
    truth["object_id"] = taken.object_id;
    truth["orders"] = std::move(orders);
    truth["state"] = state_text(taken);
    truth["taken_at"] = to_utc_text(taken.taken_at);
    truth["outdated"] = is_outdated(taken);
    truth["misplaced"] = taken.misplaced;
    truth["printed"] = std::move(printed);
    return truth;
}

} // namespace

std::string_view state_text(const TakenNumber& taken)
{
    return taken.is_cancelled ? "cancelled" : is_used(taken) ? "used" : "taken";
}

json::array taken_truth(const PlatformWaybills& waybills, const OrderId& order)
{
    json::array numbers;
    for (const TakenNumber* taken : waybills.of(order))
        numbers.push_back(number_truth(*taken));
    return numbers;
}

json::object waybill_totals(const PlatformWaybills& waybills)
{
    std::int64_t used = 0;
    std::int64_t cancelled = 0;
    std::int64_t open = 0;
    std::int64_t taken_twice = 0;
    std::int64_t misplaced = 0;
    std::int64_t printed = 0;
    std::int64_t printed_twice = 0;
    for (const auto& taken : waybills.all()) {
        const auto state = state_text(taken);
        ++(state == "cancelled" ? cancelled : state == "used" ? used : open);
        taken_twice += is_second(taken) ? 1 : 0;
        misplaced += taken.misplaced;
        printed += taken.printed.empty() ? 0 : 1;
        printed_twice += doubled_prints(taken);
    }
    json::object totals;
    totals["taken"] = waybills.all().size();
    totals["used"] = used;
    totals["cancelled"] = cancelled;
    totals["open"] = open;
    totals["taken_twice"] = taken_twice;
    totals["misplaced"] = misplaced;
    totals["printed"] = printed;
    totals["printed_twice"] = printed_twice;
    return totals;
}

} // namespace daifa::sandbox
