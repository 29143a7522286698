#pragma once

#include "sandbox/message.hpp"
#include "sandbox/page_visits.hpp"
#include "sandbox/world.hpp"

#include <string_view>

namespace daifa::practice::pinduoduo {

/// What the page of the platform's back office (商家后台) asks: JSON below "/back-office", for
/// people who logged in with their shop's name and password. Whoever practises may be several shops
/// at once; each call says for which it speaks.
class BackOffice {
public:
    static bool is_meant(std::string_view path);
    sandbox::Reply answer(const sandbox::Request& request, sandbox::PlatformWorld& world,
                          TimePoint now);

private:
    sandbox::Reply log_in(const sandbox::Request& request, sandbox::PlatformWorld& world);
    sandbox::Reply list_people(const sandbox::Request& request, sandbox::PlatformWorld& world);
    sandbox::Reply speak_for(const sandbox::Request& request, std::string_view path,
                             sandbox::PlatformWorld& world, TimePoint now);

    sandbox::PageVisits visits_ = sandbox::PageVisits("practice_pinduoduo");
};

} // namespace daifa::practice::pinduoduo
