#include "sandbox/call_counts.hpp"

namespace daifa::sandbox {
namespace {

constexpr std::size_t apis_max = 200; // Made-up names of calls must not fill the memory.

} // namespace

void CallCounts::arrived(std::string_view api, bool is_write)
{
    Api& entry = api_of(api);
    entry.is_write = is_write;
    ++entry.calls;
}

void CallCounts::refused(std::string_view api, std::string_view code, bool is_for_rate)
{
    Api& entry = api_of(api);
    ++entry.refused;
    entry.refused_for_rate += is_for_rate ? 1 : 0;
    ++entry.codes[std::string(code)];
}

boost::json::object CallCounts::to_json() const
{
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t refused_for_rate = 0;
    boost::json::object apis;
    for (const auto& [name, api] : apis_) {
        (api.is_write ? writes : reads) += api.calls;
        refused_for_rate += api.refused_for_rate;
        boost::json::object codes;
        for (const auto& [code, count] : api.codes)
            codes[code] = count;
        boost::json::object entry;
        entry["calls"] = api.calls;
        entry["write"] = api.is_write;
        entry["refused"] = api.refused;
        entry["refused_for_rate"] = api.refused_for_rate;
        entry["codes"] = std::move(codes);
        apis[name] = std::move(entry);
    }
    boost::json::object all;
    all["reads"] = reads;
    all["writes"] = writes;
    all["refused_for_rate"] = refused_for_rate;
    all["apis"] = std::move(apis);
    return all;
}

CallCounts::Api& CallCounts::api_of(std::string_view name)
{
    const auto found = apis_.find(name);
    if (found != apis_.end())
        return found->second;
    return apis_[apis_.size() < apis_max ? std::string(name) : "others"];
}

} // namespace daifa::sandbox
