#include "architecture/tidy_rules.hpp"
#include "architecture/words.hpp"

#include <algorithm>
#include <initializer_list>

namespace daifa::test {
namespace {

struct Banned {
    std::string_view word;
    std::string_view instead;
    /// Files or folders that may; everything else below core/ and plugins/ may not.
    std::vector<std::string_view> except = {};
    /// Where the rule holds; everywhere when empty.
    std::vector<std::string_view> only = {};
};

const std::vector<Banned>& banned()
{
    static const std::vector<Banned> list = {
        {"std::this_thread", "await Clock::sleep_for"},
        {"system_clock::now", "ask the Clock", {"core/runtime/system_clock.cpp"}},
        {"steady_clock::now", "ask the Clock for its uptime", {"core/runtime/system_clock.cpp"}},
        {"high_resolution_clock", "ask the Clock"},
        {"std::time(", "ask the Clock"},
        {"clock_gettime", "ask the Clock", {"core/daemon/service_manager.cpp"}},
        {"gmtime", "use <daifa/codec/timestamp.hpp>"},
        {"localtime", "use <daifa/codec/timestamp.hpp>"},
        {"localtime_r", "use <daifa/codec/timestamp.hpp>", {"core/command/view.cpp"}},
        {"std::rand", "ask the Random port"},
        {"random_device", "ask the Random port"},
        {"mt19937", "ask the Random port"},
        {"std::cout", "log, or print in a program's main.cpp", {"main.cpp"}},
        {"std::cerr", "log, or print in a program's main.cpp", {"main.cpp"}},
        {"std::clog", "log"},
        {"printf", "build a string"},
        {"getenv",
         "take it from the configuration",
         {"core/config/secret_source.cpp", "core/daemon/application.cpp", "main.cpp"}},
        {"setenv", "pass a value"},
        {"std::exit", "return an exit code"},
        {"std::abort", "assert, or throw at the start"},
        {"std::async", "co_await"},
        {"new", "std::make_unique, or a value"},
        {"malloc", "a container"},
        {"free(", "a type with a destructor", {}, {"plugins"}},
        {"const_cast", "keep it const", {"core/http/tls.cpp"}},
        {"double",
         "whole fen (Money)",
         {},
         {"core/sdk/daifa/domain", "core/reconcile", "core/store", "plugins/platform",
          "plugins/erp"}},
        {"float", "whole fen (Money)"},
    };
    return list;
}

bool holds(const SourceFile& file, const std::vector<std::string_view>& places)
{
    return std::any_of(places.begin(), places.end(), [&](std::string_view place) {
        return file.path == place || file.name() == place || file.is_under(place);
    });
}

bool is_product(const SourceFile& file)
{
    return file.is_cpp() && (file.is_under("core") || file.is_under("plugins")) &&
           file.path.find("/tests/") == std::string::npos;
}

/// The groups in their order: own header, the core's inside, SDK, libraries, standard library.
enum class Group { own, inside, sdk, library, standard };

Group group_of(const SourceFile& file, std::string_view include, bool is_first)
{
    const bool is_quoted = include.starts_with('"');
    const auto name = include.substr(1, include.find_last_of(">\"") - 1);
    const auto stem = std::string_view(file.path).substr(0, file.path.rfind(".cpp"));
    if (is_quoted && is_first && name.ends_with(".hpp") &&
        stem.ends_with(name.substr(0, name.size() - 4)))
        return Group::own;
    if (is_quoted)
        return Group::inside;
    if (name.starts_with("daifa/"))
        return is_first && stem.find("core/sdk/src/") != std::string_view::npos ? Group::own
                                                                                : Group::sdk;
    if (name.find('/') == std::string_view::npos || name.starts_with("sys/") ||
        name.starts_with("netinet/"))
        return Group::standard;
    return Group::library;
}

} // namespace

void check_header_form(const SourceFile& file, Findings& findings)
{
    if (!file.is_cpp())
        return;
    if (file.is_header()) {
        if (file.lines.empty() || file.lines.front() != "#pragma once")
            findings.push_back({file.path, 1, "a header begins with #pragma once"});
        for (std::size_t i = 0; i < file.code.size(); ++i)
            if (has_word(file.code[i], "using namespace") &&
                !has_word(file.code[i], "std::chrono_literals") && !file.is_under("tests") &&
                file.path.find("/tests/") == std::string::npos)
                findings.push_back(
                    {file.path, i + 1, "using namespace in a header: name what you use"});
    }
    // A broken plugin may have to define something before it includes.
    if (file.name() == "pch.hpp" || file.is_under("tests/broken_plugins"))
        return;

    Group last = Group::own;
    std::size_t last_line = 0;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (!file.code[i].starts_with("#include "))
            continue;
        const auto group =
            group_of(file, std::string_view(file.lines[i]).substr(9), last_line == 0);
        if (last_line != 0 && group < last)
            findings.push_back({file.path, i + 1,
                                "includes stand in groups: own header, the core's inside, "
                                "<daifa/…>, libraries, std"});
        else if (last_line == i && last_line != 0 && group != last)
            findings.push_back({file.path, i + 1, "a blank line between the groups of includes"});
        last = group;
        last_line = i + 1;
    }
}

