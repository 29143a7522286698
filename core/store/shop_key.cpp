#include "store/detail/shop_key.hpp"

namespace daifa::store {

std::int64_t bucket_of(std::string_view shop)
{
    std::uint32_t crc = 0xffffffffu;
    for (const char c : shop) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xedb88320u : 0u);
    }
    return (crc ^ 0xffffffffu) % 16384u;
}

} // namespace daifa::store
