# One target carries every flag of the build: language level, warnings, hardening, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(DAIFA_CCACHE ccache)
if(DAIFA_CCACHE)
  # Precompiled headers need the two sloppiness flags; the base directory lets clones share a cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime" ${DAIFA_CCACHE})
endif()

add_library(daifa_build_flags INTERFACE)
# Of targets with the property DAIFA_UNOPTIMIZED: unit tests are compiled in half the time, and run as fast.
set(unoptimized $<BOOL:$<TARGET_PROPERTY:DAIFA_UNOPTIMIZED>>)
set(together $<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>)
# Programs and libraries get the same -fPIC, so that all of them share one precompiled header.
target_compile_options(daifa_build_flags INTERFACE
  -fPIC -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion -Wold-style-cast
  -Woverloaded-virtual -fstack-protector-strong
  # Lines for backtraces; full debug information would cost a third of the build's time.
  $<$<CONFIG:RelWithDebInfo>:-g1>
  # A plugin's entry is named like a function of C and called by C++ alone.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-return-type-c-linkage>
  $<${unoptimized}:-O0>
  # Files that are compiled together see each other's local names, and g++ takes them for headers.
  $<${together}:-Wno-shadow>
  $<$<AND:${together},$<CXX_COMPILER_ID:GNU>>:-Wno-subobject-linkage>
  # g++ 12 reports these wrongly inside the standard library and in coroutine frames.
  $<$<CXX_COMPILER_ID:GNU>:-fcoroutines -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
    -Wno-maybe-uninitialized -Wno-mismatched-new-delete>)
target_compile_definitions(daifa_build_flags INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_DYN_LINK BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED BOOST_FILESYSTEM_NO_DEPRECATED BOOST_DLL_USE_STD_FS
  $<$<NOT:$<CONFIG:Debug>>:_GLIBCXX_ASSERTIONS>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
  # It has the coroutines of C++20 and does not say so.
  target_compile_definitions(daifa_build_flags INTERFACE __cpp_impl_coroutine=201902L)
endif()
# What the leak checker finds in others' libraries is named in the file, one by one.
set(DAIFA_LEAK_OPTIONS "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/leaks.supp:print_suppressions=0")
if(DAIFA_SANITIZE)
  # libFuzzer is clang's alone; one build serves the sanitized tests and the search for new inputs.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    set(DAIFA_FUZZ ON)
    target_compile_options(daifa_build_flags INTERFACE -fsanitize=fuzzer-no-link)
  endif()
  # SOCI hides the type information of its own classes, so the vptr check can not see them. Optimized, a
  # sanitized build would take twice as long. Clang's function check can not be in code with coroutines.
  target_compile_options(daifa_build_flags INTERFACE -fsanitize=${DAIFA_SANITIZE} -fno-sanitize=vptr
    $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function> -fno-sanitize-recover=all -fno-omit-frame-pointer -O0)
  target_link_options(daifa_build_flags INTERFACE -fsanitize=${DAIFA_SANITIZE})
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(daifa_build_flags INTERFACE $<$<NOT:${unoptimized}>:_FORTIFY_SOURCE=2>)
endif()
