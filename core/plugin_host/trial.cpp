#include "plugin_host/trial.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace daifa::plugin_host {
namespace {

/// The child's messages are one of these and, behind a failure, its text.
constexpr char returned = 'r';
constexpr char failed = 'f';
constexpr std::size_t message_max = 512;

std::string text_of(const std::exception_ptr& thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "something that is no std::exception";
    }
}

void send(int pipe_end, char kind, std::string_view text)
{
    std::string message(1, kind);
    message += text.substr(0, message_max - 1);
    // Below PIPE_BUF a pipe takes it whole; when the parent is gone nobody needs it.
    [[maybe_unused]] const auto sent = ::write(pipe_end, message.data(), message.size());
}

/// The child's end of the pipe, for the terminate handler, which has no argument.
int child_pipe_end = -1;

[[noreturn]] void report_uncaught()
{
    const auto thrown = std::current_exception();
    send(child_pipe_end, failed, thrown ? text_of(thrown) : "it called std::terminate");
    ::_exit(1);
}

[[noreturn]] void run_child(int pipe_end, const std::function<void()>& work)
{
    child_pipe_end = pipe_end;
    std::set_terminate(report_uncaught);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    // Not handled as our own process handles them: a crash must end the child at once.
    for (const int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTERM, SIGINT, SIGPIPE})
        std::signal(number, SIG_DFL);
    // A dying child's last words are in the sentence, not between our own log lines.
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO);
    try {
        work();
    } catch (...) {
        send(pipe_end, failed, text_of(std::current_exception()));
        ::_exit(1);
    }
    send(pipe_end, returned, "");
    ::_exit(0);
}

struct Heard {
    std::string message = {};
    bool is_too_late = false;
};

Heard listen(int pipe_end, std::chrono::milliseconds time_max)
{
    pollfd wanted{pipe_end, POLLIN, 0};
    int ready = -1;
    do
        ready = ::poll(&wanted, 1, static_cast<int>(time_max.count()));
    while (ready < 0 && errno == EINTR);
    if (ready == 0)
        return Heard{{}, true};
    std::array<char, message_max> buffer{};
    const auto size = ::read(pipe_end, buffer.data(), buffer.size());
    return Heard{std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)))};
}

std::string describe_end(int status)
{
    if (WIFSIGNALED(status))
        return std::string("it crashed: ") + ::strsignal(WTERMSIG(status));
    return "it ended the process with status " + std::to_string(WEXITSTATUS(status));
}

} // namespace

std::optional<std::string> run_apart(const std::function<void()>& work,
                                     std::chrono::milliseconds time_max)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::string("no pipe for a trial process: ") + std::strerror(errno);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        run_child(ends[1], work);
    }
    const int fork_error = errno;
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        return std::string("no trial process: ") + std::strerror(fork_error);
    }

    const Heard heard = listen(ends[0], time_max);
    ::close(ends[0]);
    if (heard.is_too_late)
        ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (heard.is_too_late)
        return "it does not return within " + std::to_string(time_max.count() / 1000) + " s";
    if (heard.message.empty())
        return describe_end(status);
    if (heard.message.front() == returned)
        return std::nullopt;
    return heard.message.substr(1);
}

} // namespace daifa::plugin_host
