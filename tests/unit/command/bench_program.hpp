#pragma once

#include "command/program.hpp"
#include "support/manual_clock.hpp"
#include "support/plugin_folder.hpp"
#include "support/seeded_random.hpp"

#include <sstream>

namespace daifa::test {

/// Runs `daifa` inside the test, in a folder of its own, and keeps what it prints.
class BenchProgram {
public:
    int run(std::vector<std::string> arguments)
    {
        std::istringstream in(typed);
        std::ostringstream out_stream;
        std::ostringstream err_stream;
        command::Environment environment{in, out_stream, err_stream, clock, random};
        environment.version = "1.2.3";
        environment.locale = locale;
        environment.operator_name = "tester";
        const int code = command::run_program(std::move(arguments), environment);
        out = out_stream.str();
        err = err_stream.str();
        return code;
    }

    std::string path(const std::string& name) const { return (folder.path() / name).string(); }

    PluginFolder folder;
    ManualClock clock;
    SeededRandom random{1};
    std::string locale = "en_US.UTF-8";
    std::string typed = {};
    std::string out = {};
    std::string err = {};
};

} // namespace daifa::test
