#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace daifa {

/// The only source of chance. Production asks the operating system; the simulation has a seed.
class Random {
public:
    virtual ~Random() = default;

    virtual std::uint64_t next() = 0;

    /// Fills `bytes`, fit for keys and nonces in production.
    virtual void fill(std::span<std::byte> bytes) = 0;

    /// Even over [0, bound); 0 for bound 0.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }
};

} // namespace daifa
