#pragma once

#include "sandbox/seeded_random.hpp"

#include <daifa/domain/time.hpp>
#include <daifa/support/random.hpp>

#include <string_view>
#include <vector>

namespace daifa::simulation {

/// The chance of one part of the world. All parts hang on one seed; one that draws more often does
/// not shift what the others draw.
class Dice : public Random {
public:
    Dice(std::uint64_t seed, std::string_view part)
        : random_(sandbox::mix(seed) ^ sandbox::text_seed(part))
    {
    }

    std::uint64_t next() override { return random_.next(); }
    void fill(std::span<std::byte> bytes) override
    {
        for (auto& byte : bytes)
            byte = static_cast<std::byte>(random_.next() & 0xff);
    }

    bool chance(double share) { return random_.chance(share); }
    /// Even over both ends.
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        return least +
               static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
    }
    Milliseconds between(Milliseconds least, Milliseconds most)
    {
        return Milliseconds(between(least.count(), most.count()));
    }
    template <class T>
    const T& one_of(const std::vector<T>& choices)
    {
        return choices[below(choices.size())];
    }

private:
    sandbox::SeededRandom random_;
};

} // namespace daifa::simulation
