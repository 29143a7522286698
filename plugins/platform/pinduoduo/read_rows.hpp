#pragma once

#include <daifa/connector/page.hpp>

#include <string>
#include <vector>

namespace daifa::pinduoduo {

/// One page, and the rows of it that can't be understood.
template <class Row>
struct ReadRows {
    Page<Row> page = {};
    /// One line each, without data. These rows are missing from the page: since `total` counts
    /// them, their window can't be proven, and the readable rows are still served.
    std::vector<std::string> unreadable_rows = {};
};

} // namespace daifa::pinduoduo
