#pragma once

#include <daifa/domain/time.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace daifa {

/// "2026-01-02 03:04:05" on the wall clock of Beijing (always UTC+8).
std::string to_beijing_text(TimePoint at);
std::optional<TimePoint> parse_beijing_text(std::string_view text);

/// "2026-01-02T03:04:05.678Z".
std::string to_utc_text(TimePoint at);

/// The Date header of HTTP: "Fri, 02 Jan 2026 03:04:05 GMT".
std::optional<TimePoint> parse_http_date(std::string_view text);
std::string to_http_date(TimePoint at);

} // namespace daifa
