#include "sandbox/erp_gate.hpp"

namespace daifa::sandbox {

bool ErpGate::admit(std::string_view method, const CallLimit& limit, TimePoint now)
{
    if (limit.calls == 0)
        return true;

    auto found = recent_.find(method);
    if (found == recent_.end())
        found = recent_.try_emplace(std::string(method)).first;
    auto& recent = found->second;
    // The practice clock can be set back: what lies ahead of it then never happened.
    while (!recent.empty() && recent.back() > now)
        recent.pop_back();
    while (!recent.empty() && recent.front() + limit.window <= now)
        recent.pop_front();
    if (recent.size() >= limit.calls)
        return false;
    recent.push_back(now);
    return true;
}

void ErpGate::permit(const std::string& method, bool permitted)
{
    if (permitted)
        forbidden_.erase(method);
    else
        forbidden_.insert(method);
}

} // namespace daifa::sandbox
