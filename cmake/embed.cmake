# SPDX-License-Identifier: Apache-2.0
# The shipped rulebooks and calendars, embedded in the library: one generated header that holds every file of rules/ as a string.
set(TIANYA_RULES_GENERATED_DIR ${PROJECT_BINARY_DIR}/generated)
set(_embedded ${TIANYA_RULES_GENERATED_DIR}/tianya_rules/embedded_files.inc)
file(GLOB_RECURSE _rule_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/*.yaml)
list(FILTER _rule_files EXCLUDE REGEX "/cases/")
# A file that is gone is no newer than anything: which files there are is itself something to depend on.
string(REPLACE ";" "\n" _rule_file_list "${_rule_files}")
set(_embedded_list ${TIANYA_RULES_GENERATED_DIR}/embedded_files.txt)
file(GENERATE OUTPUT ${_embedded_list} CONTENT "${_rule_file_list}\n")
add_custom_command(
  OUTPUT ${_embedded}
  COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR}/rules -DOUTPUT=${_embedded} -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
  DEPENDS ${_rule_files} ${_embedded_list} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
  COMMENT "Embedding rules/")
add_custom_target(tianya_rules_embedded ALL DEPENDS ${_embedded})
