#pragma once

#include "sandbox/message.hpp"
#include "sandbox/seeded_random.hpp"
#include "sandbox/world.hpp"

#include <deque>
#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// The pages on which a shop lets an app in: log in, agree, and be sent back with a code. Plain HTML
/// without scripts. Each form carries a hidden value that its own page made, good once.
class AuthorizePages {
public:
    AuthorizePages() : random_(sandbox::text_seed("authorize pages")) {}

    static bool is_page(std::string_view path);
    sandbox::Reply answer(const sandbox::Request& request, sandbox::PlatformWorld& world, TimePoint now);

private:
    /// Somebody's way through the pages.
    struct Visit {
        std::string form_key = {}; ///< The hidden value of the form that is open now.
        std::string app = {};
        std::string redirect_uri = {};
        std::string state = {};
        std::string shop = {}; ///< Empty until logged in.
        TimePoint expires_at = {};
    };

    sandbox::Reply open(const sandbox::Request& request, sandbox::PlatformWorld& world, TimePoint now);
    sandbox::Reply log_in(const sandbox::Request& request, sandbox::PlatformWorld& world, TimePoint now);
    sandbox::Reply decide(const sandbox::Request& request, sandbox::PlatformWorld& world, TimePoint now);

    /// Takes the visit that the form belongs to out of the list; nothing when it is unknown or too old.
    std::optional<Visit> take(std::string_view form_key, TimePoint now);
    const Visit& keep(Visit visit);

    sandbox::SeededRandom random_;
    std::deque<Visit> visits_;
};

} // namespace daifa::practice::pinduoduo
