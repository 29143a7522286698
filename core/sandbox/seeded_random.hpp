#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace daifa::sandbox {

/// Mixes a number so well that neighbours have nothing in common (the finalizer of SplitMix64).
constexpr std::uint64_t mix(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

/// A number for a text, the same on every machine (FNV-1a).
constexpr std::uint64_t text_seed(std::string_view text)
{
    std::uint64_t sum = 0xcbf29ce484222325ULL;
    for (const char c : text)
        sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return sum;
}

/// The practice world's chance: the same seed tells the same story everywhere, unlike the
/// distributions of the standard library.
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(mix(seed)) {}

    std::uint64_t next()
    {
        state_ += 0x9e3779b97f4a7c15ULL;
        return mix(state_);
    }

    /// Even over [0, bound); 0 for bound 0.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }

    /// True in `share` of all cases, 0 to 1.
    bool chance(double share) { return static_cast<double>(next() >> 11) * 0x1p-53 < share; }

    /// Digits of base 16, lower case.
    std::string hex(std::size_t digits);

private:
    std::uint64_t state_;
};

} // namespace daifa::sandbox
