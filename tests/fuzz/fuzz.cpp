#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <charconv>
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

GivenAnswer read_given_answer(std::string_view input)
{
    const auto [head, body] = split_line(input);
    const auto blank = std::min(head.find(' '), head.size());
    GivenAnswer given;
    given.call = head.substr(0, blank);
    given.response.status = 200;
    if (blank < head.size())
        std::from_chars(head.data() + blank + 1, head.data() + head.size(), given.response.status);
    given.response.body = body;
    return given;
}

} // namespace daifa::fuzz
