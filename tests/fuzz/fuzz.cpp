#include "fuzz/fuzz.hpp"

#include <cstdio>
#include <cstdlib>

namespace daifa::fuzz {

void require(bool holds, const char* promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

Parts split_line(std::string_view input)
{
    const auto end = input.find('\n');
    if (end == std::string_view::npos)
        return {input, {}};
    return {input.substr(0, end), input.substr(end + 1)};
}

} // namespace daifa::fuzz
