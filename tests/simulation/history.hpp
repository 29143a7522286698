#pragma once

#include "simulation/virtual_time.hpp"

#include <daifa/support/log.hpp>

#include <string>
#include <string_view>

namespace daifa::simulation {

/// What happened in a world, one line each: when, where, what. Keeps nothing unless it is wanted.
class History {
public:
    /// `hidden` is shown as "…": it differs from run to run.
    History(const VirtualTime& time, bool is_wanted, std::string hidden)
        : time_(time), is_wanted_(is_wanted), hidden_(std::move(hidden))
    {
    }

    bool is_wanted() const { return is_wanted_; }
    /// "1d 02:03:04.005 network   duplicated oms.trade.ordercreate"
    void add(std::string_view where, std::string_view what);
    const std::string& text() const { return text_; }

private:
    const VirtualTime& time_;
    bool is_wanted_;
    std::string hidden_;
    std::string text_;
};

/// The log of a simulated daemon: a part of the history.
class HistoryLog : public Log {
public:
    HistoryLog(History& history, std::string where) : history_(history), where_(std::move(where)) {}

    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields) override;

private:
    History& history_;
    std::string where_;
};

/// "1d 02:03:04.005"
std::string to_span_text(Milliseconds span);

} // namespace daifa::simulation
