#pragma once

#include <daifa/domain/time.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// In which direction the pages of changes are turned. Rows that change again leave a window, and
/// those behind them move up: whoever turns forwards misses them, so the page's rule is backwards.
class PageTurns {
public:
    /// Whether a shop may read `page` of so many in this window after the one that it read last.
    bool turn(std::string_view shop, TimePoint from, TimePoint until, std::int64_t page,
              std::int64_t pages);

private:
    struct Turn {
        TimePoint from = {};
        TimePoint until = {};
        std::int64_t page = 0;
        std::int64_t pages = 0; ///< As they were counted then.
    };

    std::map<std::string, Turn, std::less<>> last_; ///< By shop.
};

} // namespace daifa::practice::pinduoduo
