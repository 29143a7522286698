#pragma once

#include <daifa/support/http.hpp>

#include <string_view>

namespace daifa::fuzz {

/// What a target does with one input. It must not throw, and ends the process when a promise is broken.
void try_input(std::string_view input);

/// Ends the process with this sentence unless the promise holds.
void require(bool holds, const char* promise);

/// The input up to its first line's end, and what follows. Inputs name in their first line what they are for.
struct Parts {
    std::string_view head = {};
    std::string_view rest = {};
};
Parts split_line(std::string_view input);

/// An answer of a gateway: "CALL STATUS" in the first line, 200 where none stands there, and the body.
struct GivenAnswer {
    std::string_view call = {};
    HttpResponse response = {};
};
GivenAnswer read_given_answer(std::string_view input);

} // namespace daifa::fuzz
