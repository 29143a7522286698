#pragma once

#include "telemetry/log_line.hpp"

#include <daifa/support/clock.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
namespace details {
class thread_pool;
}
} // namespace spdlog

namespace daifa::telemetry {

struct LogOptions {
    LogLevel level = LogLevel::info; ///< What is below is not written.
    LogFormat format = LogFormat::text;
    /// Journald stamps the time itself and reads the level from "<6>" in front of a line.
    bool is_for_journal = false;
    std::size_t queue_max = 8192; ///< Lines that may wait for their reader.
};

/// Whether the open file `descriptor` is the journal's stream that systemd announced in the
/// environment variable JOURNAL_STREAM ("device:inode"; empty when it is not set).
bool is_journal_stream(std::string_view announced, int descriptor);

/// Writes each event as one line, in order, on a thread of its own: a terminal or journal that
/// stands still stops nobody. When seven eighths of the queue wait, lines below a warning are left
/// out, counted, and told of by a line once the reader goes on. Warnings and errors are never left
/// out: the last eighth is theirs, and only when that is full as well does the writer wait, rather
/// than act unrecorded. For one thread.
class LogWriter : public Log {
public:
    /// To the standard error stream. The clock must outlive the writer.
    LogWriter(LogOptions options, const Clock& clock);
    /// To `sink`, which gets each line with its end.
    LogWriter(LogOptions options, const Clock& clock, std::function<void(std::string_view)> sink);
    ~LogWriter() override;

    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields = {}) override;

    /// Writes what still waits, however long the reader takes. Nothing may be written afterwards.
    void finish();

    void set_level(LogLevel level) { options_.level = level; }
    /// Lines left out since the start.
    std::uint64_t dropped() const { return dropped_; }

private:
    void tell_dropped();
    void post(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

    LogOptions options_;
    const Clock& clock_;
    // The logger goes first; then the thread ends, after everything that waits.
    std::shared_ptr<spdlog::details::thread_pool> thread_;
    std::shared_ptr<spdlog::logger> logger_;
    std::uint64_t dropped_ = 0;
    std::uint64_t untold_ = 0; ///< Of those dropped.
};

} // namespace daifa::telemetry
