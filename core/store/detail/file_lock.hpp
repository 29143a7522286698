#pragma once

#include <string>

namespace daifa::store {

/// The right of one process to a database file: an operating system's lock on "<file>.lock", so it ends
/// with the process. Makes the database file when it does not exist, readable for this user only.
class FileLock {
public:
    /// Throws StoreFailure: who holds it, or why the files can't be opened.
    explicit FileLock(const std::string& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_ = -1;
};

} // namespace daifa::store
