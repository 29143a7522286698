#pragma once

#include <daifa/connector/capabilities.hpp>
#include <daifa/support/http.hpp>

#include <boost/json/value.hpp>

#include <span>
#include <string>

namespace daifa::jackyun {

/// What a successful answer carries.
struct Answer {
    std::string method = {};
    Operation kind = Operation::read;
    boost::json::value data = {}; ///< `result.data`, never null; parsed again when it was a text.
    std::string request_id = {};  ///< `result.contextId`.
};

/// Judges an answer by HTTP status, `code`, `subCode` and the presence of data together: each of
/// them alone is known to say success for a failure (open platform guide, answers).
Result<Answer> read_envelope(std::span<const ErrorRow> failures, Operation kind, std::string method,
                             const HttpResponse& response);

/// An answer that is not of the documented form: `bad_response` for a read, `uncertain` for a
/// write.
Error malformed(Operation kind, std::string method, std::string what, std::string request_id = {});
/// Likewise, of an answer whose envelope was in order.
Error malformed(const Answer& answer, std::string what);

} // namespace daifa::jackyun
