#include "pinduoduo/practice/page_turns.hpp"

namespace daifa::practice::pinduoduo {

bool PageTurns::turn(std::string_view shop, TimePoint from, TimePoint until, std::int64_t page,
                     std::int64_t pages)
{
    Turn& last = last_[std::string(shop)];
    const bool is_same_window = last.from == from && last.until == until;
    // The last page may always be asked for, as it is now or was when the total was told.
    if (is_same_window && page > last.page && page < pages && page != last.pages)
        return false;
    last = {from, until, page, pages};
    return true;
}

} // namespace daifa::practice::pinduoduo
