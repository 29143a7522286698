#pragma once

#include <daifa/support/settings.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace daifa::pinduoduo {

/// Carriers by the number that shipping online names them with. Codes of the platform's list are
/// neither unique nor constant, so the usual ones are known and the rest is the setting's.
class LogisticsIds {
public:
    /// From the setting `logistics_ids`. Throws std::invalid_argument for what is no number.
    explicit LogisticsIds(const Settings& settings);

    std::optional<std::int64_t> find_id(std::string_view carrier_code) const;
    /// Empty for a number that no code is known of.
    std::string find_code(std::int64_t id) const;

private:
    std::map<std::string, std::int64_t, std::less<>> ids_;
};

} // namespace daifa::pinduoduo
