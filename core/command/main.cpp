#include "command/program.hpp"
#include "runtime/system_clock.hpp"
#include "runtime/system_random.hpp"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>

#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

std::string variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// The first that is set wins, as the C library has it.
std::string locale()
{
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (auto value = variable(name); !value.empty())
            return value;
    return {};
}

/// Behind sudo, the person who called it.
std::string operator_name()
{
    if (auto caller = variable("SUDO_USER"); !caller.empty())
        return caller;
    const passwd* const user = ::getpwuid(::getuid());
    return user == nullptr ? "uid " + std::to_string(::getuid()) : user->pw_name;
}

std::size_t terminal_width()
{
    winsize size = {};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

} // namespace

int main(int argc, char** argv)
{
    // A reader that has seen enough ("daifa orders | head") ends us quietly.
    std::signal(SIGPIPE, SIG_DFL);
    daifa::SystemClock clock;
    daifa::SystemRandom random;
    daifa::command::Environment environment{std::cin, std::cout, std::cerr, clock, random};
    environment.version = DAIFA_VERSION;
    environment.locale = locale();
    environment.operator_name = operator_name();
    environment.is_terminal =
        ::isatty(STDOUT_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0 && variable("NO_COLOR").empty();
    environment.width = terminal_width();
    try {
        std::vector<std::string> arguments(argv + 1, argv + argc);
        return daifa::command::run_program(std::move(arguments), environment);
    } catch (const std::exception& defect) {
        std::cerr << "daifa: " << defect.what() << '\n';
        return EXIT_FAILURE;
    }
}
