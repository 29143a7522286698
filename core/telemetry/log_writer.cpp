#include "telemetry/log_writer.hpp"

#include <daifa/codec/timestamp.hpp>

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <sys/stat.h>

namespace daifa::telemetry {
namespace {

/// Hands finished lines to a function.
class FunctionSink : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
    explicit FunctionSink(std::function<void(std::string_view)> take) : take_(std::move(take)) {}

private:
    void sink_it_(const spdlog::details::log_msg& message) override
    {
        spdlog::memory_buf_t line;
        formatter_->format(message, line);
        take_(std::string_view(line.data(), line.size()));
    }
    void flush_() override {}

    std::function<void(std::string_view)> take_;
};

using Thread = std::shared_ptr<spdlog::details::thread_pool>;

Thread make_thread(const LogOptions& options)
{
    return std::make_shared<spdlog::details::thread_pool>(options.queue_max, 1);
}

std::shared_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink, const Thread& thread)
{
    auto logger = std::make_shared<spdlog::async_logger>("daifa", std::move(sink), thread,
                                                         spdlog::async_overflow_policy::block);
    // The line is complete already; levels are filtered before it is built.
    logger->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
    logger->set_level(spdlog::level::trace);
    return logger;
}

spdlog::level::level_enum to_spdlog(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return spdlog::level::debug;
    case LogLevel::info:
        return spdlog::level::info;
    case LogLevel::warning:
        return spdlog::level::warn;
    case LogLevel::error:
        return spdlog::level::err;
    }
    return spdlog::level::err;
}

/// The priorities of syslog, as sd-daemon(3) spells them in front of a line.
std::string_view journal_priority(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return "<7>";
    case LogLevel::info:
        return "<6>";
    case LogLevel::warning:
        return "<4>";
    case LogLevel::error:
        return "<3>";
    }
    return "<3>";
}

} // namespace

bool is_journal_stream(std::string_view announced, int descriptor)
{
    struct stat info = {};
    if (announced.empty() || ::fstat(descriptor, &info) != 0)
        return false;
    return announced == std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
}

LogWriter::LogWriter(LogOptions options, const Clock& clock)
    : options_(options), clock_(clock), thread_(make_thread(options)),
      logger_(make_logger(std::make_shared<spdlog::sinks::stderr_sink_st>(), thread_))
{
}

LogWriter::LogWriter(LogOptions options, const Clock& clock,
                     std::function<void(std::string_view)> sink)
    : options_(options), clock_(clock), thread_(make_thread(options)),
      logger_(make_logger(std::make_shared<FunctionSink>(std::move(sink)), thread_))
{
}

LogWriter::~LogWriter()
{
    if (logger_)
        finish();
}

void LogWriter::finish()
{
    if (untold_ > 0)
        tell_dropped();
    logger_.reset();
    thread_.reset();
}

void LogWriter::write(LogLevel level, std::string_view event,
                      std::initializer_list<LogField> fields)
{
    if (level < options_.level)
        return;
    const std::size_t waiting = thread_->queue_size();
    if (level < LogLevel::warning && waiting >= options_.queue_max - options_.queue_max / 8) {
        ++dropped_;
        ++untold_;
        return;
    }
    // The reader goes on.
    if (untold_ > 0 && waiting < options_.queue_max / 2)
        tell_dropped();
    post(level, event, fields);
}

void LogWriter::tell_dropped()
{
    post(LogLevel::warning, "log lines were left out: nobody read them fast enough",
         {{"lines", untold_}});
    untold_ = 0;
}

void LogWriter::post(LogLevel level, std::string_view event, std::initializer_list<LogField> fields)
{
    std::string line;
    if (options_.is_for_journal)
        line = journal_priority(level);
    if (options_.format == LogFormat::json)
        line += format_json_line(clock_.now(), level, event, fields);
    else if (options_.is_for_journal)
        line += format_text_line(level, event, fields);
    else
        line = to_utc_text(clock_.now()) + " " + format_text_line(level, event, fields);
    logger_->log(to_spdlog(level), spdlog::string_view_t(line.data(), line.size()));
}

} // namespace daifa::telemetry
