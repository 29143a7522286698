# The four kinds of target in this repository. Sources are listed, never globbed; a module sees only
# what its DEPENDS names. Every target shares the precompiled header of daifa_pch, tests that of daifa_test_pch.

function(_daifa_common target)
  target_link_libraries(${target} PRIVATE daifa_build_flags)
  if(NOT target STREQUAL "daifa_pch" AND TARGET daifa_pch)
    target_precompile_headers(${target} REUSE_FROM daifa_pch)
  endif()
endfunction()

# daifa_module(store SOURCES a.cpp DEPENDS sdk LIBRARIES SOCI::core): static library daifa_store of
# core/store, included as "store/a.hpp". LIBRARIES are third-party and stay private to it.
function(daifa_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  list(TRANSFORM arg_DEPENDS PREPEND daifa_)
  if(arg_SOURCES)
    add_library(daifa_${name} STATIC ${arg_SOURCES})
    target_include_directories(daifa_${name} PUBLIC "${PROJECT_SOURCE_DIR}/core")
    target_link_libraries(daifa_${name} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_LIBRARIES})
    _daifa_common(daifa_${name})
  else()
    add_library(daifa_${name} INTERFACE)
    target_include_directories(daifa_${name} INTERFACE "${PROJECT_SOURCE_DIR}/core")
    target_link_libraries(daifa_${name} INTERFACE ${arg_DEPENDS})
  endif()
endfunction()

# daifa_program(daifad SOURCES main.cpp DEPENDS daemon)
function(daifa_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  list(TRANSFORM arg_DEPENDS PREPEND daifa_)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} ${arg_LIBRARIES})
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin"
    INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
  _daifa_common(${name})
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# daifa_plugin(pinduoduo SOURCES plugin.cpp …): the loadable library build/plugins/pinduoduo.so, and
# daifa_plugin_pinduoduo_parts, the same code for the plugin's own unit tests.
function(daifa_plugin name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  set(parts ${arg_SOURCES})
  list(REMOVE_ITEM parts plugin.cpp)
  add_library(daifa_plugin_${name}_parts STATIC ${parts})
  target_include_directories(daifa_plugin_${name}_parts PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/..")
  target_link_libraries(daifa_plugin_${name}_parts PUBLIC daifa_sdk PRIVATE ${arg_LIBRARIES})
  _daifa_common(daifa_plugin_${name}_parts)

  add_library(daifa_plugin_${name} MODULE plugin.cpp)
  target_link_libraries(daifa_plugin_${name} PRIVATE daifa_plugin_${name}_parts)
  set_target_properties(daifa_plugin_${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/plugins"
    INSTALL_RPATH "$ORIGIN/../..;$ORIGIN/../../${CMAKE_LIBRARY_ARCHITECTURE}")
  _daifa_common(daifa_plugin_${name})
  install(TARGETS daifa_plugin_${name} LIBRARY DESTINATION lib/daifa/plugins)
endfunction()

# daifa_practice(pinduoduo SOURCES front.cpp LIBRARIES …): the practice front beside a connector. It
# registers itself with the sandbox program, which calls daifa::practice::make_<name>_front().
function(daifa_practice name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(daifa_practice_${name} STATIC ${arg_SOURCES})
  target_include_directories(daifa_practice_${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/../..")
  target_link_libraries(daifa_practice_${name} PUBLIC daifa_sandbox PRIVATE ${arg_LIBRARIES})
  _daifa_common(daifa_practice_${name})
  set_property(GLOBAL APPEND PROPERTY DAIFA_PRACTICE_FRONTS ${name})
endfunction()

# daifa_test(store SOURCES ledger_test.cpp DEPENDS store): one Boost.Test program per module; each of
# its suites is visible to CTest through the program. ALONE are those of its sources that a build of several
# files at a time leaves by themselves: they name their own things as others of the module do.
function(daifa_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;ALONE;DEPENDS;LIBRARIES" ${ARGN})
  if(arg_ALONE)
    set_source_files_properties(${arg_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  list(TRANSFORM arg_DEPENDS PREPEND daifa_)
  if(DAIFA_UNITY_TESTS)
    set(CMAKE_UNITY_BUILD ON)
  endif()
  add_executable(${name}_test ${arg_SOURCES})
  target_include_directories(${name}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${name}_test PRIVATE ${arg_DEPENDS} daifa_test_main ${arg_LIBRARIES})
  set_target_properties(${name}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests"
    DAIFA_UNOPTIMIZED ON)
  target_link_libraries(${name}_test PRIVATE daifa_build_flags)
  target_precompile_headers(${name}_test REUSE_FROM daifa_test_pch)
  add_test(NAME ${name} COMMAND ${name}_test --log_level=test_suite --catch_system_errors=no)
  set_tests_properties(${name} PROPERTIES TIMEOUT 300
    ENVIRONMENT "${DAIFA_LEAK_OPTIONS}"
    ENVIRONMENT_MODIFICATION
      "DAIFA_BUILD_DIR=set:${PROJECT_BINARY_DIR};DAIFA_SOURCE_DIR=set:${PROJECT_SOURCE_DIR}")
endfunction()
