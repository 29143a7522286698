#include "config/secret_exposure.hpp"

namespace daifa::config {
namespace {

bool is_open_to_others(const struct stat& facts, SecretSource::Kind kind)
{
    const bool is_systemds =
        kind == SecretSource::Kind::credential && facts.st_uid == 0 && facts.st_gid == 0;
    const ::mode_t forbidden = is_systemds ? 0137 : 0177;
    return (facts.st_mode & forbidden) != 0;
}

bool is_owner_right(::uid_t owner, const SecretOwners& owners)
{
    return owner == 0 || owner == owners.user || (owners.service && owner == *owners.service);
}

} // namespace

std::optional<SecretFailure> find_exposure(const std::string& path, const struct stat& facts,
                                           SecretSource::Kind kind, const SecretOwners& owners)
{
    if (!S_ISREG(facts.st_mode))
        return SecretFailure{"密钥文件 " + path + " 不是普通文件",
                             "the secret file " + path + " is not a regular file"};
    if (is_open_to_others(facts, kind))
        return SecretFailure{"密钥文件 " + path + " 可被其他用户访问：请执行 chmod 600 " + path,
                             "the secret file " + path + " is open to others: run chmod 600 " +
                                 path};
    if (!is_owner_right(facts.st_uid, owners))
        return SecretFailure{
            "密钥文件 " + path +
                " 属于其他用户：请用 chown 改为 root 或运行 daifad 的用户，或以该用户执行本命令",
            "the secret file " + path +
                " belongs to somebody else: chown it to root or to the user that runs daifad, or "
                "run this "
                "command as that user"};
    if (facts.st_size > static_cast<off_t>(secret_size_max))
        return SecretFailure{"密钥文件 " + path + " 过大",
                             "the secret file " + path + " is too large"};
    return std::nullopt;
}

} // namespace daifa::config
