#pragma once

#include "sandbox/platform_model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// An address of a merchant: parcels are sent in its name from there and come back there.
struct MerchantAddress {
    std::string id = {}; ///< Given by the desk.
    std::string country = {};
    std::string province = {};
    std::string city = {};
    std::string district = {};
    std::string street = {};
};

/// What a merchant fills in before factories can ship for it.
struct MerchantProfile {
    MerchantId mask = {};          ///< All that factories see of the shop's id.
    std::string binding_name = {}; ///< The name that factories see; empty until it is set up.
    std::string sender = {};
    std::string phone = {};
    std::vector<MerchantAddress> addresses = {};
    std::string ships_from = {}; ///< Id of one of them.
};

/// The form behind a profile. Without `address`, `new_address` is one more.
struct ProfileForm {
    std::string binding_name = {};
    std::string sender = {};
    std::string phone = {};
    std::string address = {};
    MerchantAddress new_address = {};
    bool has_agreed = false; ///< To the e-waybill agreements.
};

/// What is wrong with one field of a form.
struct FieldProblem {
    std::string field = {};
    std::string problem = {}; ///< "required", "too_long", "no_phone", "unknown", "must_agree".
};

/// In the sequence of the form; `profile` has the addresses that can be chosen.
std::vector<FieldProblem> check_form(const ProfileForm& form, const MerchantProfile& profile);

enum class BindingState { applied, bound, refused, ended };

std::string_view to_text(BindingState state);

/// A merchant and a factory that ships for it.
struct FactoryBinding {
    std::string id = {};
    std::string merchant = {}; ///< Owner ids.
    std::string factory = {};
    BindingState state = BindingState::applied;
    std::string reason = {}; ///< Of a refusal.
    TimePoint applied_at = {};
    TimePoint changed_at = {};
};

/// How a merchant ships online.
struct MerchantShipment {
    TimePoint at = {};
    std::string carrier = {};
    std::string number = {};
    std::string return_address = {}; ///< Id of an address.
    std::string by = {};             ///< "back office", or the key of the app that called.
};

/// Why the desk doesn't do what it is asked.
enum class DeskRefusal {
    wrong_role,
    role_is_chosen,
    not_set_up,
    not_a_factory,
    bound_already,
    unknown_binding,
    not_in_this_state,
    unknown_order,
    not_bound,
    after_sale,
    risk_control,
    assigned_already,
    not_assigned,
    shipped_already,
    no_number, ///< The factory has returned none.
    unknown_address,
    on_hold,     ///< The platform suspends its dispatch.
    not_shipped, ///< There is no shipment that could be changed.
};

std::string_view to_text(DeskRefusal refusal);

/// Somebody's wish to ship an order, and what came of it.
struct ShipmentAttempt {
    MerchantShipment shipment = {};
    std::optional<DeskRefusal> refused = {};
};

/// An order as its own merchant sees it, whether a factory has it or not.
struct MerchantOrder {
    std::string number = {};   ///< The real one, which no factory ever sees.
    std::string merchant = {}; ///< Owner id.
    TimePoint placed_at = {};
    TimePoint changed_at = {}; ///< Of what the desk keeps; the rest has a time of its own.
    bool is_on_hold = false;
    PracticeOrder draft = {}; ///< What it is until it is assigned for the first time.
    std::optional<OrderId> assigned_as = {}; ///< The order in `PlatformOrders` from then on.
    std::optional<MerchantShipment> shipment = {};
    std::vector<ShipmentAttempt> attempts = {};
};

} // namespace daifa::sandbox
