#pragma once

#include <daifa/support/random.hpp>

#include <random>

namespace daifa::test {

/// The same numbers for the same seed, on every machine.
class SeededRandom : public Random {
public:
    explicit SeededRandom(std::uint64_t seed = 1) : engine_(seed) {}

    std::uint64_t next() override { return engine_(); }
    void fill(std::span<std::byte> bytes) override
    {
        for (auto& byte : bytes)
            byte = static_cast<std::byte>(engine_() & 0xff);
    }

private:
    std::mt19937_64 engine_;
};

} // namespace daifa::test
