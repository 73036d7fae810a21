# SPDX-License-Identifier: Apache-2.0
# `cmake --install`: headers, the embedded rules, the library, the program, and a package that `find_package(tianya_rules)` finds.
# examples/link_from_cpp and examples/header_only are projects that use it; tests/python/test_examples.py builds them.
include(CMakePackageConfigHelpers)
set(_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/tianya_rules)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/tianya_rules DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
# Header-only users compile the shipped rulebooks and calendars in, too.
install(FILES ${TIANYA_RULES_GENERATED_DIR}/tianya_rules/embedded_files.inc DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tianya_rules)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(_installed tianya_rules_header_only)
if(NOT TIANYA_RULES_HEADER_ONLY)
  list(APPEND _installed tianya_rules)
endif()
install(TARGETS ${_installed} EXPORT tianya_rules_targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT tianya_rules_targets NAMESPACE tianya_rules:: FILE tianya_rulesTargets.cmake DESTINATION ${_package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/tianya_rulesConfig.cmake.in ${PROJECT_BINARY_DIR}/tianya_rulesConfig.cmake
                              INSTALL_DESTINATION ${_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tianya_rulesConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tianya_rulesConfig.cmake ${PROJECT_BINARY_DIR}/tianya_rulesConfigVersion.cmake
        DESTINATION ${_package_dir})

if(TARGET tianya_rules_cli)
  install(TARGETS tianya_rules_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
