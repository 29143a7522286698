#include "config/configuration.hpp"

#include "config/detail/loader.hpp"
#include "config/detail/shop_loader.hpp"

#include <algorithm>

namespace daifa::config {
namespace {

using namespace detail;

bool is_master_key(const Secret& key)
{
    const std::string& text = key.reveal();
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

/// Reads the daemon's own secrets.
void resolve_secrets(ReadFile& file, SecretReader& secrets, std::vector<Problem>& problems)
{
    StoreSettings& store = file.draft.daemon.store;
    Report report(file.path.string(), file.text, problems);
    auto outcome = secrets.read(store.key_source, file.path.parent_path());
    if (auto* key = std::get_if<Secret>(&outcome)) {
        store.key = std::move(*key);
    } else {
        const auto& failure = std::get<SecretFailure>(outcome);
        const Phrase phrase{in_quotes("store.key") + "：" + failure.text_zh,
                            in_quotes("store.key") + ": " + failure.text_en};
        const Position at = file.place("store.key");
        failure.is_out_of_sight ? report.warning(at, phrase) : report.error(at, phrase);
    }
    if (!store.key.empty() && !is_master_key(store.key))
        report.error(file.place("store.key"),
                     {"主密钥应为 64 位十六进制数；daifa init 可以生成一个",
                      "the master key must be 64 hex digits; daifa init makes one"});
    file.has_errors |= report.has_errors();
}

std::vector<ReadFile> read_files(FileKind kind, const std::vector<std::string>& patterns,
                                 const std::filesystem::path& directory,
                                 std::vector<Problem>& problems)
{
    std::vector<ReadFile> files;
    for (const auto& path : expand_patterns(patterns, directory))
        files.push_back(read_configuration_file(kind, path, problems));
    return files;
}

void warn_without_shops(const std::vector<ReadFile>& shops, const std::filesystem::path& path,
                        std::vector<Problem>& problems)
{
    if (!shops.empty())
        return;
    Report(path.string(), {}, problems)
        .warning({}, {"没有任何店铺文件（include.shops）",
                      "there is no file of a shop (include.shops)"});
    problems.back().line = 0;
}

/// The paths of `daifa.yaml` count from its own directory.
void join_paths(ReadFile& file, std::vector<Problem>& problems)
{
    constexpr std::size_t socket_path_max = 107; // What fits into a Unix socket's address.
    DaemonSettings& daemon = file.draft.daemon;
    daemon.plugin_directory = join_beside(file.path, daemon.plugin_directory).string();
    daemon.admin.socket = join_beside(file.path, daemon.admin.socket).string();
    const std::size_t size = daemon.admin.socket.size();
    if (size <= socket_path_max)
        return;
    Report(file.path.string(), file.text, problems)
        .error(file.place("admin.socket"),
               {"套接字路径有 " + std::to_string(size) +
                    " 字节，系统最多允许 107 字节：请换一个较短的路径，如 "
                    "/run/daifa/admin.sock",
                "the path of the socket has " + std::to_string(size) +
                    " bytes, and a system takes at most 107 bytes: choose a shorter one such as "
                    "/run/daifa/admin.sock"});
    file.has_errors = true;
}

/// A mistake elsewhere in the file leaves a directory that is given as right as it was; one that is
/// not given may have been misspelt.
std::string find_plugin_directory(const ReadFile& file, const std::vector<Problem>& problems)
{
    constexpr std::string_view option = "plugins.directory";
    const Position at = file.place(option);
    const bool is_wrong = std::ranges::any_of(problems, [&](const Problem& problem) {
        return problem.severity == Severity::error && problem.line == at.line &&
               problem.column == at.column;
    });
    const bool is_given = file.places.contains(option) && !is_wrong;
    return is_given || !file.has_errors ? file.draft.daemon.plugin_directory : std::string();
}

} // namespace

LoadedConfiguration load_configuration(const std::filesystem::path& path,
                                       const PluginSettingsSource& plugins, SecretReader& secrets)
{
    LoadedConfiguration result;
    ReadFile daemon = read_configuration_file(FileKind::daemon, path, result.problems);
    if (daemon.is_parsed)
        resolve_secrets(daemon, secrets, result.problems);
    join_paths(daemon, result.problems);
    result.plugin_directory = find_plugin_directory(daemon, result.problems);

    const std::filesystem::path directory = path.parent_path();
    const DaemonSettings& settings = daemon.draft.daemon;
    const auto strategies =
        read_files(FileKind::strategy, settings.strategy_files, directory, result.problems);
    const auto shops = read_files(FileKind::shop, settings.shop_files, directory, result.problems);
    if (daemon.is_parsed)
        warn_without_shops(shops, path, result.problems);

    result.configuration.emplace();
    ShopLoader loader(strategies, plugins, secrets, result.problems);
    for (const ReadFile& shop : shops)
        loader.load(shop, result);
    loader.check_factories(result);
    std::ranges::sort(result.configuration->shops, {},
                      [](const ShopConfig& shop) { return shop.plan.id; });
    result.configuration->daemon = settings;
    if (daemon.has_errors)
        result.configuration.reset();
    sort_problems(result.problems);
    return result;
}

LoadedConfiguration load_daemon_settings(const std::filesystem::path& path)
{
    LoadedConfiguration result;
    ReadFile daemon = read_configuration_file(FileKind::daemon, path, result.problems);
    join_paths(daemon, result.problems);
    result.plugin_directory = find_plugin_directory(daemon, result.problems);
    if (!daemon.has_errors)
        result.configuration = Configuration{.daemon = std::move(daemon.draft.daemon)};
    sort_problems(result.problems);
    return result;
}

} // namespace daifa::config
