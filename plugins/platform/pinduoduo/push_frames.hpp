#pragma once

#include <daifa/connector/push_channel.hpp>
#include <daifa/support/secret.hpp>

#include <set>
#include <string>
#include <string_view>

namespace daifa::pinduoduo {

/// Topics that are news of an order. Empty: every one whose content names one.
using PushTopics = std::set<std::string, std::less<>>;

/// What follows the host in the channel's address: key, milliseconds and their digest with the
/// secret, Base64 over 32 hexadecimal digits (message guide, connection). `now` is the platform's
/// time.
std::string build_push_path(std::string_view app_key, const Secret& app_secret, TimePoint now);

// What we send. The members are those of the official client's frames; numbers stay numbers.
std::string build_acknowledgement(const PushMessage& message, TimePoint now);
std::string build_refusal(const PushMessage& message, std::string_view reason, TimePoint now);
std::string build_beat(TimePoint now);

/// One frame of the platform.
struct PushFrame {
    std::optional<PushMessage> message = {}; ///< Nothing: a sign of life.
    std::string problem = {}; ///< Why it can't be read, without data; empty when it can.
};

PushFrame parse_push_frame(std::string_view text, const PushTopics& topics);

} // namespace daifa::pinduoduo
