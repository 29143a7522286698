#pragma once

#include <string>

namespace daifa::config {

/// The JSON Schema (draft 2020-12) of the three kinds of files, for editors; indented JSON text.
std::string make_schema();

} // namespace daifa::config
