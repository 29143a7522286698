#pragma once

#include "architecture/source_tree.hpp"

namespace daifa::test {

// Rules about one file. Each adds what it finds.

/// No tab, no space at the end, a line break at the end, 120 columns in code (a Chinese sign is
/// two).
void check_white_space(const SourceFile& file, Findings& findings);
/// Sentences instead of Doxygen's tags, a number for what is left to do, no banners, no dead code.
void check_comments(const SourceFile& file, Findings& findings);
/// Nothing that is true on one machine or in one place of work only.
void check_machine_words(const SourceFile& file, Findings& findings);
/// `#pragma once` and no `using namespace` (but for the literals of std::chrono) in headers;
/// includes in their groups.
void check_header_form(const SourceFile& file, Findings& findings);
/// Calls that have a replacement.
void check_banned(const SourceFile& file, Findings& findings);
/// No mutable variable that outlives its function.
void check_statics(const SourceFile& file, Findings& findings);
/// g++ 12 miscompiles statements with `co_await` that also build a braced temporary or a lambda
/// that captures by value.
void check_co_await(const SourceFile& file, Findings& findings);
/// What one remote calls things stays in its plugin.
void check_wire_words(const SourceFile& file, Findings& findings);

// Rules about the tree.

/// A source that no CMakeLists.txt names is never built, a test that isn't listed never run.
Findings check_listed(const std::vector<SourceFile>& files);
/// tests/unit/x/y_test.cpp stands beside a core/x; its suites begin with y or name what y tests.
Findings check_test_places(const std::vector<SourceFile>& files);
/// A plugin's folder has the files and its README the sections that all of them have.
Findings check_plugins(const std::vector<SourceFile>& files);

} // namespace daifa::test
