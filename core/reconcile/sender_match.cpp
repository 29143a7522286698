#include "reconcile/sender_match.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

namespace daifa::reconcile {
namespace {

using Characters = std::vector<std::string>;

constexpr std::array parts = {&SenderAddress::country, &SenderAddress::province,
                              &SenderAddress::city,    &SenderAddress::district,
                              &SenderAddress::town,    &SenderAddress::detail};

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

Characters split(const std::string& text)
{
    Characters characters;
    for (const char byte : text) {
        if (characters.empty() || !continues(byte))
            characters.emplace_back();
        characters.back() += byte;
    }
    return characters;
}

char32_t code_point(const std::string& character)
{
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1)
        return first;
    char32_t code = first & (0x7Fu >> character.size());
    for (std::size_t i = 1; i < character.size(); ++i)
        code = (code << 6) | (static_cast<unsigned char>(character[i]) & 0x3Fu);
    return code;
}

/// Blanks other than " ", signs of no width, full-width letters, digits and signs.
bool is_misread(char32_t code)
{
    return code < 0x20 || code == 0xA0 || (code >= 0x2000 && code <= 0x200F) || code == 0x202F ||
           code == 0x2060 || code == 0x3000 || code == 0xFEFF || (code >= 0xFF01 && code <= 0xFF5E);
}

std::string show(const std::string& character)
{
    const char32_t code = code_point(character);
    if (code == ' ')
        return "␣";
    if (!is_misread(code))
        return character;
    std::array<char, 16> name = {};
    std::snprintf(name.data(), name.size(), "(U+%04X)", static_cast<unsigned>(code));
    return (code >= 0xFF01 && code <= 0xFF5E ? character : "␣") + name.data();
}

std::size_t common_begin(const Characters& left, const Characters& right)
{
    return static_cast<std::size_t>(std::ranges::mismatch(left, right).in1 - left.begin());
}

std::size_t common_end(const Characters& left, const Characters& right, std::size_t begin)
{
    const std::size_t most = std::min(left.size(), right.size()) - begin;
    std::size_t end = 0;
    while (end < most && left[left.size() - 1 - end] == right[right.size() - 1 - end])
        ++end;
    return end;
}

std::string mark(const Characters& text, std::size_t begin, std::size_t end)
{
    std::string marked;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i == begin)
            marked += "【";
        if (i == text.size() - end)
            marked += "】";
        if (i < text.size())
            marked += i >= begin && i < text.size() - end ? show(text[i]) : text[i];
    }
    return marked;
}

void add(std::string& text, const std::string& part)
{
    if (!part.empty())
        text += (text.empty() ? "" : " ") + part;
}

/// Equal parts first, then equal characters of the rest.
std::size_t likeness(const SenderAddress& left, const SenderAddress& right)
{
    constexpr std::size_t whole_part = 1000;
    std::size_t sum = 0;
    for (const auto part : parts) {
        const Characters ours = split(left.*part);
        const Characters theirs = split(right.*part);
        const std::size_t begin = common_begin(ours, theirs);
        sum += left.*part == right.*part
                   ? whole_part
                   : std::min(begin + common_end(ours, theirs, begin), whole_part - 1);
    }
    return sum;
}

} // namespace

MarkedAddresses mark_differences(const SenderAddress& ours, const SenderAddress& theirs)
{
    MarkedAddresses marked;
    for (const auto part : parts) {
        // A contract may name the country where the sender does not.
        if (part == &SenderAddress::country && ours.country.empty())
            continue;
        if (ours.*part == theirs.*part) {
            add(marked.ours, ours.*part);
            add(marked.theirs, theirs.*part);
            continue;
        }
        const Characters left = split(ours.*part);
        const Characters right = split(theirs.*part);
        const std::size_t begin = common_begin(left, right);
        const std::size_t end = common_end(left, right, begin);
        add(marked.ours, mark(left, begin, end));
        add(marked.theirs, mark(right, begin, end));
    }
    return marked;
}

std::optional<MarkedAddresses> find_nearest(const SenderAddress& sender, const WaybillDesk& desk)
{
    const SenderAddress* nearest = nullptr;
    for (const auto& contract : desk.contracts)
        for (const auto& address : contract.addresses)
            if (nearest == nullptr || likeness(address, sender) > likeness(*nearest, sender))
                nearest = &address;
    if (nearest == nullptr)
        return std::nullopt;
    return mark_differences(sender, *nearest);
}

} // namespace daifa::reconcile
