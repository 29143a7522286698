#pragma once

#include <daifa/support/random.hpp>

namespace daifa {

/// The operating system's randomness, through OpenSSL.
class SystemRandom : public Random {
public:
    std::uint64_t next() override;
    void fill(std::span<std::byte> bytes) override;
};

} // namespace daifa
