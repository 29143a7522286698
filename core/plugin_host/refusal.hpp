#pragma once

#include "plugin_host/sentence.hpp"
#include "plugin_host/stamp.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace daifa::plugin_host {

enum class RefusalReason {
    not_readable,       ///< The file or directory is missing or not readable.
    not_a_library,      ///< Not an ELF library for this machine.
    truncated,          ///< Shorter than its headers say.
    no_stamp,           ///< A library, but no plugin built with the SDK.
    bad_stamp,          ///< Stamped in a format this host does not read.
    wrong_stamp,        ///< Built with other headers or another compiler.
    writable_by_others, ///< Somebody but its owner may change the file or its directory.
    foreign_owner,      ///< Belongs to neither root nor the user who runs this program.
    duplicate_name,     ///< An earlier file has that kind and name.
    not_loadable,       ///< The dynamic linker refuses it, e.g. an unresolved symbol.
    missing_symbol,     ///< It does not export `daifa_plugin`.
    fails_when_loaded,  ///< It throws, crashes or hangs when it is loaded or asked what it is.
    bad_descriptor,     ///< What it exports contradicts its stamp or itself.
};

std::string_view to_text(RefusalReason reason);

/// Why one file is not used.
struct Refusal {
    std::filesystem::path file = {};
    RefusalReason reason = RefusalReason::not_readable;
    Sentence sentence = {}; ///< Starts with the file.
};

/// The sentence is `what` behind the file's path.
Refusal refuse(const std::filesystem::path& file, RefusalReason reason, Sentence what);
Refusal refuse_stamp(const std::filesystem::path& file, StampProblem problem);

} // namespace daifa::plugin_host
