#include "sandbox/platform_truth.hpp"

#include "sandbox/drop_ship_truth.hpp"
#include "sandbox/waybill_truth.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

/// Accepted uploads of a number beyond the one that was wanted.
int doubled_uploads(const NumberRecord& record)
{
    return std::max(0, record.accepted - record.retracted - 1);
}

struct Counts {
    std::int64_t accepted_main = 0;
    std::int64_t accepted_extra = 0;
    std::int64_t retracted = 0;
    std::int64_t refused = 0;
    std::int64_t doubled = 0;
};

void count(Counts& counts, const NumberRecord& record)
{
    (record.is_extra ? counts.accepted_extra : counts.accepted_main) += record.accepted;
    counts.retracted += record.retracted;
    counts.refused += record.refused;
    counts.doubled += doubled_uploads(record);
}

} // namespace

json::object order_truth(const PracticeOrder& order, const PlatformWaybills& waybills)
{
    json::array numbers;
    for (const auto& record : order.numbers) {
        json::object entry;
        entry["number"] = record.number;
        entry["carrier"] = record.carrier;
        entry["kind"] = record.is_extra ? "extra" : "main";
        entry["generation"] = record.generation;
        entry["live"] = record.is_live;
        entry["accepted"] = record.accepted;
        entry["retracted"] = record.retracted;
        entry["refused"] = record.refused;
        entry["doubled"] = doubled_uploads(record);
        numbers.push_back(std::move(entry));
    }
    json::array timeline;
    for (const auto& event : order.timeline) {
        json::object entry;
        entry["at"] = to_utc_text(event.at);
        entry["what"] = event.what;
        timeline.push_back(std::move(entry));
    }
    json::object truth;
    truth["order"] = to_text(order.id);
    truth["merchant"] = order.id.merchant.text();
    truth["number"] = order.id.number;
    truth["shop"] = order.shop;
    truth["assigned"] = order.is_assigned;
    truth["generation"] = order.generation;
    truth["after_sale"] = to_text(order.after_sale);
    truth["risk"] = order.is_under_risk_control;
    truth["uploaded"] = live_main_number(order) != nullptr;
    truth["replaced_by"] = order.replaced_by;
    truth["sku"] = order.item.sku_code;
    truth["quantity"] = order.item.quantity;
    truth["assigned_at"] = to_utc_text(order.assigned_at);
    truth["updated_at"] = to_utc_text(order.updated_at);
    truth["numbers"] = std::move(numbers);
    truth["taken"] = taken_truth(waybills, order.id);
    truth["timeline"] = std::move(timeline);
    return truth;
}

json::object platform_totals(const PlatformWorld& world)
{
    std::int64_t uploaded = 0;
    std::int64_t withdrawn = 0;
    std::int64_t held_back = 0;
    std::int64_t open = 0;
    Counts counts;
    for (const auto& order : world.orders.all()) {
        for (const auto& record : order.numbers)
            count(counts, record);
        if (live_main_number(order) != nullptr)
            ++uploaded;
        else if (!order.is_assigned)
            ++withdrawn;
        else if (forbids_shipping(order.after_sale) || order.is_under_risk_control)
            ++held_back;
        else
            ++open;
    }
    json::object totals;
    totals["orders"] = world.orders.all().size();
    totals["uploaded"] = uploaded;
    totals["withdrawn"] = withdrawn;
    totals["held_back"] = held_back;
    totals["open"] = open;
    totals["accepted_main"] = counts.accepted_main;
    totals["accepted_extra"] = counts.accepted_extra;
    totals["retracted"] = counts.retracted;
    totals["refused_uploads"] = counts.refused;
    totals["doubled_uploads"] = counts.doubled;
    totals["waybills"] = waybill_totals(world.waybills);
    totals["stock"] = listings_totals(world.listings);
    totals["desk"] = desk_totals(world);
    totals["codes_issued"] = world.accounts.codes_issued();
    totals["code_exchanges"] = world.accounts.exchanges();
    totals["token_refreshes"] = world.accounts.refreshes();
    return totals;
}

} // namespace daifa::sandbox
