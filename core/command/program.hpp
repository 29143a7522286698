#pragma once

#include <daifa/support/clock.hpp>
#include <daifa/support/random.hpp>

#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace daifa::command {

/// What the program knows of its surroundings.
struct Environment {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Clock& clock;
    Random& random;
    std::string version = {};
    std::string locale = {};        ///< "zh_CN.UTF-8"
    std::string operator_name = {}; ///< Who acts.
    bool is_terminal = false;       ///< Whether both outputs are.
    std::size_t width = 0;          ///< Of the terminal in columns; 0 when it is none.
};

/// Runs one command line, the program's name left out. Returns the exit code.
int run_program(std::vector<std::string> arguments, Environment environment);

} // namespace daifa::command
