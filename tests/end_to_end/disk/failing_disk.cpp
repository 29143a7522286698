// A disk that fails, to be preloaded into the daemon: it stands between the process and the C library and
// concerns only files of the ledger (".db", ".db-wal").
//   DISK_FAILS   a file; while it exists, one call in so many as its text says fails or writes only a part
//   DISK_SYNCED  a folder that gets a copy of a file each time it was synced: what a power cut leaves
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

namespace {

template <class Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

std::string_view setting(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

bool is_ledger(std::string_view path)
{
    return path.ends_with(".db") || path.ends_with(".db-wal");
}

std::string path_of(int file)
{
    char path[4096] = {};
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const auto size = readlink(link.c_str(), path, sizeof path - 1);
    return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

/// One call in so many; 0 while the disk is well.
unsigned failure_spacing()
{
    const std::string plan(setting("DISK_FAILS"));
    std::FILE* file = plan.empty() ? nullptr : std::fopen(plan.c_str(), "re");
    if (file == nullptr)
        return 0;
    unsigned spacing = 0;
    if (std::fscanf(file, "%u", &spacing) != 1)
        spacing = 0;
    std::fclose(file);
    return spacing;
}

unsigned roll(unsigned sides)
{
    thread_local std::minstd_rand dice{std::random_device{}()};
    return static_cast<unsigned>(dice()) % sides;
}

bool fails(int file)
{
    const unsigned spacing = failure_spacing();
    return spacing > 0 && is_ledger(path_of(file)) && roll(spacing) == 0;
}

std::string copy_of(std::string_view path)
{
    return std::string(setting("DISK_SYNCED")) + "/" + std::string(path.substr(path.rfind('/') + 1));
}

/// Appears whole: the process may be killed meanwhile.
void keep_copy(const std::string& path)
{
    if (setting("DISK_SYNCED").empty() || !is_ledger(path))
        return;
    const std::string copy = copy_of(path);
    const std::string part = copy + ".part";
    const int from = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int to = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    struct stat facts = {};
    fstat(from, &facts);
    off_t at = 0;
    while (at < facts.st_size && sendfile(to, from, &at, static_cast<std::size_t>(facts.st_size - at)) > 0) {
    }
    close(from);
    close(to);
    if (at == facts.st_size)
        rename(part.c_str(), copy.c_str());
}

} // namespace

#define SEEN_BY_ALL extern "C" __attribute__((visibility("default")))

SEEN_BY_ALL int fdatasync(int file)
{
    if (fails(file)) {
        errno = EIO;
        return -1;
    }
    const int done = real<int(int)>("fdatasync")(file);
    if (done == 0)
        keep_copy(path_of(file));
    return done;
}

SEEN_BY_ALL ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    auto* const write_there = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    if (!fails(file))
        return write_there(file, bytes, size, at);
    // A part arrives before the failure is told, or only a part is told.
    const auto part = write_there(file, bytes, size / 2, at);
    if (roll(2) == 0)
        return part;
    errno = roll(2) == 0 ? ENOSPC : EIO;
    return -1;
}

SEEN_BY_ALL int ftruncate64(int file, off64_t size)
{
    if (fails(file)) {
        errno = EIO;
        return -1;
    }
    return real<int(int, off64_t)>("ftruncate64")(file, size);
}

SEEN_BY_ALL int unlink(const char* path)
{
    if (!setting("DISK_SYNCED").empty() && is_ledger(path))
        real<int(const char*)>("unlink")(copy_of(path).c_str());
    return real<int(const char*)>("unlink")(path);
}
