#pragma once

#include "jackyun/practice/sign.hpp"
#include "sandbox/message.hpp"

namespace daifa::practice::jackyun {

/// The system parameters of a request, wherever the client put them: query, form, JSON or multipart
/// body. The body wins over the query. An unreadable body gives no parameters.
Parameters read_parameters(const sandbox::Request& request);

/// Empty when there is none.
std::string_view value_of(const Parameters& parameters, std::string_view name);

} // namespace daifa::practice::jackyun
