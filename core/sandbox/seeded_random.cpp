#include "sandbox/seeded_random.hpp"

namespace daifa::sandbox {

std::string SeededRandom::hex(std::size_t digits)
{
    std::string text(digits, '0');
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < digits; ++i, bits >>= 4) {
        if (i % 16 == 0)
            bits = next();
        text[i] = "0123456789abcdef"[bits & 15];
    }
    return text;
}

} // namespace daifa::sandbox
