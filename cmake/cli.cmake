# SPDX-License-Identifier: Apache-2.0
# The program `tianya-rules`: src/cli/*.cpp.
find_package(CLI11 REQUIRED)
file(GLOB _cli_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.cpp)
add_executable(tianya_rules_cli ${_cli_sources})
set_target_properties(tianya_rules_cli PROPERTIES OUTPUT_NAME tianya-rules RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
target_link_libraries(tianya_rules_cli PRIVATE tianya_rules tianya_rules_options CLI11::CLI11 ${TIANYA_RULES_DEPENDENCIES})
target_include_directories(tianya_rules_cli PRIVATE ${PROJECT_SOURCE_DIR}/src)
