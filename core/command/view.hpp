#pragma once

#include "config/language.hpp"

#include <daifa/domain/time.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace daifa::command {

/// Documented in `daifa --help`.
enum ExitCode : int {
    exit_good = 0,
    exit_failed = 1,
    exit_differences = 2, ///< Only of `daifa plan`.
    exit_usage = 64,
};

enum class Tone { plain, good, warning, bad, dim };

/// How answers look to whoever reads them.
struct View {
    config::Language language = config::Language::en;
    bool is_json = false;
    bool has_color = false;
    std::size_t width = 0; ///< Of the terminal in columns; 0: lines may be as long as they are.
    TimePoint now = {};

    std::string_view say(std::string_view en, std::string_view zh) const
    {
        return language == config::Language::zh ? zh : en;
    }
    /// The member "zh" or "en" behind that prefix, e.g. "next_".
    std::string say(const boost::json::object& texts, std::string_view prefix = {}) const;
    std::string paint(std::string_view text, Tone tone) const;
};

/// What one command leaves behind.
struct Outcome {
    int code = exit_good;
    std::string out = {};
    std::string err = {};
};

/// "2026-01-02T03:04:05.678Z" as the API writes it; nothing for anything else.
std::optional<TimePoint> parse_utc_text(std::string_view text);

/// "3 min ago", "5 分钟后": coarse, for people.
std::string to_age_text(Milliseconds span_since, config::Language language);
/// "01-02 11:04:05" on this machine's wall clock, with the year when it is another one.
std::string to_local_text(TimePoint at, TimePoint now);

/// A time of the API's as local time with its age; "-" when it never was.
std::string show_time(const View& view, const boost::json::object& object, std::string_view key);
/// The age alone.
std::string show_age(const View& view, const boost::json::object& object, std::string_view key);

/// Without control characters: a remote's words must not steer the terminal.
std::string printable(std::string_view text);

/// One JSON document and a line break.
std::string to_json_text(const boost::json::value& value);

} // namespace daifa::command
