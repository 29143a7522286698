#pragma once

#include "sandbox/erp_orders.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace daifa::sandbox {

/// Places in lists that somebody is reading, kept by the ERP under a number. The oldest are
/// forgotten.
class CursorBook {
public:
    std::uint64_t open(ListPosition at);
    std::optional<ListPosition> find(std::uint64_t number) const;
    void move(std::uint64_t number, ListPosition at);
    void close(std::uint64_t number);

private:
    static constexpr std::size_t kept_max = 10'000;

    std::map<std::uint64_t, ListPosition> cursors_;
    std::uint64_t last_ = 0;
};

} // namespace daifa::sandbox
