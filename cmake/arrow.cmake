# SPDX-License-Identifier: Apache-2.0
# tianya_rules_arrow: tables from Arrow to Arrow, compiled once for whoever faces them (Python, a fuzzer). No Arrow library is needed.
# TIANYA_RULES_ARROW_LIBRARY names the library to stand on, if that is not tianya_rules.
if(NOT TARGET tianya_rules_arrow)
  file(GLOB _arrow_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/arrow/*.cpp)
  add_library(tianya_rules_arrow STATIC ${_arrow_sources})
  if(NOT TIANYA_RULES_ARROW_LIBRARY)
    set(TIANYA_RULES_ARROW_LIBRARY tianya_rules)
  endif()
  target_link_libraries(tianya_rules_arrow PUBLIC ${TIANYA_RULES_ARROW_LIBRARY} PRIVATE tianya_rules_options)
  target_include_directories(tianya_rules_arrow PUBLIC ${PROJECT_SOURCE_DIR}/src)
  set_target_properties(tianya_rules_arrow PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endif()
