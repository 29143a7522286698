#include "sandbox/program/command_line.hpp"

#include "sandbox/print_component.hpp"
#include "sandbox/program/registry.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <iostream>

namespace daifa::sandbox {
namespace {

constexpr const char* description =
    "A practice sales platform and a practice ERP that speak the real protocols over HTTP on this\n"
    "machine's loopback, for demos, tests and plugin developers. Nothing here is real: the shops, the\n"
    "orders and the keys are made up.";

std::string examples()
{
    return "Start it, then act on it through the control port:\n"
           "  daifa-sandbox --pinduoduo-port 9001 --jackyun-port 9002 --control-port 9000\n"
           "  curl -d '{\"count\":20}' http://127.0.0.1:9000/control/platform/assign\n"
           "  curl -d '{\"rate\":0.2}' http://127.0.0.1:9000/faults\n"
           "  curl http://127.0.0.1:9000/truth\n"
           "\n"
           "The practice app is practice-app-key-0001 with the secret practice-app-secret-0001; its\n"
           "registered redirect_uri is http://127.0.0.1/daifa/authorized. The factory logs in as\n"
           "factory / factory. core/sandbox/README.md describes everything.";
}

std::string variants_of(std::string_view owner, const std::vector<VariantDescription>& variants)
{
    std::string text;
    for (const auto& variant : variants) {
        text += "  " + std::string(owner) + "." + variant.key;
        std::string values;
        for (const auto& value : variant.values)
            values += (values.empty() ? " = " : "|") + value;
        text += values + "\n      " + variant.meaning + "\n";
    }
    return text;
}

std::string variants_text()
{
    std::string text = "Variants (FRONT.KEY = one of its values, the first is the default):\n";
    for (const auto& registered : registered_fronts()) {
        const auto front = registered.make({});
        text += variants_of(registered.name, front->variants());
    }
    return text + variants_of("printer", PrintComponent::variants());
}

/// Fronts that speak on WebSockets of their own have a second port, "FRONT-messages".
std::string messages_port_of(const RegisteredFront& registered)
{
    return registered.make({})->lines() == nullptr ? std::string() : std::string(registered.name) + "-messages";
}

bool is_messages_port(std::string_view name)
{
    for (const auto& front : registered_fronts())
        if (!name.empty() && messages_port_of(front) == name)
            return true;
    return false;
}

bool is_front(std::string_view name)
{
    for (const auto& front : registered_fronts())
        if (front.name == name)
            return true;
    return false;
}

bool has_limits(const RegisteredFront& registered)
{
    const auto front = registered.make({});
    const auto variants = front->variants();
    return std::any_of(variants.begin(), variants.end(),
                       [](const VariantDescription& variant) { return variant.key == "limits"; });
}

std::string known_fronts()
{
    std::string names;
    for (const auto& front : registered_fronts())
        names += (names.empty() ? "" : ", ") + std::string(front.name);
    return names;
}

void read_port(const std::string& text, CommandLine& out)
{
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const bool is_known = name == "control" || name == "printer" || is_front(name) || is_messages_port(name);
    if (equals == std::string::npos || !is_known)
        throw CLI::ValidationError("--port", "\"" + text + "\" is not NAME=NUMBER; names: control, printer, " +
                                                 known_fronts());
    const std::string digits = text.substr(equals + 1);
    std::uint16_t port = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size())
        throw CLI::ValidationError("--port", "\"" + digits + "\" is no port (0 to 65535)");
    out.ports[name] = port;
}

void read_variant(const std::string& text, CommandLine& out)
{
    const auto dot = text.find('.');
    const auto equals = text.find('=');
    if (dot == std::string::npos || equals == std::string::npos || equals < dot)
        throw CLI::ValidationError("--variant", "\"" + text + "\" is not FRONT.KEY=VALUE");
    const std::string front = text.substr(0, dot);
    if (front != "printer" && !is_front(front))
        throw CLI::ValidationError("--variant", "there is no front \"" + front + "\"; there are " + known_fronts() +
                                                    ", printer");
    out.options[front][text.substr(dot + 1, equals - dot - 1)] = text.substr(equals + 1);
}

} // namespace

std::optional<int> read_command_line(int argc, char** argv, CommandLine& out)
{
    CLI::App app(description, "daifa-sandbox");
    std::vector<std::string> ports;
    std::vector<std::string> variants;
    std::string limits;
    std::uint16_t control_port = 0;
    std::uint16_t printer_port = 0;
    std::map<std::string, std::uint16_t> front_ports;
    for (const auto& front : registered_fronts()) {
        const std::string name(front.name);
        app.add_option("--" + name + "-port", front_ports[name], "Port of the " + name + " gateway; 0 picks one")
            ->default_val(0);
        const std::string messages = messages_port_of(front);
        if (!messages.empty())
            app.add_option("--" + messages + "-port", front_ports[messages],
                           "Port of the " + name + " message service's WebSocket; 0 picks one")
                ->default_val(0);
    }
    app.add_option("--printer-port", printer_port, "Port of the print component's WebSocket; 0 picks one")
        ->default_val(0);
    app.add_option("--control-port", control_port, "Port of the control API; 0 picks one")->default_val(0);
    app.add_option("--port", ports, "NAME=N, the same for any front by its name");
    app.add_option("--seed", out.seed, "The same seed and the same calls tell the same story")->default_val(1);
    app.add_option("--fault-rate", out.fault_rate, "Share of the calls that meet a fault, all kinds mixed")
        ->check(CLI::Range(0.0, 1.0))
        ->default_val(0.0);
    app.add_option("--variant", variants, "FRONT.KEY=VALUE: how a front answers an open question; repeatable");
    app.add_option("--limits", limits, "Whether the published call limits are enforced")
        ->check(CLI::IsMember({"on", "off"}));
    app.add_option("--labels", out.labels, "Draw each printed label as PNG and PDF in this directory");
    app.add_option("--pages", out.pages, "The folder of the built pages; beside the program when not given");
    app.add_option("--strategies", out.strategies, "The daemon's strategies.d, for the ERP's page to show");
    app.add_option("--ports-file", out.ports_file, "Write the ports as JSON to FILE once all of them listen");
    app.footer([] { return examples() + "\n\n" + variants_text(); });

    try {
        app.parse(argc, argv);
        for (const auto& [name, port] : front_ports)
            out.ports[name] = port;
        out.ports["control"] = control_port;
        out.ports["printer"] = printer_port;
        for (const auto& text : ports)
            read_port(text, out);
        for (const auto& front : registered_fronts())
            if (!limits.empty() && has_limits(front))
                out.options[std::string(front.name)]["limits"] = limits;
        for (const auto& text : variants)
            read_variant(text, out);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? 0 : 2;
    }
    return std::nullopt;
}

} // namespace daifa::sandbox
