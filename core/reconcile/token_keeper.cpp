#include "reconcile/token_keeper.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr int refresh_attempts_max = 3;
constexpr Milliseconds pause_between_attempts = 2s;
/// Platforms block who refreshes too often.
constexpr Milliseconds refresh_spacing_min = 2s;
/// Between rounds of attempts that bring nothing; each is twice as long as the one before.
constexpr Milliseconds pause_min = 5s;
constexpr Milliseconds pause_max = 1min;
/// Rounds with lost answers after which an expired token is given up.
constexpr int lost_rounds_max = 4;

Error no_credential()
{
    Error error;
    error.code = Errc::unauthorized;
    error.operation = "authorize";
    error.remote_text = "nobody has authorized this shop yet";
    return error;
}

/// The refresh may have happened: its new pair may be the only one that is alive.
bool is_lost(Errc code)
{
    return code == Errc::uncertain || code == Errc::bad_response;
}

/// It surely never happened, and the old pair is as good as before.
bool is_put_off(Errc code)
{
    return code == Errc::unavailable || code == Errc::rate_limited || code == Errc::misconfigured;
}

} // namespace

TokenKeeper::TokenKeeper(ShopId shop, CredentialCell& cell, PlatformConnector& platform,
                         store::Ledger& ledger, Clock& clock, Log& log)
    : shop_(std::move(shop)), cell_(cell), platform_(platform), ledger_(ledger), clock_(clock),
      log_(log)
{
}

awaitable<void> TokenKeeper::load()
{
    auto credential = co_await ledger_.load_credential(shop_);
    if (credential)
        install(std::move(*credential));
    else
        dead_ = no_credential();
}

void TokenKeeper::install(Credential credential)
{
    const Milliseconds left = credential.expires_at - clock_.now();
    // After three quarters of what is left, and an hour ahead where that is later.
    const Milliseconds lead = std::min<Milliseconds>(left / 4, 1h);
    renew_at_ = credential.expires_at - std::max(lead, Milliseconds(0));
    cell_.set(std::move(credential));
    ++generation_;
    is_known_expired_ = false;
    next_refresh_ = Milliseconds(0);
    pause_ = pause_min;
    lost_rounds_ = 0;
    dead_.reset();
    failure_.reset();
}

awaitable<Result<Credential>> TokenKeeper::take(Credential credential)
{
    const Credential* known = cell_.current();
    const bool is_other_shop = known != nullptr && !known->owner_id.empty() &&
                               !credential.owner_id.empty() &&
                               known->owner_id != credential.owner_id;
    if (is_other_shop) {
        Error error;
        error.code = Errc::rejected;
        error.operation = "authorize";
        error.remote_text =
            safe_remote_text("the authorization is for another shop than before (" +
                             credential.owner_name + "); log in with the right account");
        co_return error;
    }
    // Durable before its first use: the pair before it may be dead already. One that the ledger
    // does not take now is the only one there is.
    unsaved_ = credential;
    co_await save();
    co_return credential;
}

awaitable<void> TokenKeeper::save()
{
    const Credential credential = *unsaved_;
    co_await ledger_.save_credential(shop_, credential, clock_.now());
    unsaved_.reset();
    install(credential);
}

awaitable<Result<Credential>> TokenKeeper::authorize(Secret code)
{
    co_await flight_.acquire();
    const schedule::Permit permit(flight_);
    auto pair = co_await platform_.exchange(std::move(code));
    if (!pair)
        co_return pair.error();
    co_return co_await take(std::move(*pair));
}

awaitable<Result<Credential>> TokenKeeper::adopt(Credential credential)
{
    co_await flight_.acquire();
    const schedule::Permit permit(flight_);
    const auto ours = unsaved_;
    try {
        auto taken = co_await take(std::move(credential));
        co_return taken;
    } catch (const store::StoreFailure&) {
        // Whoever brought it hears that it was not taken, and has it still.
        unsaved_ = ours;
        throw;
    }
}

awaitable<bool> TokenKeeper::renew(std::uint64_t generation)
{
    co_await flight_.acquire();
    const schedule::Permit permit(flight_);
    if (generation != generation_)
        co_return true;
    is_known_expired_ = true;
    co_return co_await refresh();
}

awaitable<bool> TokenKeeper::refresh()
{
    if (unsaved_) {
        co_await save();
        log_.info("token saved", {{"shop", shop_}});
        co_return true;
    }
    const Credential* current = cell_.current();
    if (current == nullptr || dead_ || clock_.uptime() < next_refresh_)
        co_return false;
    next_refresh_ = clock_.uptime() + refresh_spacing_min;
    const Credential old = *current;

    bool is_any_lost = false;
    for (int attempt = 1; attempt <= refresh_attempts_max; ++attempt) {
        store::Ledger::AccessWrite claim;
        claim.kind = "refresh";
        claim.attempts = attempt;
        claim.at = clock_.now();
        co_await ledger_.save_access_write(shop_, claim);

        auto pair = co_await platform_.refresh(old);
        if (pair) {
            auto taken = co_await take(std::move(*pair));
            claim.state = taken ? store::WriteState::confirmed : store::WriteState::refused;
            co_await ledger_.save_access_write(shop_, claim);
            next_refresh_ = clock_.uptime() + refresh_spacing_min;
            if (taken)
                log_.info("token refreshed", {{"shop", shop_}});
            else
                dead_ = taken.error();
            co_return taken.has_value();
        }
        const Error error = pair.error();
        failure_ = error;
        is_any_lost = is_any_lost || is_lost(error.code);
        claim.state =
            is_lost(error.code) ? store::WriteState::uncertain : store::WriteState::refused;
        co_await ledger_.save_access_write(shop_, claim);
        log_.warning("token refresh failed",
                     {{"shop", shop_}, {"error", error}, {"attempt", attempt}});
        if (!is_lost(error.code) && !is_put_off(error.code)) {
            dead_ = error;
            dead_->code = Errc::unauthorized;
            co_return false;
        }
        // A wrong clock or a white list does not mend itself within seconds.
        if (error.code == Errc::misconfigured)
            break;
        if (attempt < refresh_attempts_max)
            co_await clock_.sleep_for(pause_between_attempts);
    }
    // The old access token may still work; whoever comes after the pause tries again.
    renew_at_ = clock_.now() + pause_;
    next_refresh_ = clock_.uptime() + pause_;
    pause_ = std::min(2 * pause_, pause_max);
    lost_rounds_ += is_any_lost ? 1 : 0;
    const bool is_expired = is_known_expired_ || old.expires_at <= clock_.now();
    if (is_any_lost && is_expired && lost_rounds_ >= lost_rounds_max) {
        dead_ = failure_;
        dead_->code = Errc::unauthorized;
        dead_->remote_text = "the token has expired and its refresh was never clearly answered";
    }
    co_return false;
}

awaitable<std::optional<Milliseconds>> TokenKeeper::keep()
{
    if (renew_at_ && !dead_ && clock_.now() >= *renew_at_) {
        const std::uint64_t seen = generation_;
        co_await flight_.acquire();
        const schedule::Permit permit(flight_);
        if (seen == generation_)
            co_await refresh();
    }
    if (!renew_at_ || dead_)
        co_return std::nullopt;
    co_return std::clamp<Milliseconds>(*renew_at_ - clock_.now(), 1s, 1h);
}

} // namespace daifa::reconcile
