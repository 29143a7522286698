#include "command/plugins.hpp"

#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"
#include "plugin_host/description_json.hpp"
#include "plugin_host/plugin_library.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

constexpr std::size_t default_width_max = 48;

} // namespace

std::string render_plugin(const View& view, const json::object& plugin)
{
    std::string out = text_or(plugin, "kind") + " " + text_or(plugin, "name") + " " + text_or(plugin, "version") +
                      "  " + view.paint(printable(text_or(plugin, "file")), Tone::dim) + "\n";
    std::vector<std::pair<std::string, Cell>> pairs;
    for (const auto& [key, value] : object_of(plugin, "capabilities"))
        pairs.emplace_back("  " + std::string(key), scalar_text(value));
    out += render_pairs(view, pairs);
    const auto title = [&](const char* en, const char* zh) { return std::string(view.say(en, zh)); };
    Table table({title("  SETTING", "  设置"), title("TYPE", "类型"), title("DEFAULT", "默认值"),
                 title("MEANING", "含义")});
    for (const auto& value : array_of(plugin, "settings")) {
        const auto& setting = value.as_object();
        // One list of names would push the meanings of all settings off the screen; --json has it
        // whole.
        std::string fallback = shorten(text_or(setting, "default"), default_width_max);
        if (flag_of(setting, "is_required"))
            fallback = title("(required)", "（必填）");
        std::string type = text_or(setting, "type");
        if (flag_of(setting, "is_secret"))
            type += title(", secret", "，保密");
        table.add({Cell("  " + text_or(setting, "name")), Cell(type), Cell(fallback), Cell(view.say(setting))});
    }
    return out + table.render(view) + "\n";
}

Outcome list_plugins(Session& session)
{
    const auto answer = session.daemon.get("/v1/plugins");
    if (!answer)
        return failed(session.view, answer.error());
    const View& view = session.view;
    Outcome outcome;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    for (const auto& plugin : array_of(*answer, "plugins"))
        outcome.out += render_plugin(view, plugin.as_object());
    for (const auto& refusal : array_of(*answer, "refused"))
        outcome.out += view.paint(view.say("refused: ", "已拒绝："), Tone::bad) + view.say(refusal.as_object()) + "\n";
    return outcome;
}

Outcome inspect_plugin(const View& view, const std::filesystem::path& file)
{
    const auto opened = plugin_host::PluginLibrary::open(file);
    Outcome outcome;
    if (!opened) {
        outcome.code = exit_failed;
        const auto refusal = plugin_host::to_json(opened.error());
        if (view.is_json)
            outcome.out = to_json_text(refusal);
        else
            outcome.err = "daifa: " + view.say(refusal) + "\n";
        return outcome;
    }
    const auto plugin = plugin_host::to_json(plugin_host::describe(*opened));
    if (view.is_json) {
        outcome.out = to_json_text(plugin);
        return outcome;
    }
    outcome.out = render_plugin(view, plugin);
    std::vector<std::pair<std::string, Cell>> build;
    for (const auto& [key, value] : object_of(plugin, "build"))
        build.emplace_back("  " + std::string(key), scalar_text(value));
    outcome.out += render_pairs(view, build);
    return outcome;
}

} // namespace daifa::command
