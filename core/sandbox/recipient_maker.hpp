#pragma once

#include "sandbox/label_sealer.hpp"

#include <daifa/domain/order.hpp>

#include <string>
#include <string_view>

namespace daifa::sandbox {

/// The person behind a recipient group: made up, the same whenever it is asked for, and shown on
/// labels only.
LabelParty make_recipient(std::string_view recipient_group, const Region& region);

/// Where a carrier sorts parcels of a region to: "571-B12 034".
std::string three_segment_code(std::string_view carrier, const Region& region);

} // namespace daifa::sandbox
