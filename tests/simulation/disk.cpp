#include "simulation/disk.hpp"

#include "simulation/heap.hpp"

#include <algorithm>
#include <utility>

namespace daifa::simulation {
namespace {

/// What a disk writes as a whole or not at all.
constexpr std::size_t sector = 512;

void put_down(std::string& content, const StoredFile::Change& change)
{
    if (change.is_cut) {
        content.resize(std::min(content.size(), change.at));
        return;
    }
    content.resize(std::max(content.size(), change.at + change.bytes.size()));
    content.replace(change.at, change.bytes.size(), change.bytes);
}

/// Some sectors of a change that was under way.
void put_down_in_part(std::string& content, const StoredFile::Change& change, Dice& dice,
                      double share)
{
    if (change.is_cut) {
        if (dice.chance(share))
            put_down(content, change);
        return;
    }
    for (std::size_t done = 0; done < change.bytes.size();) {
        const std::size_t at = change.at + done;
        const std::size_t size = std::min(sector - at % sector, change.bytes.size() - done);
        if (dice.chance(share))
            put_down(content, {at, change.bytes.substr(done, size)});
        done += size;
    }
}

} // namespace

Disk& Disk::get()
{
    static Disk disk;
    return disk;
}

Disk::Disk()
{
    register_disk();
}

void Disk::copy(const std::string& from, const std::string& to)
{
    const auto made = std::make_shared<StoredFile>();
    made->now = made->synced = files_.at(from)->now;
    files_[to] = made;
}

DiskError Disk::open(const std::string& name, File& file)
{
    if (const auto error = meet(Operation::open); error != DiskError::none)
        return error;
    auto& found = files_[name];
    if (!found)
        found = std::make_shared<StoredFile>();
    file = found;
    return DiskError::none;
}

DiskError Disk::unlink(const std::string& name)
{
    const auto error = meet(Operation::unlink);
    if (error == DiskError::none)
        files_.erase(name);
    return error;
}

DiskError Disk::write(StoredFile& file, std::size_t at, std::string_view bytes)
{
    const bool had_power = has_power_;
    const auto error = meet(Operation::write);
    StoredFile::Change change{at, std::string(bytes)};
    if (error == DiskError::none)
        put_down(file.now, change);
    if (error == DiskError::none || (had_power && !has_power_))
        file.unsynced.push_back(std::move(change));
    return error;
}

DiskError Disk::truncate(StoredFile& file, std::size_t size)
{
    const auto error = meet(Operation::truncate);
    if (error == DiskError::none) {
        file.unsynced.push_back({size, {}, true});
        put_down(file.now, file.unsynced.back());
    }
    return error;
}

DiskError Disk::sync(StoredFile& file)
{
    const auto error = meet(Operation::sync);
    if (error == DiskError::none)
        for (const auto& change : file.unsynced)
            put_down(file.synced, change);
    // After a failed one the system takes the pages for written: no later sync tries them again.
    if (error == DiskError::none || (has_power_ && frozen_ == 0 && !Heap::is_exhausted()))
        file.unsynced.clear();
    return error;
}

DiskError Disk::meet(Operation operation)
{
    if (frozen_ > 0 && operation == Operation::open)
        return DiskError::none;
    if (!has_power_ || frozen_ > 0 || Heap::is_exhausted())
        return DiskError::failed;
    ++operations_;
    const bool is_write = operation == Operation::write;
    if (operations_ == cut_at_ || (is_write && std::exchange(tears_write_, false))) {
        has_power_ = false;
        return DiskError::failed;
    }
    if (is_write && is_full_)
        return DiskError::full;
    const bool fails = operations_ == fails_at_ ||
                       (is_write && std::exchange(fails_write_, false)) ||
                       (operation == Operation::sync && std::exchange(fails_sync_, false));
    return fails ? DiskError::failed : DiskError::none;
}

void Disk::fail(Fault how)
{
    (how == Fault::disk_full     ? is_full_
     : how == Fault::io_error    ? fails_write_
     : how == Fault::failed_sync ? fails_sync_
                                 : tears_write_) = true;
}

void Disk::heal()
{
    is_full_ = fails_write_ = fails_sync_ = tears_write_ = false;
    fails_at_.reset();
    cut_at_.reset();
    operations_ = 0;
}

void Disk::restore_power(Dice& dice)
{
    const double share = dice.one_of<double>({0, 0.5, 0.9, 1});
    for (auto& [name, file] : files_) {
        for (const auto& change : file->unsynced)
            put_down_in_part(file->synced, change, dice, share);
        file->unsynced.clear();
        file->now = file->synced;
    }
    has_power_ = true;
}

} // namespace daifa::simulation
