#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace daifa::test {

/// The built fixture of tests/broken_plugins.
inline std::filesystem::path fixture(const std::string& name)
{
    const char* build = std::getenv("DAIFA_BUILD_DIR");
    if (build == nullptr)
        throw std::runtime_error("run this test through ctest: DAIFA_BUILD_DIR is not set");
    return std::filesystem::path(build) / "tests/plugins" / (name + ".so");
}

inline std::string read_bytes(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// An empty plugin directory that only we may write; gone at the end of the test.
class PluginFolder {
public:
    PluginFolder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "daifa-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary directory");
        path_ = pattern;
    }
    ~PluginFolder() { std::filesystem::remove_all(path_); }
    PluginFolder(const PluginFolder&) = delete;
    PluginFolder& operator=(const PluginFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    /// Puts a copy of the fixture under another or its own name.
    std::filesystem::path copy(const std::string& name, const std::string& as = {})
    {
        const auto to = path_ / ((as.empty() ? name : as) + ".so");
        std::filesystem::copy_file(fixture(name), to);
        permit(to);
        return to;
    }

    std::filesystem::path write(const std::string& file, const std::string& bytes)
    {
        const auto to = path_ / file;
        std::ofstream(to, std::ios::binary) << bytes;
        permit(to);
        return to;
    }

private:
    static void permit(const std::filesystem::path& file)
    {
        std::filesystem::permissions(file, std::filesystem::perms(0644));
    }

    std::filesystem::path path_;
};

} // namespace daifa::test
