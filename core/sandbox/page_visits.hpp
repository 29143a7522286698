#pragma once

#include "sandbox/message.hpp"
#include "sandbox/seeded_random.hpp"

#include <deque>
#include <set>
#include <string>
#include <string_view>

namespace daifa::sandbox {

/// Who is logged in on the pages of one front. A cookie names a browser's visit, and several people
/// may be logged in in one: whoever practises plays all of them. Cookies don't know ports, so each
/// front has a name of its own.
class PageVisits {
public:
    using People = std::set<std::string, std::less<>>;

    explicit PageVisits(std::string cookie);

    /// Empty for an unknown visit.
    People people_of(const Request& request);
    /// Adds the person to the request's visit, or to a new one that `reply` tells the browser.
    void log_in(const Request& request, std::string person, Reply& reply);
    void log_out(const Request& request, std::string_view person);

private:
    struct Visit {
        std::string key = {};
        People people = {};
    };

    Visit* find(const Request& request);

    std::string cookie_;
    SeededRandom random_;
    std::deque<Visit> visits_;
};

} // namespace daifa::sandbox
