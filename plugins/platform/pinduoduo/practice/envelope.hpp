#pragma once

#include "sandbox/message.hpp"

#include <daifa/domain/time.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace daifa::practice::pinduoduo {

/// An `error_response`: the code of the platform's table and the reason in words.
struct Failure {
    int code = 50001;
    std::string reason = {};
};

/// What an API says: the members of its root, or a failure.
using Outcome = std::variant<boost::json::object, Failure>;

/// The platform's own text of a code; 50001 has its reason instead.
std::string_view code_text(int code);

/// The name of the root member that holds the result of an API.
std::string root_name(std::string_view api);

/// Wraps answers; each gets its own request id of 17 digits: seconds and a running number.
class Envelope {
public:
    sandbox::Reply success(std::string_view api, boost::json::object result, TimePoint now);
    sandbox::Reply failure(const Failure& failure, TimePoint now);

private:
    std::string next_request_id(TimePoint now);

    std::uint64_t count_ = 0;
};

/// An answer with the headers that every answer of the gateway has.
sandbox::Reply gateway_reply(std::string body, TimePoint now);

} // namespace daifa::practice::pinduoduo
