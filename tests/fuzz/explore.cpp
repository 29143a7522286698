// The entry that libFuzzer calls.
#include "fuzz/fuzz.hpp"

#include <cstddef>
#include <cstdint>

extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    daifa::fuzz::try_input({reinterpret_cast<const char*>(data), size});
    return 0;
}
