#pragma once

#include "plugin_host/refusal.hpp"
#include "plugin_host/stamp.hpp"

#include <daifa/plugin/descriptor.hpp>

#include <boost/system/result.hpp>

#include <filesystem>

namespace daifa::plugin_host {

/// One loaded plugin that passed every check. Cheap to copy: the library stays in memory until the
/// process ends, since connectors, exceptions and suspended coroutines hold pointers into it.
class PluginLibrary {
public:
    /// Checks who may change the file, reads its stamp, tries it in a child process, then loads it.
    /// For start-up: it blocks, and it forks, so call it before there are threads.
    static boost::system::result<PluginLibrary, Refusal> open(const std::filesystem::path& file);
    /// The second half of `open`, for a file whose stamp was read and fits.
    static boost::system::result<PluginLibrary, Refusal> open(const std::filesystem::path& file,
                                                              Stamp stamp);

    const std::filesystem::path& file() const { return file_; }
    const Stamp& stamp() const { return stamp_; }
    PluginKind kind() const { return stamp_.kind; }
    const std::string& name() const { return stamp_.name; }
    const PluginDescriptor& descriptor() const { return *descriptor_; }
    /// With every setting at its default.
    const Capabilities& capabilities() const { return capabilities_; }

private:
    static boost::system::result<PluginLibrary, Refusal> load(const std::filesystem::path& file,
                                                              Stamp stamp);
    PluginLibrary(std::filesystem::path file, Stamp stamp, const PluginDescriptor& descriptor,
                  Capabilities capabilities)
        : file_(std::move(file)), stamp_(std::move(stamp)), descriptor_(&descriptor),
          capabilities_(std::move(capabilities))
    {
    }

    std::filesystem::path file_;
    Stamp stamp_;
    const PluginDescriptor* descriptor_;
    Capabilities capabilities_;
};

/// The stamp of a file that is safe to load and was built as this program was.
boost::system::result<Stamp, Refusal> read_trusted_stamp(const std::filesystem::path& file);

} // namespace daifa::plugin_host
