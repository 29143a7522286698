#pragma once

#include "sandbox/platform_world.hpp"

namespace daifa::sandbox {

/// Carries out the control actions of the practice platform; README.md lists them.
class PlatformControl {
public:
    PlatformControl(PlatformWorld& world, TimePoint now) : world_(world), now_(now) {}

    boost::json::object run(std::string_view action, const boost::json::object& arguments);

private:
    using Arguments = boost::json::object;
    using Orders = std::vector<PracticeOrder*>;

    boost::json::object assign(const Arguments& arguments);
    boost::json::object place(const Arguments& arguments);
    boost::json::object bind(const Arguments& arguments);
    boost::json::object unbind(const Arguments& arguments);
    boost::json::object give(const Arguments& arguments);
    boost::json::object ship(const Arguments& arguments);
    boost::json::object suspend(const Arguments& arguments);
    boost::json::object withdraw(const Arguments& arguments);
    boost::json::object reassign(const Arguments& arguments);
    boost::json::object after_sale(const Arguments& arguments);
    boost::json::object risk(const Arguments& arguments);
    boost::json::object address(const Arguments& arguments);
    boost::json::object quantity(const Arguments& arguments);
    boost::json::object edit(const Arguments& arguments);
    boost::json::object unbind(const Arguments& arguments);
    boost::json::object later(const Arguments& arguments);
    boost::json::object add_shops(const Arguments& arguments);
    boost::json::object set_app(const Arguments& arguments);
    boost::json::object issue_tokens(const Arguments& arguments);
    boost::json::object expire_tokens(const Arguments& arguments);
    boost::json::object revoke_tokens(const Arguments& arguments);
    boost::json::object add_contract(const Arguments& arguments);
    boost::json::object remove_contract(const Arguments& arguments);
    boost::json::object set_balance(const Arguments& arguments);
    boost::json::object sender_address(const Arguments& arguments);
    boost::json::object waybill_service(const Arguments& arguments);
    boost::json::object serve_region(const Arguments& arguments);
    boost::json::object label_template(const Arguments& arguments);
    boost::json::object label(const Arguments& arguments);
    boost::json::object add_listing(const Arguments& arguments);
    boost::json::object sell(const Arguments& arguments);
    boost::json::object edit_listing(const Arguments& arguments);
    boost::json::object remove_listing(const Arguments& arguments);
    boost::json::object reset(const Arguments& arguments);

    /// The orders that the arguments name ("order", "orders") or leave to chance ("count", "seed",
    /// "of"). Throws ControlError when there is none.
    Orders select(const Arguments& arguments, std::string_view default_of);
    /// The same, among what factories have or had.
    Orders select_given(const Arguments& arguments, std::string_view default_of);
    static boost::json::object list_of(const Orders& orders);
    /// By MERCHANT/NUMBER, or by the number that its own merchant knows.
    PracticeOrder& find_order(std::string_view text);
    PracticeShop& shop_of(const Arguments& arguments);
    /// What "order" and "orders" name, each of which a merchant has. Throws ControlError for none.
    std::vector<MerchantOrder*> placed_orders(const Arguments& arguments);
    const PracticeShop& factory_of(const Arguments& arguments);
    /// The branch that "shop", "carrier" and "branch" name; without the last one, the carrier's first.
    WaybillBranch& branch_of(const Arguments& arguments);
    /// That "shop" (the first factory) and "listing" name.
    PracticeListing& listing_of(const Arguments& arguments);
    SeededRandom random_of(const Arguments& arguments);

    PlatformWorld& world_;
    TimePoint now_;
};

} // namespace daifa::sandbox
