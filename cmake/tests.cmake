# SPDX-License-Identifier: Apache-2.0
# One binary of all C++ tests: tests/cpp/*_test.cpp (doctest; RapidCheck for properties).
find_package(doctest REQUIRED)
find_package(yaml-cpp REQUIRED)  # what our reader of YAML is compared with
find_package(rapidcheck REQUIRED)
include(cmake/reference.cmake)
file(GLOB _test_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/cpp/*.cpp ${PROJECT_SOURCE_DIR}/tests/reference/*_test.cpp)
if(TIANYA_RULES_TEST_FILES)
  list(FILTER _test_sources INCLUDE REGEX "/main\\.cpp$|${TIANYA_RULES_TEST_FILES}")
else()
  set(_reference tianya_rules_reference)
endif()
add_executable(tianya_rules_tests ${_test_sources})
target_link_libraries(tianya_rules_tests PRIVATE ${_reference} tianya_rules tianya_rules_options doctest::doctest rapidcheck
                                                 yaml-cpp ${TIANYA_RULES_DEPENDENCIES})
target_include_directories(tianya_rules_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(tianya_rules_tests PRIVATE TIANYA_RULES_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
include(doctest OPTIONAL RESULT_VARIABLE _doctest_cmake)
add_test(NAME cpp COMMAND tianya_rules_tests)
