# SPDX-License-Identifier: Apache-2.0
# The Python extension `_core`: bindings/python/*.cpp. `pip install .` comes here through scikit-build-core, which finds PyPI's
# pybind11; a plain CMake build needs -Dpybind11_DIR=$(pybind11-config --cmakedir) to pass Debian's old one by.
set(PYBIND11_FINDPYTHON ON)
find_package(pybind11 CONFIG REQUIRED)
set(TIANYA_RULES_PREBUILT "" CACHE STRING "A build folder of this project whose libtianya_rules.a is linked instead of compiling the library again")

if(TIANYA_RULES_PREBUILT)
  get_filename_component(_prebuilt ${TIANYA_RULES_PREBUILT} ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
  if(NOT EXISTS ${_prebuilt}/libtianya_rules.a)
    message(FATAL_ERROR "TIANYA_RULES_PREBUILT: there is no ${_prebuilt}/libtianya_rules.a; build that folder first, or leave the variable empty")
  endif()
  add_library(tianya_rules_prebuilt STATIC IMPORTED)
  set_target_properties(tianya_rules_prebuilt PROPERTIES IMPORTED_LOCATION ${_prebuilt}/libtianya_rules.a)
  target_include_directories(tianya_rules_prebuilt INTERFACE ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(tianya_rules_prebuilt INTERFACE ${TIANYA_RULES_DEPENDENCIES})
  target_compile_features(tianya_rules_prebuilt INTERFACE cxx_std_20)
  set(_python_library tianya_rules_prebuilt)
else()
  set(_python_library tianya_rules)
endif()

file(GLOB _python_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bindings/python/*.cpp)
pybind11_add_module(_core MODULE ${_python_sources})
target_link_libraries(_core PRIVATE ${_python_library} tianya_rules_options)
target_include_directories(_core PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/bindings)
install(TARGETS _core LIBRARY DESTINATION tianya_rules COMPONENT python)
