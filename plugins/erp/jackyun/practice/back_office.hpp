#pragma once

#include "sandbox/erp_world.hpp"
#include "sandbox/message.hpp"
#include "sandbox/page_visits.hpp"

#include <string_view>

namespace daifa::practice::jackyun {

/// What the ERP's own page asks: JSON below "/back-office", for whoever logged in as admin / admin.
/// It shows channels and sales orders and does what people of the house do, by the ERP world's own
/// actions.
class BackOffice {
public:
    static bool is_meant(std::string_view path);
    sandbox::Reply answer(const sandbox::Request& request, sandbox::ErpWorld& erp, TimePoint now);

private:
    sandbox::Reply log_in(const sandbox::Request& request);
    sandbox::Reply work(const sandbox::Request& request, std::string_view name,
                        sandbox::ErpWorld& erp, TimePoint now);

    sandbox::PageVisits visits_ = sandbox::PageVisits("practice_jackyun");
};

} // namespace daifa::practice::jackyun
