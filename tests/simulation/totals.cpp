#include "simulation/totals.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <string>

namespace daifa::simulation {

void Totals::add(const Totals& other)
{
    next_seed = std::max(next_seed, other.next_seed);
    seeds += other.seeds;
    orders += other.orders;
    lived += other.lived;
    took += other.took;
    for (std::size_t fault = 0; fault < fault_count; ++fault)
        faults[fault] += other.faults[fault];
    cells.merge(other.cells);
    failing.insert(failing.end(), other.failing.begin(), other.failing.end());
}

std::vector<Fault> Totals::missing_faults() const
{
    std::vector<Fault> missing;
    for (std::size_t fault = 0; fault < fault_count; ++fault)
        if (faults[fault] == 0)
            missing.push_back(static_cast<Fault>(fault));
    return missing;
}

std::ostream& operator<<(std::ostream& out, const Totals& totals)
{
    for (std::size_t fault = 0; fault < fault_count; ++fault)
        out << to_text(static_cast<Fault>(fault)) << '=' << totals.faults[fault]
            << (fault % 6 == 5 || fault + 1 == fault_count ? '\n' : ' ');
    const auto days = std::chrono::duration_cast<std::chrono::days>(totals.lived).count();
    return out << "seeds=" << totals.seeds << " virtual_days=" << days
               << " orders=" << totals.orders << " violations=" << totals.failing.size()
               << " cells=" << totals.cells.met() << '/' << Cells::all
               << " ratio=" << totals.lived / std::max(totals.took, Milliseconds(1)) << '\n';
}

std::optional<Totals> load_totals(const std::filesystem::path& file)
{
    std::ifstream in(file);
    Totals totals;
    std::int64_t lived = 0;
    std::int64_t took = 0;
    std::string cells;
    in >> totals.next_seed >> totals.seeds >> totals.orders >> lived >> took >> cells;
    for (auto& count : totals.faults)
        in >> count;
    if (!in || cells.size() != Cells::all)
        return std::nullopt;
    totals.lived = Milliseconds(lived);
    totals.took = Milliseconds(took);
    totals.cells = Cells::parse(cells);
    for (std::uint64_t seed = 0; in >> seed;)
        totals.failing.push_back(seed);
    return totals;
}

void save_totals(const Totals& totals, const std::filesystem::path& file)
{
    const std::filesystem::path part = file.string() + ".part";
    {
        std::ofstream out(part);
        out << totals.next_seed << ' ' << totals.seeds << ' ' << totals.orders << ' '
            << totals.lived.count() << ' ' << totals.took.count() << ' ' << totals.cells.to_text();
        for (const auto count : totals.faults)
            out << ' ' << count;
        for (const auto seed : totals.failing)
            out << ' ' << seed;
        out << '\n';
    }
    std::filesystem::rename(part, file);
}

} // namespace daifa::simulation
