#pragma once

#include <daifa/connector/page.hpp>
#include <daifa/domain/ids.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <memory>
#include <optional>
#include <string>

namespace daifa {

/// What a platform says by itself about one shop. It is never a fact, only a hint where to look.
struct PushMessage {
    std::string owner = {}; ///< The shop as the platform numbers it: `Credential::owner_id`.
    std::string topic = {};
    bool is_news = false;              ///< Orders of the shop changed.
    std::optional<OrderId> order = {}; ///< Which one, when the news say so.
    // What the acknowledgement repeats.
    std::string id = {};
    TimePoint sent_at = {}; ///< Zero when the platform does not say.
};

/// An open line on which messages come. One coroutine receives, others may answer meanwhile.
class PushLine {
public:
    virtual ~PushLine() = default;

    /// The next message; nothing when what came was only a sign of life, or could not be read (then
    /// with a line in the log). Fails when the line is gone, and nothing comes after that.
    virtual awaitable<Result<std::optional<PushMessage>>> receive() = 0;
    /// Says that the message was dealt with. One that was not comes again, perhaps on another line.
    virtual awaitable<Result<void>> acknowledge(PushMessage message) = 0;
    /// Says that it could not be dealt with; `reason` holds no personal data.
    virtual awaitable<Result<void>> refuse(PushMessage message, std::string reason) = 0;
    /// A sign of life, which the platform answers with one.
    virtual awaitable<Result<void>> beat() = 0;
    /// Ends the line, and with it a `receive` under way.
    virtual void close() = 0;
};

/// The platform's message channel, one for all shops of an application. It never waits and never
/// tries twice: the host does.
class PushChannel {
public:
    virtual ~PushChannel() = default;

    /// Connectors with the same identity share one line.
    virtual std::string identity() const = 0;
    virtual Milliseconds beat_interval() const = 0;
    virtual Milliseconds silence_max() const = 0; ///< A line silent for longer is dead.
    virtual awaitable<Result<std::unique_ptr<PushLine>>> open() = 0;

    /// Asks the platform to send this shop's messages. Asking again changes nothing.
    virtual awaitable<Result<Receipt>> subscribe() = 0;
    /// Whether it sends them.
    virtual awaitable<Result<bool>> check_subscription() = 0;
};

} // namespace daifa
