#include "store/detail/file_lock.hpp"

#include "store/database.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace daifa::store {
namespace {

StoreFailure to_failure(int error, const std::string& file)
{
    using Kind = StoreFailure::Kind;
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return {Kind::io, "the directory of the database " + file +
                              " does not exist: create it, or correct the URL of the store"};
    case EACCES:
    case EPERM:
    case EROFS:
        return {Kind::read_only,
                "the database " + file +
                    " can't be written: give this user the right to write the file and its directory"};
    case ENOSPC:
    case EDQUOT:
        return {Kind::disk_full,
                "the disk of the database " + file + " is full: free some space, then start again"};
    case EISDIR:
        return {Kind::io, "the database " + file +
                              " is a directory: the URL of the store has to name a file in it"};
    default:
        return {Kind::io, "the database " + file +
                              " can't be opened: " + std::generic_category().message(error)};
    }
}

int open_or_make(const std::string& name, const std::string& file)
{
    const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw to_failure(errno, file);
    return descriptor;
}

std::string read_holder(int descriptor)
{
    char text[32] = {};
    const auto size = ::pread(descriptor, text, sizeof text - 1, 0);
    std::string holder(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!holder.empty() && (holder.back() < '0' || holder.back() > '9'))
        holder.pop_back();
    return holder;
}

} // namespace

FileLock::FileLock(const std::string& file)
{
    const int descriptor = open_or_make(file + ".lock", file);
    try {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const std::string holder = read_holder(descriptor);
            throw StoreFailure(StoreFailure::Kind::locked,
                               "the database " + file + " is in use by another daifad" +
                                   (holder.empty() ? std::string() : " (process " + holder + ")") +
                                   ": stop it first, or give this one another file");
        }
        // Who waits only wants to know whom to stop: the lock itself holds without the number.
        const std::string holder = std::to_string(::getpid()) + "\n";
        if (::ftruncate(descriptor, 0) != 0 ||
            ::pwrite(descriptor, holder.data(), holder.size(), 0) < 0)
            throw to_failure(errno, file);
        ::close(open_or_make(file, file));
    } catch (...) {
        ::close(descriptor);
        throw;
    }
    descriptor_ = descriptor;
}

FileLock::~FileLock() { ::close(descriptor_); }

} // namespace daifa::store
