# daifa_add_plugin(wangdian SOURCES plugin.cpp connector.cpp … [LIBRARIES …]): the loadable library
# wangdian.so, to be copied into the plugin directory of daifad. Only what DAIFA_EXPORT_… marks is
# visible, so that two plugins with a class of one name do not meet.
function(daifa_add_plugin name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "daifa_add_plugin(${name}): name its SOURCES")
  endif()
  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE daifa::sdk ${arg_LIBRARIES})
  # A forgotten library is reported here, not when daifad starts. A sanitizer's own symbols come with the program.
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
    target_link_options(${name} PRIVATE LINKER:-z,defs)
  endif()
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fcoroutines>)
  set_target_properties(${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()
