#pragma once

#include "architecture/source_tree.hpp"

#include <set>
#include <string>
#include <vector>

namespace daifa::test {

/// One row of the table in core/README.md.
struct Layer {
    std::string name; ///< A folder below core/ or from the root; "*" stands for any one name.
    std::vector<std::string> may_include = {};
    std::set<std::string> libraries = {};
    std::size_t line = 0;
};

/// Reads the table of modules; throws when it is not there.
std::vector<Layer> read_layers(const SourceFile& readme);

/// A row may name only rows above it, so that there is no cycle of modules.
Findings check_table(const std::vector<Layer>& layers, const SourceFile& readme);

/// Every #include under core/ and plugins/ against the table; private folders; cycles of headers.
Findings check_includes(const std::vector<SourceFile>& files, const std::vector<Layer>& layers);

/// What daifa_module(… DEPENDS …) links must be in the table too.
Findings check_links(const std::vector<SourceFile>& files, const std::vector<Layer>& layers);

} // namespace daifa::test
