# SPDX-License-Identifier: Apache-2.0
# One Google Benchmark program for each benchmarks/**/*_benchmark.cpp, named as its file; and the roofline, which bench.py loads.
find_package(benchmark REQUIRED)
file(GLOB_RECURSE _benchmarks CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/benchmarks/*_benchmark.cpp)
add_custom_target(tianya_rules_benchmarks)
foreach(_benchmark IN LISTS _benchmarks)
  get_filename_component(_name ${_benchmark} NAME_WE)
  add_executable(${_name} ${_benchmark})
  target_link_libraries(${_name} PRIVATE tianya_rules tianya_rules_options benchmark::benchmark_main ${TIANYA_RULES_DEPENDENCIES})
  target_include_directories(${_name} PRIVATE ${PROJECT_SOURCE_DIR}/benchmarks)
  target_compile_definitions(${_name} PRIVATE TIANYA_RULES_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set_target_properties(${_name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/benchmarks)
  add_dependencies(tianya_rules_benchmarks ${_name})
endforeach()

add_library(tianya_rules_roofline SHARED ${PROJECT_SOURCE_DIR}/benchmarks/roofline.cpp)
target_link_libraries(tianya_rules_roofline PRIVATE tianya_rules_options)
# It runs where it is built, and nothing shall hold it up.
target_compile_options(tianya_rules_roofline PRIVATE -O3 -march=native)
set_target_properties(tianya_rules_roofline PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/benchmarks)
add_dependencies(tianya_rules_benchmarks tianya_rules_roofline)

add_executable(tianya_rules_run_measured ${PROJECT_SOURCE_DIR}/benchmarks/run_measured.cpp)
target_link_libraries(tianya_rules_run_measured PRIVATE tianya_rules_options)
set_target_properties(tianya_rules_run_measured PROPERTIES OUTPUT_NAME run_measured RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/benchmarks)
add_dependencies(tianya_rules_benchmarks tianya_rules_run_measured)
