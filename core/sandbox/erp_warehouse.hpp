#pragma once

#include "sandbox/erp_records.hpp"

#include <array>
#include <map>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// What is special about the way an order leaves the warehouse.
struct ShippingPlan {
    bool two_parcels = false;
    bool unknown_carrier = false;
    bool reserved_number = false;
    bool part_first = false;
};

/// Decided by the seed and the order's number alone, so that no order of events changes it.
ShippingPlan plan_shipping(const ErpSettings& settings, std::string_view source_number);

/// The pieces of all lines dealt out to so many parcels, as evenly as they go.
std::vector<std::vector<PackedLine>> deal_out(const std::vector<PackedLine>& pieces,
                                              std::size_t parcels);
/// What of the order is in no parcel yet.
std::vector<PackedLine> left_to_ship(const SalesOrder& order);

enum class WarehouseStep { reserve_number, ship, ship_rest };

struct DueStep {
    WarehouseStep step = WarehouseStep::ship;
    OrderIndex order = 0;
};

/// Orders waiting for the warehouse's next move, whatever the order in which they came.
class WarehouseClock {
public:
    void add(WarehouseStep step, OrderIndex order, TimePoint since);
    /// Takes out what is due: a number is reserved half a delay after the audit, the rest of a part
    /// shipping leaves one delay after the part.
    std::vector<DueStep> take_due(TimePoint now, Milliseconds delay);
    void clear();

private:
    std::array<std::multimap<TimePoint, OrderIndex>, 3> waiting_;
};

} // namespace daifa::sandbox
