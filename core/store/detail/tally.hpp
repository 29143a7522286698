#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace daifa::store {

/// Collects how a unit of work moves orders between states, and writes the sums once at its end.
class Tally {
public:
    void add(OrderState state, const std::string& difference) { ++changes_[{state, difference}]; }
    void remove(OrderState state, const std::string& difference) { --changes_[{state, difference}]; }

    void save(Session& session, const ShopKey& key) const;

private:
    std::map<std::pair<OrderState, std::string>, std::int64_t> changes_;
};

} // namespace daifa::store
