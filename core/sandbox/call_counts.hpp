#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace daifa::sandbox {

/// How often each API was called, as the remote saw it.
class CallCounts {
public:
    void arrived(std::string_view api, bool is_write);
    /// An answer that says no; `code` as the protocol spells it.
    void refused(std::string_view api, std::string_view code, bool is_for_rate);

    /// {"reads": n, "writes": n, "refused_for_rate": n, "apis": {api: {"calls": n, "write": bool,
    /// "refused": n, "refused_for_rate": n, "codes": {code: n}}}}
    boost::json::object to_json() const;

private:
    struct Api {
        bool is_write = false;
        std::uint64_t calls = 0;
        std::uint64_t refused = 0;
        std::uint64_t refused_for_rate = 0;
        std::map<std::string, std::uint64_t, std::less<>> codes = {};
    };

    Api& api_of(std::string_view name);

    std::map<std::string, Api, std::less<>> apis_;
};

} // namespace daifa::sandbox
