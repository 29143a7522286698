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

/// Lets the service use what is new: its group may read it, and a secret, which its mode closes to
/// the group, is its own.
bool hand_over(int descriptor, ::mode_t mode, const std::optional<ServiceUser>& service)
{
    if (!service)
        return true;
    const bool is_secret = (mode & 077u) == 0;
    return ::fchown(descriptor, is_secret ? service->user : static_cast<::uid_t>(-1),
                    service->group) == 0;
}

/// Makes the file whole or not at all.
InitStep write_new_file(const std::filesystem::path& path, std::string_view text, ::mode_t mode,
                        const std::optional<ServiceUser>& service)
{
    // With O_EXCL the system itself refuses a file or link that is already there.
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0 && errno == EEXIST)
        return {path, Outcome::existed};
    if (descriptor < 0)
        return failed(path, errno);
    const bool is_whole = ::fchmod(descriptor, mode) == 0 && hand_over(descriptor, mode, service) &&
                          write_all(descriptor, text);
    const int error = errno;
    ::close(descriptor);
    if (is_whole)
        return {path, Outcome::written};
    ::unlink(path.c_str());
    return failed(path, error);
}

InitStep make_directory(const std::filesystem::path& path, ::mode_t mode,
                        const std::optional<ServiceUser>& service)
{
    if (::mkdir(path.c_str(), mode) != 0) {
        if (errno == EEXIST && std::filesystem::is_directory(path))
            return {path, Outcome::existed};
        return failed(path, errno);
    }
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return failed(path, errno);
    // The caller's umask may have taken the group's right away.
    const bool is_right = ::fchmod(descriptor, mode) == 0 && hand_over(descriptor, mode, service);
    const int error = errno;
    ::close(descriptor);
    return is_right ? InitStep{path, Outcome::written} : failed(path, error);
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

std::vector<InitStep> init_configuration(const std::filesystem::path& directory, Random& random,
                                         const std::optional<ServiceUser>& service)
{
    std::vector<InitStep> steps;
    std::error_code ignored; // A directory that is missing still shows in the first step.
    std::filesystem::create_directories(directory.parent_path(), ignored);
    steps.push_back(make_directory(directory, 0750, service));
    if (steps.back().outcome == Outcome::failed)
        return steps;
    for (const char* name : {"shops.d", "strategies.d"})
        steps.push_back(make_directory(directory / name, 0750, service));
    steps.push_back(make_directory(directory / "secrets", 0700, service));
    for (const SampleFile& sample : make_samples())
        steps.push_back(write_new_file(directory / sample.path, sample.text, 0640, service));
    steps.push_back(write_new_file(directory / "daifa.key", make_key(random), 0600, service));
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
