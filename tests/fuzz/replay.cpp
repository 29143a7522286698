// Replays a corpus: every file of the folders that are named.
#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

std::string read_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

int main(int count, char** arguments)
{
    std::vector<std::filesystem::path> files;
    for (int at = 1; at < count; ++at)
        for (const auto& entry : std::filesystem::directory_iterator(arguments[at]))
            files.push_back(entry.path());
    std::ranges::sort(files);
    for (const auto& file : files) {
        // Before it is tried: the last name is the one that failed.
        std::printf("%s\n", file.filename().c_str());
        std::fflush(stdout);
        daifa::fuzz::try_input(read_file(file));
    }
    std::printf("%zu inputs\n", files.size());
    return files.empty() ? 1 : 0;
}
