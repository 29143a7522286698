#include "plugin_host/plugin_catalog.hpp"

#include "plugin_host/file_trust.hpp"
#include "plugin_host/spelling.hpp"

#include <algorithm>
#include <system_error>

namespace daifa::plugin_host {
namespace {

std::vector<std::filesystem::path> list_libraries(const std::filesystem::path& directory,
                                                  std::error_code& failure)
{
    std::vector<std::filesystem::path> files;
    std::filesystem::directory_iterator entry(directory, failure);
    while (!failure && entry != std::filesystem::directory_iterator()) {
        if (entry->path().extension() == ".so")
            files.push_back(entry->path());
        entry.increment(failure);
    }
    std::sort(files.begin(), files.end());
    return files;
}

Refusal refuse_duplicate(const std::filesystem::path& file, const PluginLibrary& first)
{
    const std::string what =
        std::string(to_text(first.kind())) + " plugin \"" + first.name() + "\"";
    const std::string what_zh = std::string(to_text(first.kind())) + " 插件“" + first.name() + "”";
    return refuse(file, RefusalReason::duplicate_name,
                  {"the " + what + " is already provided by " + first.file().string() +
                       "; remove one of the two files",
                   what_zh + "已由 " + first.file().string() + " 提供；请删除其中一个文件"});
}

std::string join(const std::vector<std::string>& words, std::string_view separator)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? std::string() : std::string(separator)) + word;
    return text;
}

} // namespace

PluginCatalog PluginCatalog::scan(const std::filesystem::path& directory)
{
    PluginCatalog catalog;
    catalog.directory_ = directory;
    if (auto refusal = check_directory_access(directory)) {
        catalog.refuse_file(std::move(*refusal), {});
        return catalog;
    }
    std::error_code failure;
    const auto files = list_libraries(directory, failure);
    if (failure) {
        const std::string why = failure.message();
        catalog.refuse_file(refuse(directory, RefusalReason::not_readable,
                                   {"can not be read (" + why + "); correct its permissions",
                                    "无法读取（" + why + "）；请检查其权限"}),
                            {});
    }
    for (const auto& file : files)
        catalog.add(file);
    return catalog;
}

void PluginCatalog::add(const std::filesystem::path& file)
{
    auto stamp = read_trusted_stamp(file);
    if (!stamp) {
        refuse_file(stamp.error(), file.stem().string());
        return;
    }
    if (const PluginLibrary* first = find(stamp->kind, stamp->name)) {
        refuse_file(refuse_duplicate(file, *first), {});
        return;
    }
    const std::string name = stamp->name;
    auto library = PluginLibrary::open(file, std::move(*stamp));
    if (library)
        plugins_.push_back(std::move(*library));
    else
        refuse_file(library.error(), name);
}

void PluginCatalog::refuse_file(Refusal refusal, std::string name)
{
    refused_names_.push_back(RefusedName{std::move(name), refusals_.size()});
    refusals_.push_back(std::move(refusal));
}

const PluginLibrary* PluginCatalog::find(PluginKind kind, std::string_view name) const
{
    const auto found = std::find_if(plugins_.begin(), plugins_.end(), [&](const PluginLibrary& p) {
        return p.kind() == kind && p.name() == name;
    });
    return found == plugins_.end() ? nullptr : &*found;
}

Sentence PluginCatalog::explain_missing(PluginKind kind, std::string_view name) const
{
    const std::string kind_text(to_text(kind));
    const std::string what = "no " + kind_text + " plugin \"" + std::string(name) + "\"";
    const std::string what_zh = "没有名为“" + std::string(name) + "”的 " + kind_text + " 插件";

    const auto refused =
        std::find_if(refused_names_.begin(), refused_names_.end(),
                     [&](const RefusedName& r) { return !r.name.empty() && r.name == name; });
    if (refused != refused_names_.end()) {
        const Sentence& why = refusals_[refused->refusal].sentence;
        return {what + ": " + why.en, what_zh + "：" + why.zh};
    }

    std::vector<std::string> known;
    for (const PluginLibrary& plugin : plugins_) {
        if (plugin.kind() == kind)
            known.push_back(plugin.name());
        else if (plugin.name() == name)
            return {what + ": \"" + plugin.name() + "\" is of kind " +
                        std::string(to_text(plugin.kind())) + "; name it there",
                    what_zh + "：“" + plugin.name() + "”属于 " +
                        std::string(to_text(plugin.kind())) + " 类型；请写到对应的位置"};
    }
    if (const auto nearest = find_nearest(name, known))
        return {what + ", did you mean \"" + *nearest + "\"?",
                what_zh + "，是否想写“" + *nearest + "”？"};
    if (!known.empty())
        return {what + " in " + directory_.string() + "; there are: " + join(known, ", "),
                what_zh + "（" + directory_.string() + "）；现有：" + join(known, "、")};
    // A directory that was refused as a whole is the only reason there is.
    if (!refusals_.empty() && plugins_.empty())
        return {what + ": " + refusals_.front().sentence.en,
                what_zh + "：" + refusals_.front().sentence.zh};
    const std::string place = directory_.string();
    return {what + ": there is no plugin in " + place +
                "; put its file there, or correct plugins.directory",
            what_zh + "：" + place +
                " 中没有任何插件；请把插件文件放入该目录，或修正 plugins.directory"};
}

} // namespace daifa::plugin_host
