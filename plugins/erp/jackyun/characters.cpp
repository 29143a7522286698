#include "jackyun/characters.hpp"

namespace daifa::jackyun {
namespace {

/// UTF-16 units that begin with this byte.
std::size_t units(char byte)
{
    const auto bits = static_cast<unsigned char>(byte);
    if ((bits & 0xC0u) == 0x80u)
        return 0;
    return bits >= 0xF0u ? 2 : 1;
}

} // namespace

std::size_t count_characters(std::string_view utf8)
{
    std::size_t count = 0;
    for (const char byte : utf8)
        count += units(byte);
    return count;
}

std::string clip_characters(std::string_view utf8, std::size_t size_max)
{
    if (count_characters(utf8) <= size_max)
        return std::string(utf8);
    std::size_t count = 0;
    std::size_t cut = 0;
    while (cut < utf8.size() && count + units(utf8[cut]) < size_max)
        count += units(utf8[cut++]);
    return std::string(utf8.substr(0, cut)) + "…";
}

} // namespace daifa::jackyun
