#include "config/secret_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace daifa::config {
namespace {

constexpr std::size_t secret_size_max = 64u << 10;

using Outcome = std::variant<Secret, SecretFailure>;

class OpenFile {
public:
    explicit OpenFile(const std::filesystem::path& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

SecretFailure unreadable(const std::string& path)
{
    const std::string reason = std::strerror(errno);
    return {"无法读取密钥文件 " + path + "：" + reason,
            "can not read the secret file " + path + ": " + reason};
}

/// Looks at the opened file itself, so that nobody can swap it after the check.
std::optional<SecretFailure> find_exposure(const OpenFile& file, const std::string& path)
{
    struct stat status = {};
    if (::fstat(file.descriptor(), &status) != 0)
        return unreadable(path);
    if (!S_ISREG(status.st_mode))
        return SecretFailure{"密钥文件 " + path + " 不是普通文件",
                             "the secret file " + path + " is not a regular file"};
    if ((status.st_mode & 0177u) != 0)
        return SecretFailure{"密钥文件 " + path + " 可被其他用户访问：请执行 chmod 600 " + path,
                             "the secret file " + path + " is open to others: run chmod 600 " +
                                 path};
    if (status.st_uid != 0 && status.st_uid != ::geteuid())
        return SecretFailure{
            "密钥文件 " + path + " 属于其他用户：请用 chown 改为 root 或运行 daifad 的用户",
            "the secret file " + path +
                " belongs to somebody else: chown it to root or to the user that runs daifad"};
    if (static_cast<std::size_t>(status.st_size) > secret_size_max)
        return SecretFailure{"密钥文件 " + path + " 过大",
                             "the secret file " + path + " is too large"};
    return std::nullopt;
}

Outcome checked(std::string text, const std::string& zh, const std::string& en)
{
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    if (text.empty())
        return SecretFailure{zh + " 是空的", en + " is empty"};
    return Secret(std::move(text));
}

Outcome read_file(const std::filesystem::path& path)
{
    const std::string name = path.string();
    const OpenFile file(path);
    if (file.descriptor() < 0)
        return unreadable(name);
    if (const auto exposure = find_exposure(file, name))
        return *exposure;
    std::string text;
    std::array<char, 4096> block = {};
    for (;;) {
        const ssize_t size = ::read(file.descriptor(), block.data(), block.size());
        if (size < 0)
            return unreadable(name);
        if (size == 0 || text.size() > secret_size_max)
            break;
        text.append(block.data(), static_cast<std::size_t>(size));
    }
    return checked(std::move(text), "密钥文件 " + name, "the secret file " + name);
}

Outcome read_credential(const std::string& name)
{
    const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
    if (directory == nullptr)
        return SecretFailure{
            "没有 systemd 凭据 " + name +
                "：未设置 CREDENTIALS_DIRECTORY，请在服务单元中写 LoadCredential=" + name +
                ":/路径",
            "there is no systemd credential " + name +
                ": CREDENTIALS_DIRECTORY is not set; write LoadCredential=" + name +
                ":/path into the service unit"};
    if (name.find('/') != std::string::npos)
        return SecretFailure{"systemd 凭据名 " + name + " 不能含 /",
                             "the name of a systemd credential can not hold a /: " + name};
    return read_file(std::filesystem::path(directory) / name);
}

Outcome read_environment(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    if (value == nullptr)
        return SecretFailure{"环境变量 " + name + " 未设置",
                             "the environment variable " + name + " is not set"};
    return checked(value, "环境变量 " + name, "the environment variable " + name);
}

} // namespace

std::variant<Secret, SecretFailure> SystemSecretReader::read(const SecretSource& source,
                                                             const std::filesystem::path& directory)
{
    switch (source.kind) {
    case SecretSource::Kind::file:
        return read_file((directory / source.name).lexically_normal());
    case SecretSource::Kind::credential:
        return read_credential(source.name);
    case SecretSource::Kind::environment:
        return read_environment(source.name);
    case SecretSource::Kind::none:
        break;
    }
    return SecretFailure{"没有给出密钥的来源", "no source of the secret is given"};
}

} // namespace daifa::config
