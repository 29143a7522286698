#include "sandbox/drop_ship_book.hpp"

#include <daifa/codec/timestamp.hpp>

namespace daifa::sandbox {
namespace {

constexpr std::size_t counter_digits = 15;

/// "260102-000000000000007": the day on Beijing's wall clock and fifteen digits.
std::string order_number(TimePoint now, std::size_t counter)
{
    const std::string day = to_beijing_text(now); // 2026-01-02 03:04:05
    const std::string digits = std::to_string(counter);
    return day.substr(2, 2) + day.substr(5, 2) + day.substr(8, 2) + "-" +
           std::string(counter_digits - digits.size(), '0') + digits;
}

} // namespace

DropShipBook::DropShipBook(std::uint64_t seed) : random_(seed ^ text_seed("drop-shipping desk")) {}

MerchantProfile& DropShipBook::profile_of(const std::string& merchant)
{
    MerchantProfile& profile = profiles_[merchant];
    if (profile.mask.text().empty())
        profile.mask = MerchantId(next_mask());
    return profile;
}

const MerchantProfile* DropShipBook::find_profile(std::string_view merchant) const
{
    const auto found = profiles_.find(merchant);
    return found == profiles_.end() ? nullptr : &found->second;
}

std::string DropShipBook::add_address(MerchantProfile& profile, MerchantAddress address)
{
    address.id = "A" + std::to_string(++addresses_);
    profile.addresses.push_back(std::move(address));
    return profile.addresses.back().id;
}

FactoryBinding& DropShipBook::add_binding(const std::string& merchant, const std::string& factory,
                                          TimePoint now)
{
    FactoryBinding binding;
    binding.id = "B" + std::to_string(bindings_.size() + 1);
    binding.merchant = merchant;
    binding.factory = factory;
    binding.applied_at = now;
    binding.changed_at = now;
    bindings_.push_back(std::move(binding));
    return bindings_.back();
}

FactoryBinding* DropShipBook::find_binding(std::string_view id)
{
    for (auto& binding : bindings_)
        if (binding.id == id)
            return &binding;
    return nullptr;
}

const FactoryBinding* DropShipBook::find_open_binding(std::string_view merchant,
                                                      std::string_view factory) const
{
    for (const auto& binding : bindings_) {
        const bool is_open =
            binding.state == BindingState::applied || binding.state == BindingState::bound;
        if (is_open && binding.merchant == merchant && binding.factory == factory)
            return &binding;
    }
    return nullptr;
}

MerchantOrder& DropShipBook::add_order(const std::string& merchant, PracticeOrder draft,
                                       TimePoint now)
{
    MerchantOrder order;
    order.number = order_number(now, orders_.size() + 1);
    order.merchant = merchant;
    order.placed_at = now;
    order.changed_at = now;
    order.draft = std::move(draft);
    order.draft.is_assigned = false;
    by_number_[order.number] = orders_.size();
    by_id_[order.draft.id] = orders_.size();
    orders_.push_back(std::move(order));
    note(orders_.back(), "placed", now);
    return orders_.back();
}

void DropShipBook::note(const MerchantOrder& order, std::string what, TimePoint now)
{
    changes_.push_back({{MerchantId(), order.number}, order.merchant, std::move(what), now});
}

MerchantOrder* DropShipBook::find_order(std::string_view number)
{
    const auto found = by_number_.find(number);
    return found == by_number_.end() ? nullptr : &orders_[found->second];
}

MerchantOrder* DropShipBook::find_order(const OrderId& id)
{
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &orders_[found->second];
}

void DropShipBook::remember_assignment(MerchantOrder& order, const OrderId& id)
{
    order.assigned_as = id;
    by_id_[id] = by_number_.find(order.number)->second;
}

} // namespace daifa::sandbox
