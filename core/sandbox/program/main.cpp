#include "runtime/system_clock.hpp"
#include "sandbox/program/command_line.hpp"
#include "sandbox/program/registry.hpp"
#include "sandbox/program/shell.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json/serialize.hpp>

#include <csignal>
#include <fstream>
#include <iostream>

namespace {

using namespace daifa;
using namespace daifa::sandbox;

void fill(Sandbox& sandbox, const CommandLine& line)
{
    for (const auto& registered : registered_fronts()) {
        const auto options = line.options.find(std::string(registered.name));
        const auto chosen = options == line.options.end() ? FrontOptions{} : options->second;
        sandbox.add_front(registered.make(chosen));
    }
    if (const auto options = line.options.find("printer"); options != line.options.end())
        for (const auto& [key, value] : options->second)
            sandbox.printer.set_option(key, value);
    boost::json::object faults;
    faults["rate"] = line.fault_rate;
    sandbox.faults.change(faults);
}

std::string ports_text(const std::map<std::string, std::uint16_t>& ports)
{
    boost::json::object object;
    for (const auto& [name, port] : ports)
        object[name] = port;
    return boost::json::serialize(object) + "\n";
}

/// Nobody ever reads half a file: it appears whole.
bool write_ports_file(const std::string& path, const std::string& text)
{
    const std::string unfinished = path + ".new";
    std::ofstream file(unfinished, std::ios::trunc);
    file << text;
    file.close();
    return file.good() && std::rename(unfinished.c_str(), path.c_str()) == 0;
}

awaitable<void> stop_on_signal(boost::asio::io_context& context, Shell& shell)
{
    boost::asio::signal_set signals(context, SIGTERM, SIGINT);
    co_await signals.async_wait(boost::asio::use_awaitable);
    co_await shell.stop();
    context.stop();
}

int run(const CommandLine& line)
{
    Sandbox sandbox(line.seed);
    fill(sandbox, line);

    boost::asio::io_context context(1);
    SystemClock clock;
    const auto complain = [](const std::string& problem) { std::cerr << "daifa-sandbox: " << problem << "\n"; };
    Shell shell(context, clock, sandbox, {line.labels, line.pages, line.strategies}, complain);
    const auto bound = shell.listen(line.ports);
    if (!bound) {
        std::cerr << "daifa-sandbox: " << bound.error().remote_text << "\n";
        return 1;
    }
    boost::asio::co_spawn(context, shell.keep_ticking(), boost::asio::detached);
    boost::asio::co_spawn(context, stop_on_signal(context, shell), boost::asio::detached);
    for (const auto& [name, port] : *bound) {
        const bool is_socket = name == "printer" || name.ends_with("-messages");
        std::cout << name << " listens on " << (is_socket ? "ws" : "http") << "://127.0.0.1:" << port << "\n";
    }
    std::cout.flush();
    if (!line.ports_file.empty() && !write_ports_file(line.ports_file, ports_text(*bound))) {
        std::cerr << "daifa-sandbox: can not write " << line.ports_file << "\n";
        return 1;
    }
    context.run();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    CommandLine line;
    if (const auto exit_code = read_command_line(argc, argv, line))
        return *exit_code;
    try {
        return run(line);
    } catch (const ControlError& problem) {
        std::cerr << "daifa-sandbox: --variant: " << problem.what() << "\n";
    } catch (const std::exception& problem) {
        std::cerr << "daifa-sandbox: " << problem.what() << "\n";
    }
    return 1;
}
