#pragma once

#include "sandbox/front.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace daifa::sandbox {

/// What the command line asks for.
struct CommandLine {
    std::map<std::string, std::uint16_t> ports = {}; ///< By front, "control" and "printer"; 0 picks one.
    std::map<std::string, FrontOptions> options = {}; ///< By front, and "printer".
    std::uint64_t seed = 1;
    double fault_rate = 0;
    std::string ports_file = {};
    std::string labels = {};     ///< Where printed labels are drawn; empty: nowhere.
    std::string pages = {};      ///< The built pages; empty: where the build put them.
    std::string strategies = {}; ///< The daemon's strategies, for the ERP's page to show; empty: none.
};

/// Reads it; a value means: stop now with that exit code, everything is said.
std::optional<int> read_command_line(int argc, char** argv, CommandLine& out);

} // namespace daifa::sandbox
