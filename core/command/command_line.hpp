#pragma once

#include "command/commands.hpp"
#include "config/language.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace daifa::command {

enum class Verb {
    init,
    check,
    plan,
    status,
    orders,
    cases,
    explain,
    authorize,
    retry,
    resolve,
    hold,
    release,
    waybills,
    print,
    cancel_waybill,
    stock,
    merchant,
    proposals,
    windows,
    plugins,
    inspect_plugin,
    reload,
    doctor,
    schema,
    version,
};

/// What one command line says.
struct CommandLine {
    std::string config = "/etc/daifa/daifa.yaml";
    bool has_config = false; ///< It was named on the command line.
    std::string socket = {}; ///< Empty: as the configuration says.
    bool is_json = false;
    std::string language = "auto";
    std::string color = "auto";

    Verb verb = Verb::version;
    std::string directory = {};
    std::vector<std::string> files = {};
    OrdersOptions orders = {};
    CasesOptions cases = {};
    PlanOptions plan = {};
    AuthorizeOptions authorize = {};
    ActionOptions action = {};
    PrintOptions print = {};
    StockOptions stock = {};
    MerchantOptions merchant = {};
    ProposalOptions proposals = {};
    std::string shop = {};
    bool only_holes = false;
    int limit = 20;
};

struct ParsedLine {
    CommandLine line = {};
    /// Set: nothing is to be run; print this and end with that code.
    bool is_answered = false;
    Outcome answer = {};
};

/// `language` is that of the help.
ParsedLine parse_command_line(std::vector<std::string> arguments, config::Language language,
                              const std::string& version);

/// The language that "--lang" asks for, else the locale's. Looks before anything is parsed, so that
/// the help can be in it.
config::Language find_language(const std::vector<std::string>& arguments, const std::string& locale);

} // namespace daifa::command
