#pragma once

#include "pinduoduo/call.hpp"

#include <daifa/support/error.hpp>
#include <daifa/support/http.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace daifa::pinduoduo {

/// The inside of a successful answer.
struct Answer {
    CallName call = {};
    boost::json::object body = {};
    std::string request_id = {};
};

/// Judges an answer: HTTP status, `error_response`, and the failure flags that some answers carry
/// inside HTTP 200; then takes the result out of its wrapper, whose name follows no rule (API
/// pages). `now` is for a Retry-After that is a date.
Result<Answer> open_envelope(CallName call, const HttpResponse& response, TimePoint now);

/// The failure of an answer that can't be understood: `bad_response`, or `uncertain` for a write.
Error unreadable(const Answer& answer, std::string_view what);

} // namespace daifa::pinduoduo
