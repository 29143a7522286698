#include "sandbox/platform_accounts.hpp"

namespace daifa::sandbox {

PlatformAccounts::PlatformAccounts(std::uint64_t seed) : random_(seed ^ text_seed("accounts")) {}

PracticeApp& PlatformAccounts::add_app(PracticeApp app)
{
    apps_.push_back(std::move(app));
    return apps_.back();
}

PracticeShop& PlatformAccounts::add_shop(ShopRole role)
{
    const bool is_factory = role == ShopRole::factory;
    // By the id, because a role may be chosen later: ids and log-ins stay unique.
    int number = 1;
    for (const auto& shop : shops_)
        number += shop.owner_id.starts_with(is_factory ? '1' : '2') ? 1 : 0;
    const std::string nth = number == 1 ? "" : std::to_string(number);

    PracticeShop shop;
    shop.owner_id = std::to_string((is_factory ? 10'000'000 : 20'000'000) + number);
    shop.login = (is_factory ? "factory" : "merchant") + nth;
    shop.password = shop.login;
    shop.name = (is_factory ? "云帆代发工厂" : "练习商家店铺") + nth;
    shop.role = role;
    shops_.push_back(std::move(shop));
    return shops_.back();
}

PracticeApp* PlatformAccounts::find_app(std::string_view key)
{
    for (auto& app : apps_)
        if (app.key == key)
            return &app;
    return nullptr;
}

PracticeShop* PlatformAccounts::find_shop(std::string_view owner_id)
{
    for (auto& shop : shops_)
        if (shop.owner_id == owner_id)
            return &shop;
    return nullptr;
}

const PracticeShop* PlatformAccounts::log_in(std::string_view login, std::string_view password) const
{
    for (const auto& shop : shops_)
        if (shop.login == login && shop.password == password)
            return &shop;
    return nullptr;
}

std::string PlatformAccounts::issue_code(const std::string& app, const std::string& shop, TimePoint now,
                                         const PlatformRules& rules)
{
    for (auto& [text, code] : codes_)
        if (code.app == app && code.shop == shop)
            code.is_used = true;
    kill_pairs(app, shop);

    ++codes_issued_;
    std::string text = random_.hex(40);
    codes_[text] = {app, shop, now + rules.code_life, false};
    return text;
}

GrantResult PlatformAccounts::exchange(std::string_view code, std::string_view app, TimePoint now,
                                       const PlatformRules& rules)
{
    const auto found = codes_.find(code);
    if (found == codes_.end())
        return GrantProblem::unknown;
    if (found->second.app != app)
        return GrantProblem::other_app;
    if (found->second.is_used)
        return GrantProblem::used;
    if (now >= found->second.expires_at)
        return GrantProblem::expired;

    found->second.is_used = true;
    ++exchanges_;
    return issue_pair(found->second.app, found->second.shop, now, rules);
}

GrantResult PlatformAccounts::refresh(std::string_view refresh_token, std::string_view app,
                                      TimePoint now, const PlatformRules& rules)
{
    const auto found = by_refresh_.find(std::string(refresh_token));
    if (found == by_refresh_.end())
        return GrantProblem::unknown;
    TokenPair& old = pairs_[found->second];
    if (old.app != app)
        return GrantProblem::other_app;
    if (old.is_revoked)
        return GrantProblem::used;
    if (now >= old.refresh_expires_at)
        return GrantProblem::expired;

    ++refreshes_;
    const std::string shop = old.shop;
    if (rules.refresh_rotates)
        old.is_revoked = true;
    return issue_pair(std::string(app), shop, now, rules);
}

TokenPair PlatformAccounts::issue_pair(const std::string& app, const std::string& shop, TimePoint now,
                                       const PlatformRules& rules)
{
    TokenPair pair;
    pair.app = app;
    pair.shop = shop;
    pair.access = random_.hex(40);
    pair.refresh = random_.hex(40);
    pair.access_expires_at = now + rules.access_life;
    pair.refresh_expires_at = now + rules.refresh_life;
    by_access_[pair.access] = pairs_.size();
    by_refresh_[pair.refresh] = pairs_.size();
    pairs_.push_back(pair);
    return pair;
}

TokenState PlatformAccounts::check(std::string_view access, std::string_view app, TimePoint now) const
{
    const TokenPair* pair = find_pair(access);
    if (pair == nullptr || pair->app != app || pair->is_revoked)
        return TokenState::unknown;
    return now >= pair->access_expires_at ? TokenState::expired : TokenState::valid;
}

const TokenPair* PlatformAccounts::find_pair(std::string_view access) const
{
    const auto found = by_access_.find(std::string(access));
    return found == by_access_.end() ? nullptr : &pairs_[found->second];
}

int PlatformAccounts::expire(std::string_view shop, TimePoint now)
{
    int count = 0;
    for (auto& pair : pairs_) {
        const bool is_meant = shop.empty() || pair.shop == shop;
        if (is_meant && !pair.is_revoked && pair.access_expires_at > now) {
            pair.access_expires_at = now;
            ++count;
        }
    }
    return count;
}

int PlatformAccounts::revoke(std::string_view shop)
{
    int count = 0;
    for (auto& pair : pairs_) {
        const bool is_meant = shop.empty() || pair.shop == shop;
        if (is_meant && !pair.is_revoked) {
            pair.is_revoked = true;
            ++count;
        }
    }
    return count;
}

void PlatformAccounts::kill_pairs(const std::string& app, const std::string& shop)
{
    for (auto& pair : pairs_)
        if (pair.app == app && pair.shop == shop)
            pair.is_revoked = true;
}

} // namespace daifa::sandbox
