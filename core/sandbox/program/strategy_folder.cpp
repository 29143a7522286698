#include "sandbox/program/strategy_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

namespace daifa::sandbox {
namespace {

constexpr std::uintmax_t file_bytes_max = 1u << 20;
constexpr std::size_t files_max = 100;

std::vector<std::filesystem::path> list_files(const std::filesystem::path& directory)
{
    std::vector<std::filesystem::path> files;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(directory, problem)) {
        const bool is_one = entry.path().extension() == ".yaml" && entry.is_regular_file(problem) &&
                            entry.file_size(problem) <= file_bytes_max;
        if (is_one && files.size() < files_max)
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

bool StrategyFolder::is_meant(const http::Request& request)
{
    return request.method == "GET" && request.path == "/practice/strategies";
}

http::Response StrategyFolder::answer() const
{
    boost::json::array files;
    if (!directory_.empty())
        for (const auto& path : list_files(directory_)) {
            std::ifstream file(path, std::ios::binary);
            std::ostringstream bytes;
            bytes << file.rdbuf();
            files.push_back({{"name", path.filename().string()}, {"text", bytes.str()}});
        }
    boost::json::object body;
    body["directory"] = directory_.string();
    body["files"] = std::move(files);
    return http::json_response(200, body);
}

} // namespace daifa::sandbox
