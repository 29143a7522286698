#pragma once

#include "sandbox/drop_ship_model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

class PlatformWorld;

/// What people do at the platform's drop-shipping desk (代发管理): merchants choose their role,
/// bind factories, assign orders and ship; factories agree and refuse. Shops are named by their
/// owner ids and must exist. A refusal changes nothing.
class DropShipDesk {
public:
    DropShipDesk(PlatformWorld& world, TimePoint now) : world_(world), now_(now) {}

    /// Nothing: done.
    using Objection = std::optional<DeskRefusal>;

    /// For good: a role can't be changed any more.
    Objection choose_role(const std::string& shop, ShopRole role);
    /// The fields that are wrong; empty when it is kept.
    std::vector<FieldProblem> set_up(const std::string& merchant, const ProfileForm& form);
    bool is_set_up(const std::string& merchant) const;

    Objection apply(const std::string& merchant, const std::string& factory);
    Objection decide(const std::string& factory, std::string_view binding, bool agrees,
                     std::string reason);
    /// Either side ends a binding, a merchant its application too. What was assigned and has no
    /// number yet goes back to the merchant.
    Objection end(const std::string& shop, std::string_view binding);

    /// A buyer pays for an order of the merchant's; nobody has it yet.
    MerchantOrder& place(const std::string& merchant, PracticeOrder contents);
    Objection assign(const std::string& merchant, std::string_view number,
                     const std::string& factory);
    Objection unassign(const std::string& merchant, std::string_view number);
    /// With the number that the factory returned, as the back office offers it.
    Objection ship(const std::string& merchant, std::string_view number,
                   std::string_view return_address);
    /// With whatever number; an empty return address is the one the merchant ships from. Once,
    /// unless it changes what was shipped already.
    Objection ship_online(const std::string& merchant, std::string_view number,
                          MerchantShipment shipment, bool is_change);
    /// The merchant answers an after-sale that was asked for: the money goes back, or goods that
    /// were shipped come back first; or it refuses.
    Objection answer_after_sale(const std::string& merchant, std::string_view number, bool agrees);
    /// The platform suspends an order's dispatch, or lets it go on.
    void suspend(MerchantOrder& order, bool is_on_hold);

    /// Null unless it is this merchant's.
    MerchantOrder* find_own(const std::string& merchant, std::string_view number);
    /// When the merchant's record of it changed last.
    TimePoint updated_at(MerchantOrder& order);
    /// The order as it is now, wherever it stands.
    PracticeOrder& current(MerchantOrder& order);
    /// After a change of its after-sale or risk control: such an order loses its assignment.
    void follow(const PracticeOrder& changed);

private:
    Objection find_objection(MerchantOrder& order, const MerchantShipment& shipment,
                             bool is_change);
    void give_to(MerchantOrder& order, const std::string& factory);

    PlatformWorld& world_;
    TimePoint now_;
};

} // namespace daifa::sandbox
