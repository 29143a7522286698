#pragma once

#include <boost/json/object.hpp>

namespace daifa::sandbox {

struct World;

/// Both sides together, as a demo's last line counts them. An ERP order belongs to the platform's order
/// whose number is its source number, or its beginning up to a "-" (a later generation).
/// {"assigned", "imported", "uploaded", "withdrawn", "open", "doubled", "strangers"}: each order counts
/// once as uploaded, else withdrawn, else open; doubled are live imports beyond one per source number
/// and accepted uploads beyond one per number; strangers are source numbers that no order has.
boost::json::object joint_totals(const World& world);

} // namespace daifa::sandbox
