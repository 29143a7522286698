#include "sandbox/drop_ship_model.hpp"

namespace daifa::sandbox {

std::string_view to_text(BindingState state)
{
    switch (state) {
    case BindingState::applied:
        return "applied";
    case BindingState::bound:
        return "bound";
    case BindingState::refused:
        return "refused";
    case BindingState::ended:
        return "ended";
    }
    return "ended";
}

std::string_view to_text(DeskRefusal refusal)
{
    switch (refusal) {
    case DeskRefusal::wrong_role:
        return "wrong_role";
    case DeskRefusal::role_is_chosen:
        return "role_is_chosen";
    case DeskRefusal::not_set_up:
        return "not_set_up";
    case DeskRefusal::not_a_factory:
        return "not_a_factory";
    case DeskRefusal::bound_already:
        return "bound_already";
    case DeskRefusal::unknown_binding:
        return "unknown_binding";
    case DeskRefusal::not_in_this_state:
        return "not_in_this_state";
    case DeskRefusal::unknown_order:
        return "unknown_order";
    case DeskRefusal::not_bound:
        return "not_bound";
    case DeskRefusal::after_sale:
        return "after_sale";
    case DeskRefusal::risk_control:
        return "risk_control";
    case DeskRefusal::assigned_already:
        return "assigned_already";
    case DeskRefusal::not_assigned:
        return "not_assigned";
    case DeskRefusal::shipped_already:
        return "shipped_already";
    case DeskRefusal::no_number:
        return "no_number";
    case DeskRefusal::unknown_address:
        return "unknown_address";
    case DeskRefusal::on_hold:
        return "on_hold";
    case DeskRefusal::not_shipped:
        return "not_shipped";
    }
    return "unknown_order";
}

} // namespace daifa::sandbox