void check_banned(const SourceFile& file, Findings& findings)
{
    if (!is_product(file))
        return;
    for (const auto& entry : banned()) {
        if (holds(file, entry.except) || (!entry.only.empty() && !holds(file, entry.only)))
            continue;
        for (std::size_t i = 0; i < file.code.size(); ++i)
            if (!file.code[i].starts_with("#") && has_word(file.code[i], entry.word))
                findings.push_back(
                    {file.path, i + 1,
                     std::string(entry.word) + ": " + std::string(entry.instead) + " instead"});
    }
}

void check_statics(const SourceFile& file, Findings& findings)
{
    // A terminate handler has no argument, so what it needs is global.
    if (!is_product(file) || file.path == "core/plugin_host/trial.cpp")
        return;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
        const std::string_view whole = file.code[i];
        const auto line = trim(whole);
        const auto first = line.find_first_of("(=;{");
        const bool is_variable = first != std::string_view::npos && line[first] != '(';
        const bool is_static = line.starts_with("static ") || line.starts_with("thread_local ");
        // Namespaces are not indented here, so a definition in the first column is one of a
        // namespace.
        const bool is_global = !whole.starts_with(' ') && is_variable && line[first] != '{' &&
                               line.find(' ') < first && is_word(line.front());
        if (!is_variable || !(is_static || is_global))
            continue;
        const auto begins = [&](std::initializer_list<std::string_view> words) {
            return std::any_of(words.begin(), words.end(),
                               [&](auto word) { return find_word(line, word) == 0; });
        };
        if (has_word(line, "const") || has_word(line, "constexpr") || has_word(line, "operator=") ||
            begins({"using", "namespace", "struct", "class", "enum", "template", "typedef",
                    "extern", "friend", "public", "private", "return", "static_assert"}))
            continue;
        findings.push_back(
            {file.path, i + 1, "a variable that outlives its function and can change: pass it in"});
    }
}

void check_wire_words(const SourceFile& file, Findings& findings)
{
    // The sandbox's README shows how to talk to the fronts; its world speaks the domain's words.
    if (!file.is_under("core") || file.path == "core/sandbox/README.md")
        return;
    for (const std::string_view word :
         {"mall_mask", "mall_mask_id", "mall_id", "order_mask_sn", "waybill_code", "wp_code",
          "sourceTradeNo", "tradeNo", "onlineTradeNo", "logisticNo", "goodsNo", "outSkuCode",
          "bizcontent", "subCode"})
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (has_word(file.lines[i], word))
                findings.push_back(
                    {file.path, i + 1,
                     std::string(word) + " is a word of one remote: it stays in its plugin"});
}

} // namespace daifa::test
