#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/log.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace daifa::telemetry {

enum class LogFormat {
    text, ///< `info waybill uploaded shop=s1 reason="two words"`
    json, ///< `{"level":"info","event":"waybill uploaded","shop":"s1"}`
};

std::string_view to_text(LogLevel level);

/// "debug", "info", "warning" or "error".
std::optional<LogLevel> parse_log_level(std::string_view text);

/// One event as one line without its end. Whatever is in event and values, it stays one line of valid
/// UTF-8: control characters are escaped, invalid bytes become U+FFFD, long values are clipped.
std::string format_text_line(LogLevel level, std::string_view event,
                             std::initializer_list<LogField> fields);

/// The same as a JSON object, with the time as "time". A field named like ours gets "_" in front.
std::string format_json_line(TimePoint at, LogLevel level, std::string_view event,
                             std::initializer_list<LogField> fields);

} // namespace daifa::telemetry
