# SPDX-License-Identifier: Apache-2.0
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(simdjson REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(hwy REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
# Debian's re2 archive is not position-independent: the shared library is what is linked.
set(TIANYA_RULES_DEPENDENCIES fmt::fmt simdjson::simdjson nlohmann_json::nlohmann_json OpenSSL::Crypto PkgConfig::RE2)
# Highway's headers are all that is used, by src/kernels.cpp alone: whoever links its library waits for it whenever a program starts.
get_target_property(TIANYA_RULES_HIGHWAY_INCLUDES hwy::hwy INTERFACE_INCLUDE_DIRECTORIES)
