#include "runtime/system_random.hpp"

#include <openssl/rand.h>

#include <stdexcept>

namespace daifa {

std::uint64_t SystemRandom::next()
{
    std::uint64_t value = 0;
    fill(std::as_writable_bytes(std::span(&value, 1)));
    return value;
}

void SystemRandom::fill(std::span<std::byte> bytes)
{
    auto* data = reinterpret_cast<unsigned char*>(bytes.data());
    if (RAND_bytes(data, static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("OpenSSL has no randomness");
}

} // namespace daifa
