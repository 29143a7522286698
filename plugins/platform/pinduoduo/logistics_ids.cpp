#include "pinduoduo/logistics_ids.hpp"

#include <charconv>
#include <stdexcept>

namespace daifa::pinduoduo {

LogisticsIds::LogisticsIds(const Settings& settings)
    : ids_{{"STO", 1},  {"SF", 44},     {"YTO", 85}, {"ZTO", 115},  {"EMS", 118},
           {"JD", 120}, {"YUNDA", 121}, {"DB", 131}, {"YZXB", 132}, {"JTSD", 384}}
{
    for (const auto& [code, text] : settings.text_map("logistics_ids")) {
        std::int64_t id = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
        if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || id < 1)
            throw std::invalid_argument("setting logistics_ids: \"" + text +
                                        "\" is no logistics_id");
        ids_[code] = id;
    }
}

std::optional<std::int64_t> LogisticsIds::find_id(std::string_view carrier_code) const
{
    const auto found = ids_.find(carrier_code);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::string LogisticsIds::find_code(std::int64_t id) const
{
    for (const auto& [code, known] : ids_)
        if (known == id)
            return code;
    return {};
}

} // namespace daifa::pinduoduo
