# SPDX-License-Identifier: Apache-2.0
# One libFuzzer program for each fuzz/fuzz_*.cpp, with AddressSanitizer and UBSan; clang only. The library is compiled into each, so
# that it is instrumented too.
find_package(yaml-cpp REQUIRED)  # what our reader of YAML is compared with
file(GLOB _fuzzers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/fuzz_*.cpp)
add_library(tianya_rules_fuzzed STATIC ${_library_sources})
target_compile_options(tianya_rules_fuzzed PUBLIC -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
target_link_libraries(tianya_rules_fuzzed PUBLIC ${TIANYA_RULES_DEPENDENCIES})
target_include_directories(tianya_rules_fuzzed PUBLIC ${PROJECT_SOURCE_DIR}/include ${TIANYA_RULES_GENERATED_DIR})
target_compile_definitions(tianya_rules_fuzzed PRIVATE TIANYA_RULES_DEFAULT_RULEBOOK="${TIANYA_RULES_DEFAULT_RULEBOOK}")
add_dependencies(tianya_rules_fuzzed tianya_rules_embedded)
# The slow evaluator, for fuzz_differential.
file(GLOB _slow_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/reference/*.cpp)
list(FILTER _slow_sources EXCLUDE REGEX "_(test|main)\\.cpp$")
add_library(tianya_rules_fuzzed_reference STATIC ${_slow_sources})
target_link_libraries(tianya_rules_fuzzed_reference PUBLIC tianya_rules_fuzzed)
target_include_directories(tianya_rules_fuzzed_reference PUBLIC ${PROJECT_SOURCE_DIR}/tests)

foreach(_fuzzer IN LISTS _fuzzers)
  get_filename_component(_name ${_fuzzer} NAME_WE)
  add_executable(${_name} ${_fuzzer})
  target_link_libraries(${_name} PRIVATE tianya_rules_fuzzed yaml-cpp)
  if(_name STREQUAL fuzz_arrow)
    set(TIANYA_RULES_ARROW_LIBRARY tianya_rules_fuzzed)
    include(cmake/arrow.cmake)
    target_link_libraries(${_name} PRIVATE tianya_rules_arrow)
  endif()
  if(_name STREQUAL fuzz_differential)
    target_link_libraries(${_name} PRIVATE tianya_rules_fuzzed_reference)
  endif()
  target_link_options(${_name} PRIVATE -fsanitize=fuzzer,address,undefined)
  target_compile_definitions(${_name} PRIVATE TIANYA_RULES_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endforeach()
