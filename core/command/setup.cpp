#include "command/setup.hpp"

#include "config/configuration.hpp"
#include "config/schema.hpp"
#include "config/service_user.hpp"
#include "plugin_host/catalog_settings.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <map>

#include <unistd.h>

namespace daifa::command {
namespace json = boost::json;
namespace fs = std::filesystem;
namespace {

using config::Problem;

/// Who may own the secrets: root examines the files on behalf of the service's user.
config::SecretOwners secret_owners()
{
    config::SecretOwners owners;
    owners.user = ::geteuid();
    const auto service = config::find_user(config::service_user_name);
    if (owners.user == 0 && service)
        owners.service = service->user;
    return owners;
}

/// What one configuration amounts to.
struct Examined {
    std::vector<Problem> problems = {};
    std::vector<std::string> switched_off = {}; ///< Shops, with their places. No mistakes.
    std::vector<ShopSender> senders = {};       ///< Of the shops that are not.
};

config::LoadedConfiguration load(const fs::path& file)
{
    auto secrets = config::SystemSecretReader::for_check(secret_owners());
    const std::string directory = config::load_daemon_settings(file).plugin_directory;
    if (directory.empty())
        return config::load_configuration(file, config::UnknownPlugins(), secrets);
    const auto plugins = plugin_host::PluginCatalog::scan(directory);
    return config::load_configuration(file, plugin_host::CatalogSettings(plugins), secrets);
}

Examined examine(const fs::path& file)
{
    const auto loaded = load(file);
    Examined examined{loaded.problems};
    if (!loaded.configuration)
        return examined;
    for (const auto& shop : loaded.configuration->shops) {
        if (!shop.is_enabled)
            examined.switched_off.push_back(shop.plan.id.text() + " (" + shop.source + ")");
        else if (shop.plan.role == TradeRole::factory &&
                 shop.plan.waybill_source == WaybillSource::platform)
            examined.senders.push_back({shop.plan.id.text(), shop.plan.sender.address});
    }
    return examined;
}

/// The `daifa.yaml` that a part of a configuration belongs to: the nearest above it, else
/// `fallback`.
fs::path owner_of(const fs::path& file, const fs::path& fallback)
{
    std::error_code ignored;
    fs::path directory = fs::absolute(file, ignored).parent_path();
    for (int level = 0; level < 3 && !directory.empty();
         ++level, directory = directory.parent_path())
        if (fs::exists(directory / "daifa.yaml", ignored))
            return directory / "daifa.yaml";
    return fallback;
}

bool is_same(const fs::path& one, const fs::path& other)
{
    std::error_code problem;
    const bool is_equivalent = fs::equivalent(one, other, problem);
    return problem ? one == other : is_equivalent;
}

/// Everything to be shown, each once.
Examined collect(const fs::path& config, const std::vector<std::string>& files)
{
    if (files.empty())
        return examine(config);
    std::map<fs::path, Examined> by_owner;
    Examined shown;
    for (const fs::path file : files) {
        std::error_code ignored;
        const bool is_whole = fs::is_directory(file, ignored) || file.filename() == "daifa.yaml";
        fs::path owner = is_whole ? file : owner_of(file, config);
        if (fs::is_directory(file, ignored))
            owner /= "daifa.yaml";
        if (!is_whole && !fs::exists(file, ignored)) {
            Problem missing;
            missing.file = file.string();
            missing.text_en = "there is no such file";
            missing.text_zh = "没有该文件";
            shown.problems.push_back(std::move(missing));
            continue;
        }
        const auto [entry, is_new] = by_owner.try_emplace(owner);
        if (is_new)
            entry->second = examine(owner);
        for (const auto& problem : entry->second.problems)
            if (is_whole || is_same(problem.file, file))
                shown.problems.push_back(problem);
        if (!is_whole)
            continue;
        shown.switched_off = entry->second.switched_off;
        shown.senders = entry->second.senders;
    }
    return shown;
}

json::object to_json(const Problem& problem)
{
    json::object made;
    made["file"] = problem.file;
    made["line"] = problem.line;
    made["column"] = problem.column;
    made["severity"] = problem.severity == config::Severity::error ? "error" : "warning";
    made["en"] = problem.text_en;
    made["zh"] = problem.text_zh;
    made["hint"] = problem.hint;
    return made;
}

std::string summarize(const View& view, const std::vector<Problem>& problems)
{
    const auto errors = std::ranges::count(problems, config::Severity::error, &Problem::severity);
    const auto warnings = static_cast<std::ptrdiff_t>(problems.size()) - errors;
    if (problems.empty())
        return view.paint(view.say("the configuration is right\n", "配置正确\n"), Tone::good);
    if (view.language == config::Language::zh)
        return std::to_string(errors) + " 个错误，" + std::to_string(warnings) + " 个警告\n";
    return "errors: " + std::to_string(errors) + ", warnings: " + std::to_string(warnings) + "\n";
}

} // namespace

Outcome check(const View& view, const fs::path& config, const std::vector<std::string>& files,
              const CompareSender& compare)
{
    const auto [problems, switched_off, senders] = collect(config, files);
    const bool is_wrong = config::has_errors(problems);
    Outcome outcome;
    outcome.code = is_wrong ? exit_failed : exit_good;
    if (view.is_json) {
        json::array list;
        for (const auto& problem : problems)
            list.push_back(to_json(problem));
        json::object body;
        body["is_ok"] = !is_wrong;
        body["problems"] = std::move(list);
        body["senders"] = compare_senders(senders, compare);
        body["switched_off"] = json::array(switched_off.begin(), switched_off.end());
        outcome.out = to_json_text(body);
        return outcome;
    }
    for (const auto& problem : problems) {
        const bool is_error = problem.severity == config::Severity::error;
        outcome.err += view.paint(config::to_text(problem, view.language),
                                  is_error ? Tone::bad : Tone::warning) +
                       "\n";
        if (const auto excerpt = config::to_excerpt_text(problem); !excerpt.empty())
            outcome.err += excerpt + (excerpt.ends_with('\n') ? "" : "\n");
    }
    for (const auto& shop : switched_off)
        outcome.out += std::string(view.say("switched off: ", "已停用：")) + shop + "\n";
    outcome.out += render_senders(view, senders, compare);
    (is_wrong ? outcome.err : outcome.out) += summarize(view, problems);
    return outcome;
}

Outcome show_schema()
{
    Outcome outcome;
    outcome.out = config::make_schema();
    if (!outcome.out.ends_with('\n'))
        outcome.out += '\n';
    return outcome;
}

} // namespace daifa::command
