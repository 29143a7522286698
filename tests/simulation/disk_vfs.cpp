#include "simulation/disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <stdexcept>

namespace daifa::simulation {
namespace {

using Page = std::array<char, 32768>; ///< Of the memory that connections share.

/// One opening of a file, with the locks it holds. SQLite keeps it in memory of its own.
struct Handle {
    sqlite3_file base = {}; // What SQLite knows of it.
    Disk::File file = {};
    std::string name = {};
    bool must_go = false;
    int level = SQLITE_LOCK_NONE;
    bool is_mapped = false;
    unsigned shared = 0; ///< Locks of the shared memory, one bit each.
    unsigned exclusive = 0;
};

/// Who has which file open, and what they share in memory.
struct Openings {
    std::vector<Handle*> handles = {};
    std::map<const StoredFile*, std::vector<std::unique_ptr<Page>>> memory = {};

    static Openings& get()
    {
        static Openings openings;
        return openings;
    }

    template <class Test>
    bool is_any_other(const Handle& handle, Test test) const
    {
        return std::ranges::any_of(handles, [&](const Handle* other) {
            return other != &handle && other->file == handle.file && test(*other);
        });
    }
};

Handle& of(sqlite3_file* file)
{
    return *reinterpret_cast<Handle*>(file);
}

int to_code(DiskError error, int failed)
{
    return error == DiskError::none ? SQLITE_OK : error == DiskError::full ? SQLITE_FULL : failed;
}

int unmap(sqlite3_file* file, int)
{
    Handle& handle = of(file);
    handle.is_mapped = false;
    handle.shared = handle.exclusive = 0;
    auto& all = Openings::get();
    // As after a real process's end: the next one builds it again.
    if (!all.is_any_other(handle, [](const Handle& other) { return other.is_mapped; }))
        all.memory.erase(handle.file.get());
    return SQLITE_OK;
}

int close(sqlite3_file* file)
{
    unmap(file, 0);
    Handle& handle = of(file);
    std::erase(Openings::get().handles, &handle);
    if (handle.must_go)
        Disk::get().remove(handle.name);
    handle.~Handle();
    return SQLITE_OK;
}

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at)
{
    const auto& content = of(file).file->now;
    const auto begin = std::min(static_cast<std::size_t>(at), content.size());
    const auto wanted = static_cast<std::size_t>(size);
    const auto found = std::min(wanted, content.size() - begin);
    std::memcpy(bytes, content.data() + begin, found);
    if (found == wanted)
        return SQLITE_OK;
    std::memset(static_cast<char*>(bytes) + found, 0, wanted - found);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at)
{
    const std::string_view text(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    return to_code(Disk::get().write(*of(file).file, static_cast<std::size_t>(at), text),
                   SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    return to_code(Disk::get().truncate(*of(file).file, static_cast<std::size_t>(size)),
                   SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* file, int)
{
    return to_code(Disk::get().sync(*of(file).file), SQLITE_IOERR_FSYNC);
}

int tell_size(sqlite3_file* file, sqlite3_int64* size)
{
    *size = static_cast<sqlite3_int64>(of(file).file->now.size());
    return SQLITE_OK;
}

int lock(sqlite3_file* file, int level)
{
    Handle& handle = of(file);
    if (handle.level >= level)
        return SQLITE_OK;
    const auto is_another_at = [&](int least) {
        return Openings::get().is_any_other(
            handle, [least](const Handle& other) { return other.level >= least; });
    };
    const int in_the_way = level == SQLITE_LOCK_SHARED     ? SQLITE_LOCK_PENDING
                           : level == SQLITE_LOCK_RESERVED ? SQLITE_LOCK_RESERVED
                                                           : SQLITE_LOCK_SHARED;
    if (is_another_at(in_the_way))
        return SQLITE_BUSY;
    handle.level = level;
    return SQLITE_OK;
}

int unlock(sqlite3_file* file, int level)
{
    of(file).level = std::min(of(file).level, level);
    return SQLITE_OK;
}

int check_reserved(sqlite3_file* file, int* is_reserved)
{
    const auto is_at = [](const Handle& any) { return any.level >= SQLITE_LOCK_RESERVED; };
    *is_reserved = is_at(of(file)) || Openings::get().is_any_other(of(file), is_at) ? 1 : 0;
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int tell_sector(sqlite3_file*)
{
    return 4096;
}

int tell_device(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map(sqlite3_file* file, int region, int size, int must_grow, void volatile** memory)
{
    auto& pages = Openings::get().memory[of(file).file.get()];
    const auto index = static_cast<std::size_t>(region);
    of(file).is_mapped = true;
    *memory = nullptr;
    if (static_cast<std::size_t>(size) > sizeof(Page))
        return SQLITE_IOERR_SHMSIZE;
    while (must_grow != 0 && pages.size() <= index)
        pages.push_back(std::make_unique<Page>());
    if (index < pages.size())
        *memory = pages[index]->data();
    return SQLITE_OK;
}

int lock_memory(sqlite3_file* file, int first, int count, int how)
{
    Handle& handle = of(file);
    const unsigned bits = ((1U << count) - 1U) << first;
    if ((how & SQLITE_SHM_UNLOCK) != 0) {
        handle.shared &= ~bits;
        handle.exclusive &= ~bits;
        return SQLITE_OK;
    }
    const bool is_shared = (how & SQLITE_SHM_SHARED) != 0;
    const bool is_taken = Openings::get().is_any_other(handle, [&](const Handle& other) {
        return ((is_shared ? other.exclusive : other.shared | other.exclusive) & bits) != 0;
    });
    if (is_taken)
        return SQLITE_BUSY;
    (is_shared ? handle.shared : handle.exclusive) |= bits;
    return SQLITE_OK;
}

void keep_order(sqlite3_file*) {}

constexpr sqlite3_io_methods methods = {
    2,           close,      read,           write,   truncate,    sync,        tell_size,
    lock,        unlock,     check_reserved, control, tell_sector, tell_device, map,
    lock_memory, keep_order, unmap,          nullptr, nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* place, int flags, int* out_flags)
{
    place->pMethods = nullptr;
    const std::string path = name != nullptr ? name : "nameless";
    if ((flags & SQLITE_OPEN_CREATE) == 0 && !Disk::get().exists(path))
        return SQLITE_CANTOPEN;
    Disk::File file;
    const int code = to_code(Disk::get().open(path, file), SQLITE_CANTOPEN);
    if (code != SQLITE_OK)
        return code;
    auto* handle = new (place) Handle();
    handle->base.pMethods = &methods;
    handle->file = std::move(file);
    handle->name = path;
    handle->must_go = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    Openings::get().handles.push_back(handle);
    if (out_flags != nullptr)
        *out_flags = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int)
{
    if (!Disk::get().exists(name))
        return SQLITE_IOERR_DELETE_NOENT;
    return to_code(Disk::get().unlink(name), SQLITE_IOERR_DELETE);
}

int find(sqlite3_vfs*, const char* name, int, int* is_there)
{
    *is_there = Disk::get().exists(name) ? 1 : 0;
    return SQLITE_OK;
}

int tell_path(sqlite3_vfs*, const char* name, int size, char* path)
{
    sqlite3_snprintf(size, path, "%s", name);
    return SQLITE_OK;
}

/// Nobody waits in real time.
int sleep(sqlite3_vfs*, int microseconds)
{
    return microseconds;
}

} // namespace

void register_disk()
{
    // As the store does it, which comes later and too late.
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
    vfs.zName = "simulated disk";
    vfs.szOsFile = static_cast<int>(sizeof(Handle));
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = find;
    vfs.xFullPathname = tell_path;
    vfs.xSleep = sleep;
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
        throw std::runtime_error("SQLite takes no other disk");
}

} // namespace daifa::simulation
