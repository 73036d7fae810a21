# SPDX-License-Identifier: Apache-2.0
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(simdjson REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(hwy REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
# Debian's re2 archive is not position-independent: the shared library is what is linked.
set(TIANYA_RULES_DEPENDENCIES fmt::fmt simdjson::simdjson nlohmann_json::nlohmann_json OpenSSL::Crypto hwy::hwy
    PkgConfig::RE2)
