#include "simulation/cells.hpp"

#include "simulation/disk.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>

namespace daifa::simulation {

void Cells::add(const std::filesystem::path& store, Fault crash, std::optional<Fault> latest)
{
    static constexpr std::array<std::string_view, states> names = {"claimed", "confirmed",
                                                                   "refused", "uncertain"};
    const auto point = static_cast<std::size_t>(crash) - static_cast<std::size_t>(Fault::killed);
    const auto fault = latest ? static_cast<std::size_t>(*latest) : call_fault_count;
    const Disk::Frozen frozen;
    soci::session session(soci::sqlite3, "dbname=\"" + store.string() + "\"");
    const soci::rowset<std::string> rows = session.prepare << "select distinct state from writes";
    for (const auto& state : rows) {
        const auto* const found = std::ranges::find(names, state);
        if (found != names.end())
            met_.set((static_cast<std::size_t>(found - names.begin()) * crash_points + point) *
                         (call_fault_count + 1) +
                     fault);
    }
}

} // namespace daifa::simulation
