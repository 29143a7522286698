#pragma once

#include "schedule/semaphore.hpp"
#include "store/ledger.hpp"

#include <daifa/connector/platform_connector.hpp>
#include <daifa/support/clock.hpp>
#include <daifa/support/log.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace daifa::reconcile {

/// What the connector looks at when it needs the token.
class CredentialCell : public CredentialSource {
public:
    const Credential* current() const override { return credential_ ? &*credential_ : nullptr; }
    void set(Credential credential) { credential_ = std::move(credential); }

private:
    std::optional<Credential> credential_;
};

/// The only one who refreshes a shop's token: ahead of time, one refresh at a time, a new pair
/// durable before its first use.
class TokenKeeper {
public:
    TokenKeeper(ShopId shop, CredentialCell& cell, PlatformConnector& platform,
                store::Ledger& ledger, Clock& clock, Log& log);

    awaitable<void> load();

    /// Rises with every new pair.
    std::uint64_t generation() const { return generation_; }
    /// A call with the pair of `generation` was told that it is expired. True: there is a newer
    /// pair. After refreshes that bring nothing there is a pause, whoever asks.
    awaitable<bool> renew(std::uint64_t generation);

    /// Exchanges a code and keeps the pair. Refuses a pair of another shop than the one before.
    awaitable<Result<Credential>> authorize(Secret code);
    /// Keeps a pair that an operator brought from elsewhere, under the same check.
    awaitable<Result<Credential>> adopt(Credential credential);

    /// Refreshes when it is time; says when to look again.
    awaitable<std::optional<Milliseconds>> keep();

    /// Set: only a person can go on (`daifa authorize`).
    const std::optional<Error>& dead() const { return dead_; }
    /// Why the last refresh brought nothing; empty after one that did.
    const std::optional<Error>& failure() const { return failure_; }
    const Credential* credential() const { return cell_.current(); }

private:
    awaitable<bool> refresh();
    awaitable<Result<Credential>> take(Credential credential);
    /// What is unsaved.
    awaitable<void> save();
    void install(Credential credential);

    ShopId shop_;
    CredentialCell& cell_;
    PlatformConnector& platform_;
    store::Ledger& ledger_;
    Clock& clock_;
    Log& log_;
    schedule::Semaphore flight_{1};
    std::uint64_t generation_ = 0;
    std::optional<Credential> unsaved_; ///< Given to us, and not taken by the ledger yet.
    std::optional<TimePoint> renew_at_;
    Milliseconds next_refresh_{0};  ///< Uptime before which none begins.
    Milliseconds pause_{0};         ///< After the next round of attempts that brings nothing.
    int lost_rounds_ = 0;           ///< In which an answer was lost, since the pair came.
    bool is_known_expired_ = false; ///< The platform said so, whatever the pair's own time says.
    std::optional<Error> dead_;
    std::optional<Error> failure_;
};

} // namespace daifa::reconcile
