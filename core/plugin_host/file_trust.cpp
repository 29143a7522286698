#include "plugin_host/file_trust.hpp"

#include <cerrno>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace daifa::plugin_host {
namespace {

Refusal refuse_missing(const std::filesystem::path& path, int error)
{
    const std::string why = std::generic_category().message(error);
    return refuse(path, RefusalReason::not_readable,
                  {"can not be read (" + why + "); correct the path or its permissions",
                   "无法读取（" + why + "）；请检查路径和权限"});
}

} // namespace

std::optional<Refusal> check_access(const std::filesystem::path& path, Access access, uid_t user)
{
    if ((access.mode & (S_IWGRP | S_IWOTH)) != 0) {
        const std::string repair = "chmod go-w " + path.string();
        return refuse(path, RefusalReason::writable_by_others,
                      {"writable by its group or by everybody, so anybody could put code into daifa; "
                       "run: " + repair,
                       "组用户或其他用户可写，他人可借此向 daifa 注入代码；请执行：" + repair});
    }
    if (access.owner != 0 && access.owner != user) {
        const std::string owner = std::to_string(access.owner);
        const std::string repair = "chown root " + path.string();
        return refuse(path, RefusalReason::foreign_owner,
                      {"belongs to user " + owner + ", not to root or the user who runs daifa; run: " +
                           repair,
                       "属于用户 " + owner + "，而不是 root 或运行 daifa 的用户；请执行：" + repair});
    }
    return std::nullopt;
}

std::optional<Refusal> check_file_access(const std::filesystem::path& path)
{
    struct stat facts = {};
    if (::stat(path.c_str(), &facts) != 0)
        return refuse_missing(path, errno);
    if (!S_ISREG(facts.st_mode))
        return refuse_stamp(path, StampProblem::not_a_library);
    return check_access(path, Access{facts.st_mode, facts.st_uid}, ::geteuid());
}

std::optional<Refusal> check_directory_access(const std::filesystem::path& path)
{
    struct stat facts = {};
    if (::stat(path.c_str(), &facts) != 0)
        return refuse_missing(path, errno);
    if (!S_ISDIR(facts.st_mode))
        return refuse_missing(path, ENOTDIR);
    return check_access(path, Access{facts.st_mode, facts.st_uid}, ::geteuid());
}

} // namespace daifa::plugin_host
