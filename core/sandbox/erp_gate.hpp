#pragma once

#include <daifa/domain/time.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace daifa::sandbox {

/// At most so many calls in any stretch of that length. Zero calls: no limit.
struct CallLimit {
    std::size_t calls = 0;
    Milliseconds window = std::chrono::seconds(1);
};

/// Who may call what of the ERP's interface, and how often.
class ErpGate {
public:
    /// Whether one more call of that method may come in now. One that may not does not count
    /// against the limit.
    bool admit(std::string_view method, const CallLimit& limit, TimePoint now);

    void permit(const std::string& method, bool permitted);
    bool is_permitted(std::string_view method) const { return !forbidden_.contains(method); }
    /// A number that no earlier call got, for trace ids.
    std::uint64_t next_number() { return ++number_; }

private:
    std::map<std::string, std::deque<TimePoint>, std::less<>> recent_;
    std::set<std::string, std::less<>> forbidden_;
    std::uint64_t number_ = 0;
};

} // namespace daifa::sandbox
