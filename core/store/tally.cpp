#include "store/detail/tally.hpp"

namespace daifa::store {

void Tally::save(Session& session, const ShopKey& key) const
{
    constexpr std::string_view add_tally =
        "insert into tallies (bucket, shop, state, difference, orders) "
        "values (:bucket, :shop, :state, :difference, :orders) "
        "on conflict (bucket, shop, state, difference) "
        "do update set orders = tallies.orders + excluded.orders";
    for (const auto& [place, change] : changes_) {
        if (change != 0)
            session.run(add_tally, key.bucket, key.shop, place.first, place.second, change);
    }
}

} // namespace daifa::store
