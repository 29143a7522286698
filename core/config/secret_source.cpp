#include "config/secret_exposure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace daifa::config {
namespace {

using ReadSecret = std::variant<Secret, SecretFailure>;

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
    const bool is_forbidden = errno == EACCES;
    const std::string reason = std::strerror(errno);
    return {"无法读取密钥文件 " + path + "：" + reason +
                (is_forbidden ? "；请以 root 或其属主的身份执行" : ""),
            "can not read the secret file " + path + ": " + reason +
                (is_forbidden ? "; run this as root or as its owner" : "")};
}

ReadSecret checked(std::string text, const std::string& zh, const std::string& en)
{
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    if (text.empty())
        return SecretFailure{zh + " 是空的", en + " is empty"};
    return Secret(std::move(text));
}

ReadSecret read_file(const std::filesystem::path& path, SecretSource::Kind kind,
                     const SecretOwners& owners)
{
    const std::string name = path.string();
    const OpenFile file(path);
    if (file.descriptor() < 0)
        return unreadable(name);
    // The opened file itself is looked at, so that nobody can swap it after the check.
    struct stat facts = {};
    if (::fstat(file.descriptor(), &facts) != 0)
        return unreadable(name);
    if (const auto exposure = find_exposure(name, facts, kind, owners))
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

ReadSecret read_credential(const std::string& name, const SecretOwners& owners, bool is_outside)
{
    const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
    if (directory == nullptr && is_outside)
        return SecretFailure{
            "systemd 凭据 " + name +
                " 只有服务自身可见，此处无法检查；服务单元中须有 LoadCredential=" + name + ":/路径",
            "only the service itself sees the systemd credential " + name +
                ", so it can not be checked here; its unit needs LoadCredential=" + name + ":/path",
            true};
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
    return read_file(std::filesystem::path(directory) / name, SecretSource::Kind::credential,
                     owners);
}

ReadSecret read_environment(const std::string& name, bool is_outside)
{
    const char* value = std::getenv(name.c_str());
    if (value == nullptr && is_outside)
        return SecretFailure{"环境变量 " + name + " 在此处未设置，无法检查；服务单元中须设置它",
                             "the environment variable " + name +
                                 " is not set here, so it can not be checked; the service's unit "
                                 "has to set it",
                             true};
    if (value == nullptr)
        return SecretFailure{"环境变量 " + name + " 未设置",
                             "the environment variable " + name + " is not set"};
    return checked(value, "环境变量 " + name, "the environment variable " + name);
}

} // namespace

SystemSecretReader::SystemSecretReader()
{
    owners_.user = ::geteuid();
}

SystemSecretReader SystemSecretReader::for_check(SecretOwners owners)
{
    SystemSecretReader reader;
    reader.owners_ = owners;
    reader.is_outside_ = true;
    return reader;
}

std::variant<Secret, SecretFailure> SystemSecretReader::read(const SecretSource& source,
                                                             const std::filesystem::path& directory)
{
    switch (source.kind) {
    case SecretSource::Kind::file:
        return read_file((directory / source.name).lexically_normal(), source.kind, owners_);
    case SecretSource::Kind::credential:
        return read_credential(source.name, owners_, is_outside_);
    case SecretSource::Kind::environment:
        return read_environment(source.name, is_outside_);
    case SecretSource::Kind::none:
        break;
    }
    return SecretFailure{"没有给出密钥的来源", "no source of the secret is given"};
}

} // namespace daifa::config
