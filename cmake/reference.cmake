# SPDX-License-Identifier: Apache-2.0
# The slow evaluator that the program is compared with (tests/reference/), and the programs made of it: each *_main.cpp there and in
# tests/conformance/ is one, named after its file.
file(GLOB _reference_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/reference/*.cpp
     ${PROJECT_SOURCE_DIR}/tests/conformance/*.cpp)
list(FILTER _reference_sources EXCLUDE REGEX "_(test|main)\\.cpp$")
add_library(tianya_rules_reference STATIC ${_reference_sources})
target_link_libraries(tianya_rules_reference PUBLIC tianya_rules tianya_rules_options ${TIANYA_RULES_DEPENDENCIES})
target_include_directories(tianya_rules_reference PUBLIC ${PROJECT_SOURCE_DIR}/tests)

file(GLOB _reference_programs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/reference/*_main.cpp
     ${PROJECT_SOURCE_DIR}/tests/conformance/*_main.cpp)
foreach(_program IN LISTS _reference_programs)
  get_filename_component(_name ${_program} NAME_WE)
  string(REPLACE "_main" "" _name tianya_rules_${_name})
  add_executable(${_name} ${_program})
  target_link_libraries(${_name} PRIVATE tianya_rules_reference)
endforeach()
