#pragma once

#include <string>
#include <string_view>

namespace daifa::jackyun {

/// Length of UTF-8 as the ERP counts it: in units of UTF-16, an emoji is two.
std::size_t count_characters(std::string_view utf8);

/// The text, or its start and "…" when it is longer than `size_max`; never cut inside a character.
std::string clip_characters(std::string_view utf8, std::size_t size_max);

} // namespace daifa::jackyun
