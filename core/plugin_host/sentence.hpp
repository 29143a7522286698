#pragma once

#include <string>

namespace daifa::plugin_host {

/// One sentence for a person, in both languages, without a full stop: where, what, what to do.
struct Sentence {
    std::string en = {};
    std::string zh = {};

    friend bool operator==(const Sentence&, const Sentence&) = default;
};

} // namespace daifa::plugin_host
