#pragma once

#include <daifa/support/log.hpp>

#include <string>
#include <vector>

namespace daifa::test {

/// Keeps every event as one line: "event key=value key=value".
class RecordingLog : public Log {
public:
    void write(LogLevel, std::string_view event, std::initializer_list<LogField> fields) override
    {
        std::string line(event);
        for (const auto& field : fields)
            line += " " + std::string(field.key) + "=" + field.value;
        lines.push_back(std::move(line));
    }

    std::vector<std::string> lines;
};

} // namespace daifa::test
