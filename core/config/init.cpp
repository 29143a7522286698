#include "config/init.hpp"

#include "config/samples.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace daifa::config {
namespace {

using Outcome = InitStep::Outcome;

InitStep failed(const std::filesystem::path& path, int error)
{
    return {path, Outcome::failed, std::strerror(error)};
}

bool write_all(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t size = ::write(descriptor, text.data(), text.size());
        if (size < 0 && errno != EINTR)
            return false;
        if (size > 0)
            text.remove_prefix(static_cast<std::size_t>(size));
    }
    return ::fsync(descriptor) == 0;
}

/// Makes the file whole or not at all.
InitStep write_new_file(const std::filesystem::path& path, std::string_view text, ::mode_t mode)
{
    // With O_EXCL the system itself refuses a file or link that is already there.
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0 && errno == EEXIST)
        return {path, Outcome::existed};
    if (descriptor < 0)
        return failed(path, errno);
    const bool is_whole = ::fchmod(descriptor, mode) == 0 && write_all(descriptor, text);
    const int error = errno;
    ::close(descriptor);
    if (is_whole)
        return {path, Outcome::written};
    ::unlink(path.c_str());
    return failed(path, error);
}

InitStep make_directory(const std::filesystem::path& path, ::mode_t mode)
{
    if (::mkdir(path.c_str(), mode) == 0)
        return {path, Outcome::written};
    if (errno == EEXIST && std::filesystem::is_directory(path))
        return {path, Outcome::existed};
    return failed(path, errno);
}

std::string make_key(Random& random)
{
    std::array<std::byte, 32> bytes = {};
    random.fill(bytes);
    std::string text;
    for (const std::byte byte : bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        text += digits[std::to_integer<std::size_t>(byte >> 4)];
        text += digits[std::to_integer<std::size_t>(byte & std::byte{0x0f})];
    }
    return text + "\n";
}

} // namespace

std::vector<InitStep> init_configuration(const std::filesystem::path& directory, Random& random)
{
    std::vector<InitStep> steps;
    std::error_code ignored; // A directory that is missing still shows in the first step.
    std::filesystem::create_directories(directory.parent_path(), ignored);
    steps.push_back(make_directory(directory, 0750));
    if (steps.back().outcome == Outcome::failed)
        return steps;
    for (const char* name : {"shops.d", "strategies.d"})
        steps.push_back(make_directory(directory / name, 0750));
    steps.push_back(make_directory(directory / "secrets", 0700));
    for (const SampleFile& sample : make_samples())
        steps.push_back(write_new_file(directory / sample.path, sample.text, 0640));
    steps.push_back(write_new_file(directory / "daifa.key", make_key(random), 0600));
    return steps;
}

std::string to_text(const InitStep& step, Language language)
{
    const bool is_zh = language == Language::zh;
    const std::string path = step.path.string();
    switch (step.outcome) {
    case Outcome::written:
        return (is_zh ? "已写入：" : "written: ") + path;
    case Outcome::existed:
        return (is_zh ? "已存在，未改动：" : "exists, left alone: ") + path;
    case Outcome::failed:
        break;
    }
    return is_zh ? "无法写入：" + path + "：" + step.reason
                 : "can not write " + path + ": " + step.reason;
}

} // namespace daifa::config
