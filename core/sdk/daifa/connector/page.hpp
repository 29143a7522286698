#pragma once

#include <daifa/domain/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daifa {

/// One request of a list of changes in [from, to) on the remote's clock.
struct PageQuery {
    TimePoint from = {};
    TimePoint to = {};
    std::string cursor = {}; ///< Empty for the first page, then `Page::next`.
};

template <class T>
struct Page {
    std::vector<T> rows = {};
    std::string next = {}; ///< Empty on the last page.
    std::optional<std::int64_t> total = {}; ///< Rows of the whole window, where the remote counts them.
    std::string request_id = {};
};

/// What a confirmed write leaves behind.
struct Receipt {
    std::string request_id = {};
};

} // namespace daifa
