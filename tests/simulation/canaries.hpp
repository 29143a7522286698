#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::simulation {

/// Made-up secrets and personal data that a world gives to its daemons, and all that these say:
/// none of the first may stand in the second (L7).
class Canaries {
public:
    /// Belongs in no place at all. Short texts would be found by chance.
    void hide(std::string_view kind, std::string text);
    /// The ledger may have it: the ERP is told.
    void keep_in_ledger(std::string_view kind, std::string text);
    /// Tokens in an answer to the daemon.
    void hide_tokens(std::string_view body);

    /// Log lines, metrics, events, plans: whatever people get to see.
    void hear(std::string_view said);
    /// What was found, and where; `kept` is what stands on the disk.
    std::vector<std::string> find_leaks(const std::vector<std::string_view>& kept) const;

private:
    struct Canary {
        std::string kind = {};
        bool may_be_kept = false;
    };

    std::map<std::string, Canary, std::less<>> hidden_;
    std::string said_;
};

} // namespace daifa::simulation
