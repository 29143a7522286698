#include "sandbox/erp_warehouse.hpp"

#include "sandbox/seeded_random.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

/// 0 … 99, evenly spread and the same on every machine.
int draw(std::uint64_t seed, std::string_view what, std::string_view source_number)
{
    return static_cast<int>(mix(mix(text_seed(source_number) ^ text_seed(what)) ^ mix(seed)) % 100);
}

} // namespace

ShippingPlan plan_shipping(const ErpSettings& settings, std::string_view source_number)
{
    const auto falls = [&](std::string_view what, int share) {
        return draw(settings.seed, what, source_number) < share;
    };
    return {.two_parcels = falls("two parcels", settings.two_parcels),
            .unknown_carrier = falls("unknown carrier", settings.unknown_carrier),
            .reserved_number = falls("reserved number", settings.reserved_number),
            .part_first = falls("part first", settings.part_shipping)};
}

std::vector<PackedLine> left_to_ship(const SalesOrder& order)
{
    std::vector<PackedLine> left;
    for (std::uint32_t line = 0; line < order.lines.size(); ++line) {
        std::int64_t quantity = order.lines[line].quantity;
        for (const SalesParcel& parcel : order.parcels)
            for (const PackedLine& packed : parcel.contents)
                if (packed.line == line)
                    quantity -= packed.quantity;
        if (quantity > 0)
            left.push_back({line, quantity});
    }
    return left;
}

std::vector<std::vector<PackedLine>> deal_out(const std::vector<PackedLine>& pieces,
                                              std::size_t parcels)
{
    std::vector<std::vector<PackedLine>> dealt(parcels);
    const auto count = static_cast<std::int64_t>(parcels);
    std::int64_t next = 0;
    for (const PackedLine& line : pieces) {
        // Whole shares at once, the remainder one by one to the parcels whose turn it is.
        for (std::int64_t at = 0; at < count; ++at) {
            const bool gets_one_more = (at - next % count + count) % count < line.quantity % count;
            const std::int64_t quantity = line.quantity / count + (gets_one_more ? 1 : 0);
            if (quantity > 0)
                dealt[static_cast<std::size_t>(at)].push_back({line.line, quantity});
        }
        next += line.quantity;
    }
    for (auto& contents : dealt)
        if (contents.empty() && !pieces.empty())
            contents.push_back({pieces.front().line, 0});
    return dealt;
}

void WarehouseClock::add(WarehouseStep step, OrderIndex order, TimePoint since)
{
    waiting_.at(static_cast<std::size_t>(step)).emplace(since, order);
}

std::vector<DueStep> WarehouseClock::take_due(TimePoint now, Milliseconds delay)
{
    std::vector<DueStep> due;
    for (const auto step :
         {WarehouseStep::reserve_number, WarehouseStep::ship, WarehouseStep::ship_rest}) {
        const Milliseconds lag = step == WarehouseStep::reserve_number ? delay / 2 : delay;
        auto& waiting = waiting_.at(static_cast<std::size_t>(step));
        const auto end = waiting.upper_bound(now - lag);
        for (auto at = waiting.begin(); at != end; ++at)
            due.push_back({step, at->second});
        waiting.erase(waiting.begin(), end);
    }
    return due;
}

void WarehouseClock::clear()
{
    for (auto& waiting : waiting_)
        waiting.clear();
}

} // namespace daifa::sandbox
