#include "daemon/listen_failure.hpp"

#include <filesystem>

#include <unistd.h>

namespace daifa::daemon {

std::string explain_socket(const std::string& path, const std::string& why)
{
    const std::string begin = "admin.socket " + path + ": " + why + "; ";
    const std::string end = ", or name another admin.socket in daifa.yaml";
    std::filesystem::path directory = std::filesystem::path(path).parent_path();
    if (directory.empty())
        directory = ".";
    std::error_code ignored;
    if (!std::filesystem::is_directory(directory, ignored))
        return begin + "make the directory " + directory.string() +
               " for daifad's user (the installed service does it by RuntimeDirectory=daifa)" + end;
    if (::access(directory.c_str(), W_OK) != 0)
        return begin + "let daifad's user write into " + directory.string() + end;
    return begin + "stop the other daifad or remove what stands there (fuser -v " + path +
           " shows who uses it)" + end;
}

std::string explain_metrics_address(const std::string& address, const std::string& why)
{
    return "metrics.listen " + address + ": " + why +
           "; stop who uses it (ss -ltnp shows it), or name another " +
           "metrics.listen in daifa.yaml";
}

} // namespace daifa::daemon
