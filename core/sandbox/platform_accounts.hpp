#pragma once

#include "sandbox/platform_model.hpp"
#include "sandbox/seeded_random.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace daifa::sandbox {

/// One authorization of one shop for one app: a pair of tokens.
struct TokenPair {
    std::string app = {};
    std::string shop = {};
    std::string access = {};
    std::string refresh = {};
    TimePoint access_expires_at = {};
    TimePoint refresh_expires_at = {};
    bool is_revoked = false;
};

enum class TokenState { valid, expired, unknown };

/// Why a code or a refresh token buys nothing.
enum class GrantProblem { unknown, expired, used, other_app };

using GrantResult = std::variant<TokenPair, GrantProblem>;

/// Apps, shops that log in, and the tokens between them.
class PlatformAccounts {
public:
    explicit PlatformAccounts(std::uint64_t seed);

    PracticeApp& add_app(PracticeApp app);
    PracticeShop& add_shop(ShopRole role);
    PracticeApp* find_app(std::string_view key);
    PracticeShop* find_shop(std::string_view owner_id);
    /// Null unless name and password are both right.
    const PracticeShop* log_in(std::string_view login, std::string_view password) const;
    const std::vector<PracticeShop>& shops() const { return shops_; }
    const std::vector<PracticeApp>& apps() const { return apps_; }

    /// A shop agreed: the earlier code and pair die at once, and this single-use code appears.
    std::string issue_code(const std::string& app, const std::string& shop, TimePoint now,
                           const PlatformRules& rules);
    GrantResult exchange(std::string_view code, std::string_view app, TimePoint now,
                         const PlatformRules& rules);
    GrantResult refresh(std::string_view refresh_token, std::string_view app, TimePoint now,
                        const PlatformRules& rules);
    /// A pair without the pages, for benchmarks and tests.
    TokenPair issue_pair(const std::string& app, const std::string& shop, TimePoint now,
                         const PlatformRules& rules);

    TokenState check(std::string_view access, std::string_view app, TimePoint now) const;
    /// The pair of an access token; null for an unknown one.
    const TokenPair* find_pair(std::string_view access) const;

    /// Ends the life of access tokens, of one shop or of all; returns how many.
    int expire(std::string_view shop, TimePoint now);
    int revoke(std::string_view shop);

    int codes_issued() const { return codes_issued_; }
    int exchanges() const { return exchanges_; }
    int refreshes() const { return refreshes_; }

private:
    struct Code {
        std::string app = {};
        std::string shop = {};
        TimePoint expires_at = {};
        bool is_used = false;
    };

    void kill_pairs(const std::string& app, const std::string& shop);

    SeededRandom random_;
    std::vector<PracticeApp> apps_;
    std::vector<PracticeShop> shops_;
    std::map<std::string, Code, std::less<>> codes_;
    std::vector<TokenPair> pairs_;
    std::unordered_map<std::string, std::size_t> by_access_;
    std::unordered_map<std::string, std::size_t> by_refresh_;
    int codes_issued_ = 0;
    int exchanges_ = 0;
    int refreshes_ = 0;
};

} // namespace daifa::sandbox
