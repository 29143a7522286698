#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/personal.hpp>
#include <daifa/support/error.hpp>
#include <daifa/support/secret.hpp>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace daifa {

enum class LogLevel { debug, info, warning, error };

/// One named value of a log event. Secrets and personal data do not convert to it.
struct LogField {
    std::string_view key;
    std::string value;

    LogField(std::string_view k, std::string v) : key(k), value(std::move(v)) {}
    LogField(std::string_view k, std::string_view v) : key(k), value(v) {}
    LogField(std::string_view k, const char* v) : key(k), value(v) {}
    LogField(std::string_view k, const OrderId& v) : key(k), value(to_text(v)) {}
    LogField(std::string_view k, const Error& v) : key(k), value(to_text(v)) {}
    LogField(std::string_view k, Milliseconds v) : key(k), value(std::to_string(v.count()) + "ms") {}
    template <class Tag>
    LogField(std::string_view k, const Id<Tag>& v) : key(k), value(v.text())
    {
    }
    LogField(std::string_view k, std::integral auto v) : key(k), value(std::to_string(v)) {}
    LogField(std::string_view k, bool v) : key(k), value(v ? "true" : "false") {}
    LogField(std::string_view, const Secret&) = delete;
    LogField(std::string_view, const Personal&) = delete;
};

/// Where events go. An event is a fixed short name ("waybill uploaded"); what varies is in fields.
class Log {
public:
    virtual ~Log() = default;

    virtual void write(LogLevel level, std::string_view event,
                       std::initializer_list<LogField> fields = {}) = 0;

    void info(std::string_view event, std::initializer_list<LogField> fields = {})
    {
        write(LogLevel::info, event, fields);
    }
    void warning(std::string_view event, std::initializer_list<LogField> fields = {})
    {
        write(LogLevel::warning, event, fields);
    }
    void error(std::string_view event, std::initializer_list<LogField> fields = {})
    {
        write(LogLevel::error, event, fields);
    }
    void debug(std::string_view event, std::initializer_list<LogField> fields = {})
    {
        write(LogLevel::debug, event, fields);
    }
};

} // namespace daifa
