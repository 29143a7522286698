#pragma once

#include "sandbox/drop_ship_model.hpp"
#include "sandbox/order_change.hpp"
#include "sandbox/seeded_random.hpp"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace daifa::sandbox {

/// What the platform's drop-shipping desk (代发管理) keeps of merchants, their factories and
/// orders. `DropShipDesk` acts on it.
class DropShipBook {
public:
    explicit DropShipBook(std::uint64_t seed);

    /// Makes an empty one the first time.
    MerchantProfile& profile_of(const std::string& merchant);
    const MerchantProfile* find_profile(std::string_view merchant) const;
    std::string add_address(MerchantProfile& profile, MerchantAddress address);

    FactoryBinding& add_binding(const std::string& merchant, const std::string& factory,
                                TimePoint now);
    FactoryBinding* find_binding(std::string_view id);
    /// The one that is applied for or bound; there is at most one.
    const FactoryBinding* find_open_binding(std::string_view merchant,
                                            std::string_view factory) const;
    const std::vector<FactoryBinding>& bindings() const { return bindings_; }

    /// Gives it its number. Nothing is ever removed: an address of an order stays good.
    MerchantOrder& add_order(const std::string& merchant, PracticeOrder draft, TimePoint now);
    MerchantOrder* find_order(std::string_view number);
    /// By a name that factories know, or would know it by.
    MerchantOrder* find_order(const OrderId& id);
    /// From now on the order is that one in `PlatformOrders`.
    void remember_assignment(MerchantOrder& order, const OrderId& id);
    /// Its merchant has to be told of it.
    void note(const MerchantOrder& order, std::string what, TimePoint now);
    std::vector<OrderChange> take_changes() { return std::exchange(changes_, {}); }
    std::deque<MerchantOrder>& orders() { return orders_; }
    const std::deque<MerchantOrder>& orders() const { return orders_; }

    std::string next_mask() { return random_.hex(32); }

private:
    SeededRandom random_;
    std::map<std::string, MerchantProfile, std::less<>> profiles_;
    std::vector<FactoryBinding> bindings_;
    std::deque<MerchantOrder> orders_;
    std::map<std::string, std::size_t, std::less<>> by_number_;
    std::unordered_map<OrderId, std::size_t> by_id_;
    std::vector<OrderChange> changes_;
    std::uint64_t addresses_ = 0;
};

} // namespace daifa::sandbox
