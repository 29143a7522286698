#pragma once

#include "telemetry/log_line.hpp"

#include <daifa/support/clock.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

namespace daifa::telemetry {

struct LogOptions {
    LogLevel level = LogLevel::info; ///< What is below is not written.
    LogFormat format = LogFormat::text;
    /// Journald stamps the time itself and reads the level from "<6>" in front of a line.
    bool is_for_journal = false;
};

/// Whether the open file `descriptor` is the journal's stream that systemd announced in the environment
/// variable JOURNAL_STREAM ("device:inode"; empty when it is not set).
bool is_journal_stream(std::string_view announced, int descriptor);

/// Writes each event as one line, at once: nothing is lost when the process ends.
class LogWriter : public Log {
public:
    /// To the standard error stream. The clock must outlive the writer.
    LogWriter(LogOptions options, const Clock& clock);
    /// To `sink`, which gets each line with its end.
    LogWriter(LogOptions options, const Clock& clock, std::function<void(std::string_view)> sink);
    ~LogWriter() override;

    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields = {}) override;

    void set_level(LogLevel level) { options_.level = level; }

private:
    LogOptions options_;
    const Clock& clock_;
    std::unique_ptr<spdlog::logger> logger_;
};

} // namespace daifa::telemetry
