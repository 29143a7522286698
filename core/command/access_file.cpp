#include "command/access_file.hpp"

#include <daifa/codec/json.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <unistd.h>

namespace daifa::command {
namespace {

constexpr std::size_t size_max = 64 * 1024;

Trouble unfit(plugin_host::Sentence what, plugin_host::Sentence next)
{
    Trouble trouble;
    trouble.what = std::move(what);
    trouble.next = std::move(next);
    return trouble;
}

} // namespace

Answer read_access_file(const std::filesystem::path& file)
{
    const std::string name = file.string();
    struct stat facts = {};
    if (::stat(name.c_str(), &facts) != 0) {
        const std::string why = std::strerror(errno);
        return unfit({name + " can not be read: " + why, "无法读取 " + name + "：" + why},
                     {"give the path of the file with the tokens", "请给出令牌文件的路径"});
    }
    const bool is_ours = facts.st_uid == ::geteuid() || facts.st_uid == 0;
    if (!S_ISREG(facts.st_mode) || (facts.st_mode & 077u) != 0 || !is_ours)
        return unfit({name + " may be read by others, so its tokens may be known",
                      name + " 可被他人读取，其中的令牌可能已泄露"},
                     {"make it yours alone: chmod 600 " + name, "仅自己可读：chmod 600 " + name});

    std::ifstream stream(file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (!stream.good() && !stream.eof())
        return unfit({name + " can not be read", "无法读取 " + name}, {"check the file", "请检查该文件"});
    if (text.size() > size_max)
        return unfit({name + " is longer than 64 KiB", name + " 超过 64 KiB"},
                     {"give the file with the tokens", "请给出令牌文件"});
    auto value = parse_json(text);
    if (!value || !value->is_object())
        return unfit({name + " is no JSON object" + (value ? "" : ": " + value.error().text),
                      name + " 不是 JSON 对象" + (value ? "" : "：" + value.error().text)},
                     {R"(write it as {"access_token": "…", "refresh_token": "…", "expires_in": 86400})",
                      R"(写成 {"access_token": "…", "refresh_token": "…", "expires_in": 86400})"});
    return std::move(value->as_object());
}

} // namespace daifa::command
