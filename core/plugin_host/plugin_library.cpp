#include "plugin_host/plugin_library.hpp"

#include "plugin_host/descriptor_check.hpp"
#include "plugin_host/file_trust.hpp"
#include "plugin_host/trial.hpp"

#include <boost/dll/shared_library.hpp>

#include <fstream>
#include <system_error>

#include <dlfcn.h>

namespace daifa::plugin_host {
namespace {

namespace dll = boost::dll;

/// Longer than any library needs to be mapped from a slow disk.
constexpr auto trial_time_max = std::chrono::seconds(10);

/// Never unmapped, whatever becomes of the library object.
constexpr auto load_mode = static_cast<dll::load_mode::type>(
    dll::load_mode::rtld_now | dll::load_mode::rtld_local | RTLD_NODELETE);

/// Boost.DLL wraps the linker's words in its own and ends with an error code that says nothing.
std::string linker_text(const std::string& thrown, const std::filesystem::path& file)
{
    constexpr std::string_view mark = "dlerror system message: ";
    const std::size_t start = thrown.find(mark);
    const std::size_t end = thrown.rfind(')');
    if (start == std::string::npos || end == std::string::npos || end < start + mark.size())
        return thrown;
    std::string text = thrown.substr(start + mark.size(), end - start - mark.size());
    const std::string prefix = file.string() + ": ";
    if (text.compare(0, prefix.size(), prefix) == 0)
        text.erase(0, prefix.size());
    return text;
}

Refusal refuse_not_loadable(const std::filesystem::path& file, const std::string& why)
{
    return refuse(file, RefusalReason::not_loadable,
                  {"can not be loaded (" + why +
                       "); install what it needs or rebuild it with the installed SDK",
                   "无法加载（" + why + "）；请安装其依赖，或用本机已安装的 SDK 重新编译"});
}

Refusal refuse_failing(const std::filesystem::path& file, const std::string& why)
{
    const std::string text = safe_remote_text(why);
    return refuse(file, RefusalReason::fails_when_loaded,
                  {"fails while it is loaded (" + text + "); remove it or correct the plugin",
                   "加载时出错（" + text + "）；请删除该文件或修正插件"});
}

} // namespace

boost::system::result<Stamp, Refusal> read_trusted_stamp(const std::filesystem::path& file)
{
    if (auto refusal = check_file_access(file))
        return *refusal;
    std::error_code resolving;
    const auto real = std::filesystem::canonical(file, resolving);
    if (auto refusal = check_directory_access(resolving ? file : real.parent_path()))
        return refuse(file, refusal->reason,
                      {"stands in " + refusal->sentence.en, "所在目录 " + refusal->sentence.zh});
    std::ifstream bytes(file, std::ios::binary);
    auto stamp = read_stamp(bytes);
    if (!stamp)
        return refuse_stamp(file, stamp.error());
    if (const auto difference = compare(*stamp, host_build()))
        return refuse(file, RefusalReason::wrong_stamp, *difference);
    return std::move(*stamp);
}

boost::system::result<PluginLibrary, Refusal> PluginLibrary::open(const std::filesystem::path& file)
{
    auto stamp = read_trusted_stamp(file);
    if (!stamp)
        return stamp.error();
    return open(file, std::move(*stamp));
}

boost::system::result<PluginLibrary, Refusal> PluginLibrary::open(const std::filesystem::path& file,
                                                                  Stamp stamp)
{
    const auto trial = [&] { static_cast<void>(load(file, stamp)); };
    if (const auto failure = run_apart(trial, trial_time_max))
        return refuse_failing(file, *failure);
    return load(file, std::move(stamp));
}

boost::system::result<PluginLibrary, Refusal> PluginLibrary::load(const std::filesystem::path& file,
                                                                  Stamp stamp)
{
    dll::shared_library library;
    try {
        library.load(std::filesystem::absolute(file), load_mode);
    } catch (const std::system_error& error) {
        return refuse_not_loadable(file,
                                   linker_text(error.what(), std::filesystem::absolute(file)));
    }
    if (!library.has(plugin_entry_symbol))
        return refuse(file, RefusalReason::missing_symbol,
                      {"does not export " + std::string(plugin_entry_symbol) +
                           "; export it with DAIFA_EXPORT_PLATFORM or DAIFA_EXPORT_ERP",
                       "没有导出 " + std::string(plugin_entry_symbol) +
                           "；请用 DAIFA_EXPORT_PLATFORM 或 DAIFA_EXPORT_ERP 导出"});
    try {
        // A reference is returned as a pointer is; read as one, a null can be seen.
        const PluginDescriptor* descriptor =
            library.get<const PluginDescriptor*()>(plugin_entry_symbol)();
        if (descriptor == nullptr)
            return refuse(file, RefusalReason::bad_descriptor,
                          {"describes itself with nothing; correct the plugin and rebuild it",
                           "没有返回自述信息；请修正插件后重新编译"});
        if (const auto problem = check_descriptor(*descriptor, stamp))
            return refuse(file, RefusalReason::bad_descriptor, *problem);
        Capabilities capabilities = descriptor->capabilities();
        if (const auto problem = check_capabilities(capabilities))
            return refuse(file, RefusalReason::bad_descriptor, *problem);
        return PluginLibrary(file, std::move(stamp), *descriptor, std::move(capabilities));
    } catch (const std::exception& error) {
        return refuse_failing(file, error.what());
    } catch (...) {
        return refuse_failing(file, "it throws something that is no std::exception");
    }
}

} // namespace daifa::plugin_host
