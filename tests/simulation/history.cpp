#include "simulation/history.hpp"

#include <cstdio>

namespace daifa::simulation {

std::string to_span_text(Milliseconds span)
{
    const auto all = span.count();
    char text[48];
    std::snprintf(text, sizeof text, "%lldd %02lld:%02lld:%02lld.%03lld",
                  static_cast<long long>(all / 86'400'000),
                  static_cast<long long>(all / 3'600'000 % 24),
                  static_cast<long long>(all / 60'000 % 60),
                  static_cast<long long>(all / 1000 % 60), static_cast<long long>(all % 1000));
    return text;
}

void History::add(std::string_view where, std::string_view what)
{
    if (!is_wanted_)
        return;
    text_ += to_span_text(time_.now());
    text_ += ' ';
    text_ += where;
    text_.append(where.size() < 10 ? 10 - where.size() : 1, ' ');
    const auto hidden = what.find(hidden_);
    if (hidden == std::string_view::npos) {
        text_ += what;
    } else {
        text_ += what.substr(0, hidden);
        text_ += "…";
        text_ += what.substr(hidden + hidden_.size());
    }
    text_ += '\n';
}

void HistoryLog::write(LogLevel level, std::string_view event,
                       std::initializer_list<LogField> fields)
{
    if (!history_.is_wanted())
        return;
    std::string line;
    if (level >= LogLevel::warning)
        line = level == LogLevel::error ? "ERROR " : "WARNING ";
    line += event;
    for (const auto& field : fields)
        line += " " + std::string(field.key) + "=" + field.value;
    history_.add(where_, line);
}

} // namespace daifa::simulation
