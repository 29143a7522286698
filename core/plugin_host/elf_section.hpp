#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>

namespace daifa::plugin_host {

enum class ElfProblem {
    not_a_library,   ///< No ELF shared library for this kind of machine.
    truncated,       ///< Its headers promise more bytes than the file has.
    no_such_section, ///< A library without that section.
    bad_section,     ///< The section is longer than allowed, compressed or has no bytes.
};

/// The bytes of one section of an ELF64 shared library. Reads only headers and that section, so the
/// file may have any size and any content; nothing of it is executed.
boost::system::result<std::string, ElfProblem>
read_elf_section(std::istream& file, std::string_view name, std::size_t size_max);

} // namespace daifa::plugin_host
