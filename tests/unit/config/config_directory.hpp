#pragma once

#include "config/configuration.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::config::test {

/// A configuration in a directory of its own, which goes with the object. It starts complete and
/// right: one shop "alpha" with the strategy "factory".
class ConfigDirectory {
public:
    ConfigDirectory()
    {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "daifa-config-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary directory");
        path_ = pattern;
        write("daifa.yaml", "");
        write("daifa.key", std::string(64, 'a') + "\n", 0600);
        write("secret", "made-up-secret\n", 0600);
        write("strategies.d/factory.yaml", "strategy: factory\n");
        write("shops.d/alpha.yaml", good_shop);
    }
    ConfigDirectory(const ConfigDirectory&) = delete;
    ConfigDirectory& operator=(const ConfigDirectory&) = delete;
    ~ConfigDirectory() { std::filesystem::remove_all(path_); }

    void write(const std::string& name, std::string_view text, unsigned mode = 0644) const
    {
        const auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        std::filesystem::permissions(file, static_cast<std::filesystem::perms>(mode));
    }

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

    /// A text without the directory's own name in it.
    std::string shortened(std::string text) const
    {
        const std::string prefix = path_.string() + "/";
        for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
            text.erase(at, prefix.size());
        return text;
    }

    static constexpr std::string_view good_shop = "shop: alpha\n"
                                                  "strategy: factory\n"
                                                  "platform:\n"
                                                  "  plugin: market\n"
                                                  "  settings:\n"
                                                  "    app_key: made-up\n"
                                                  "    app_secret: {file: ../secret}\n"
                                                  "erp: {plugin: books, channel: \"0042\"}\n"
                                                  "waybill: {source: erp}\n";

private:
    std::filesystem::path path_;
};

/// An installation with the platform plugin "market" and the ERP plugin "books".
class TwoPlugins : public PluginSettingsSource {
public:
    std::optional<PluginFacts> find(PluginKind kind, std::string_view name) const override
    {
        if (kind == PluginKind::platform && name == "market")
            return PluginFacts{market, {"order.list", "order.get"}};
        if (kind == PluginKind::erp && name == "books")
            return PluginFacts{books, {"trade.create"}};
        return std::nullopt;
    }
    MissingPlugin explain_missing(PluginKind, std::string_view name) const override
    {
        return {"没有 " + std::string(name), "no " + std::string(name)};
    }

private:
    static constexpr std::array<ConfigKey, 9> market = {{
        {"app_key", ConfigType::text, required, Secrecy::open, "Application key.", "应用编号。"},
        {"app_secret", ConfigType::text, required, Secrecy::secret, "Signs.", "签名密钥。"},
        {"gateway", ConfigType::url, "https://market.example/api", Secrecy::open, "Gateway.",
         "网关。"},
        {"printer", ConfigType::socket_url, "ws://127.0.0.1:5000", Secrecy::open, "Printer.",
         "打印。"},
        {"timeout", ConfigType::duration, "10s", Secrecy::open, "Longest wait.", "最长等待。"},
        {"is_fast", ConfigType::boolean, "false", Secrecy::open, "Fast.", "快。"},
        {"codes", ConfigType::text_list, "0, 6", Secrecy::open, "Codes.", "代码。"},
        {"names", ConfigType::text_map, "a: b", Secrecy::open, "Names.", "名称。"},
        {"style", ConfigType::text, "plain", Secrecy::open, "Style.", "样式。", "plain|fancy"},
    }};
    static constexpr std::array<ConfigKey, 1> books = {{
        {"pages", ConfigType::integer, "50", Secrecy::open, "Rows of a page.", "每页行数。"},
    }};
};

inline LoadedConfiguration load(const ConfigDirectory& directory)
{
    SystemSecretReader secrets;
    return load_configuration(directory / "daifa.yaml", TwoPlugins(), secrets);
}

/// The problems as people read them, one a line.
inline std::string problem_lines(const ConfigDirectory& directory,
                                 const LoadedConfiguration& loaded, Language language)
{
    std::string lines;
    for (const Problem& problem : loaded.problems)
        lines += (lines.empty() ? "" : "\n") + directory.shortened(to_text(problem, language));
    return lines;
}

} // namespace daifa::config::test
