#pragma once

#include <daifa/domain/ids.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace daifa::store {

/// Which of the 16384 buckets a shop belongs to: CRC-32 (IEEE) of its name. The unit that several
/// daemons would divide among themselves.
std::int64_t bucket_of(std::string_view shop);

/// What every key of every table starts with.
struct ShopKey {
    explicit ShopKey(const ShopId& id) : bucket(bucket_of(id.text())), shop(id.text()) {}

    std::int64_t bucket;
    std::string shop;
};

} // namespace daifa::store
