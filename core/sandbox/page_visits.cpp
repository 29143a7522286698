#include "sandbox/page_visits.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

constexpr std::size_t visits_max = 1000;

/// "a=1; b=2" → "2" for b.
std::string_view find_cookie(std::string_view header, std::string_view name)
{
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        std::string_view pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
    }
    return {};
}

} // namespace

PageVisits::PageVisits(std::string cookie)
    : cookie_(std::move(cookie)), random_(text_seed("visits of " + cookie_))
{
}

PageVisits::Visit* PageVisits::find(const Request& request)
{
    const std::string_view key = find_cookie(find_header(request.headers, "Cookie"), cookie_);
    const auto found = std::find_if(visits_.begin(), visits_.end(),
                                    [&](const Visit& visit) { return visit.key == key; });
    return found == visits_.end() ? nullptr : &*found;
}

PageVisits::People PageVisits::people_of(const Request& request)
{
    const Visit* visit = find(request);
    return visit == nullptr ? People() : visit->people;
}

void PageVisits::log_in(const Request& request, std::string person, Reply& reply)
{
    if (Visit* visit = find(request)) {
        visit->people.insert(std::move(person));
        return;
    }
    if (visits_.size() >= visits_max)
        visits_.pop_front();
    visits_.push_back({random_.hex(32), {std::move(person)}});
    reply.headers.push_back(
        {"Set-Cookie", cookie_ + "=" + visits_.back().key + "; Path=/; HttpOnly; SameSite=Strict"});
}

void PageVisits::log_out(const Request& request, std::string_view person)
{
    if (Visit* visit = find(request))
        visit->people.erase(std::string(person));
}

} // namespace daifa::sandbox
