#pragma once

#include "plugin_host/plugin_library.hpp"
#include "plugin_host/refusal.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace daifa::plugin_host {

/// The plugins of one directory: those that may be used and why the others may not.
class PluginCatalog {
public:
    PluginCatalog() = default;

    /// Opens every `*.so` in the order of the file names; of several with one kind and name the
    /// first good one wins. Never throws for what it finds there; see `PluginLibrary::open` about
    /// threads.
    static PluginCatalog scan(const std::filesystem::path& directory);

    const std::vector<PluginLibrary>& plugins() const { return plugins_; }
    const std::vector<Refusal>& refusals() const { return refusals_; }

    /// Null when there is none; then `explain_missing` says why. Valid until the catalog changes.
    const PluginLibrary* find(PluginKind kind, std::string_view name) const;
    /// Why `find` found nothing and what to do: refused, misspelt, of the other kind, or unknown.
    Sentence explain_missing(PluginKind kind, std::string_view name) const;

private:
    /// A refused file that would have provided this plugin, as far as its stamp or file name says.
    struct RefusedName {
        std::string name = {};
        std::size_t refusal = 0; ///< Index into `refusals_`.
    };

    void add(const std::filesystem::path& file);
    void refuse_file(Refusal refusal, std::string name);

    std::filesystem::path directory_;
    std::vector<PluginLibrary> plugins_;
    std::vector<Refusal> refusals_;
    std::vector<RefusedName> refused_names_;
};

} // namespace daifa::plugin_host
