#pragma once

#include "simulation/dice.hpp"
#include "simulation/faults.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::simulation {

/// A file as programs see it, and as it would be found after the power had gone.
struct StoredFile {
    struct Change {
        std::size_t at = 0;
        std::string bytes = {};
        bool is_cut = false; ///< The file ends at `at`.
    };

    std::string now = {};
    std::string synced = {};
    std::vector<Change> unsynced = {};
};

enum class DiskError { none, full, failed };

/// The machine's disk, all in memory, with everything that can go wrong with one. SQLite's files
/// are on it; there is one for the process, because there is one SQLite.
class Disk {
public:
    static Disk& get();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    using File = std::shared_ptr<StoredFile>;
    bool exists(const std::string& name) const { return files_.contains(name); }
    void copy(const std::string& from, const std::string& to);
    void remove(const std::string& name) { files_.erase(name); }

    // What programs do; each may fail.
    DiskError open(const std::string& name, File& file);
    DiskError unlink(const std::string& name);
    DiskError write(StoredFile& file, std::size_t at, std::string_view bytes);
    DiskError truncate(StoredFile& file, std::size_t size);
    DiskError sync(StoredFile& file);

    /// From now on no write finds room (disk_full), or the next write (io_error) or sync
    /// (failed_sync) fails once, or the power goes in the middle of the next write (torn_write).
    void fail(Fault how);
    /// The operation with this number fails, or meets the power's end.
    void fail_at(std::uint64_t operation) { fails_at_ = operation; }
    void cut_power_at(std::uint64_t operation) { cut_at_ = operation; }
    /// All is well again, and operations count from one.
    void heal();
    std::uint64_t operations() const { return operations_; }

    /// Without power every operation fails. It comes back with what was synced and, sector by
    /// sector, some of the rest. Nobody may hold a file then.
    bool has_power() const { return has_power_; }
    void cut_power() { has_power_ = false; }
    void restore_power(Dice& dice);

    /// While it lives nothing changes the disk any more: so closes who was killed, and who only
    /// looks.
    class Frozen {
    public:
        Frozen() { ++get().frozen_; }
        ~Frozen() { --get().frozen_; }
        Frozen(const Frozen&) = delete;
        Frozen& operator=(const Frozen&) = delete;
    };

private:
    Disk();
    enum class Operation { open, unlink, write, truncate, sync };
    DiskError meet(Operation operation);

    std::map<std::string, File> files_;
    bool is_full_ = false;
    bool fails_write_ = false;
    bool fails_sync_ = false;
    bool tears_write_ = false;
    std::uint64_t operations_ = 0;
    std::optional<std::uint64_t> fails_at_;
    std::optional<std::uint64_t> cut_at_;
    bool has_power_ = true;
    int frozen_ = 0;
};

/// Lets SQLite open its files there.
void register_disk();

} // namespace daifa::simulation
