# SPDX-License-Identifier: Apache-2.0
# tianya_rules: every body compiled once, from src/*.cpp. tianya_rules_header_only: every body in the consumer.
file(GLOB _library_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*.cpp)
add_library(tianya_rules ${_library_sources})
add_library(tianya_rules::tianya_rules ALIAS tianya_rules)
add_dependencies(tianya_rules tianya_rules_embedded)
target_link_libraries(tianya_rules PRIVATE ${TIANYA_RULES_DEPENDENCIES})
target_include_directories(tianya_rules SYSTEM PRIVATE ${TIANYA_RULES_HIGHWAY_INCLUDES})
set_target_properties(tianya_rules PROPERTIES EXCLUDE_FROM_ALL ${TIANYA_RULES_HEADER_ONLY})
set_target_properties(tianya_rules PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON VERSION ${PROJECT_VERSION}
                                              SOVERSION ${PROJECT_VERSION_MAJOR})

add_library(tianya_rules_header_only INTERFACE)
add_library(tianya_rules::tianya_rules_header_only ALIAS tianya_rules_header_only)
add_dependencies(tianya_rules_header_only tianya_rules_embedded)
target_compile_definitions(tianya_rules_header_only INTERFACE TIANYA_RULES_HEADER_ONLY)
target_link_libraries(tianya_rules_header_only INTERFACE ${TIANYA_RULES_DEPENDENCIES})

foreach(_target tianya_rules tianya_rules_header_only)
  set(_scope PUBLIC)
  if(_target STREQUAL tianya_rules_header_only)
    set(_scope INTERFACE)
  endif()
  target_include_directories(${_target} ${_scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                                  $<BUILD_INTERFACE:${TIANYA_RULES_GENERATED_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(${_target} ${_scope} cxx_std_20)
endforeach()
target_compile_definitions(tianya_rules PRIVATE TIANYA_RULES_DEFAULT_RULEBOOK="${TIANYA_RULES_DEFAULT_RULEBOOK}")
target_compile_definitions(tianya_rules_header_only INTERFACE TIANYA_RULES_DEFAULT_RULEBOOK="${TIANYA_RULES_DEFAULT_RULEBOOK}")

# Our own targets: warnings, sanitizers.
add_library(tianya_rules_options INTERFACE)
target_compile_options(tianya_rules_options INTERFACE -Wall -Wextra -Wpedantic)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 warns of `"(" + string` without cause (its bug 105651).
  target_compile_options(tianya_rules_options INTERFACE -Wno-restrict)
endif()
if(TIANYA_RULES_WERROR)
  target_compile_options(tianya_rules_options INTERFACE -Werror)
endif()
if(TIANYA_RULES_SANITIZE)
  target_compile_options(tianya_rules_options INTERFACE -fsanitize=${TIANYA_RULES_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tianya_rules_options INTERFACE -fsanitize=${TIANYA_RULES_SANITIZE})
endif()
target_link_libraries(tianya_rules PRIVATE $<BUILD_INTERFACE:tianya_rules_options>)
