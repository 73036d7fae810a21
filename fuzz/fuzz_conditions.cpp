// SPDX-License-Identifier: Apache-2.0
// The parser and checker of conditions on any bytes; what is parsed prints to text that parses to the same.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tianya_rules/expr/check.hpp"
#include "tianya_rules/expr/parse.hpp"

using namespace tianya_rules;

namespace {

std::optional<Declaration> look_up(std::string_view name) {
  static const Type kTypes[] = {Type::of(TypeKind::kInt),
                                Type::of(TypeKind::kInt, true),
                                Type::of(TypeKind::kBool),
                                Type::of(TypeKind::kDate, true),
                                Type::list_of(Type::of(TypeKind::kString)),
                                Type::of(TypeKind::kString)};
  if (name.size() != 3 || name.substr(0, 2) != "c." || name[2] < 'a' || name[2] > 'f') return std::nullopt;
  Declaration declaration;
  declaration.type = kTypes[name[2] - 'a'];
  declaration.index = name[2] - 'a';
  return declaration;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Diagnostics problems;
  const auto source = std::make_shared<const Source>(Source{"fuzz", text});
  const SyntaxPtr syntax = parse({text, source, 0, {}}, problems);
  if (syntax) {
    const std::string printed = print(*syntax);
    Diagnostics again;
    const SyntaxPtr twice = parse({printed, std::make_shared<const Source>(Source{"printed", printed}), 0, {}}, again);
    if (twice && print(*twice) != printed) {
      std::fprintf(stderr, "printed otherwise the second time: %s\n", printed.c_str());
      std::abort();
    }
    if (!twice && size < 1000) {
      std::fprintf(stderr, "printed text does not parse: %s\n%s", printed.c_str(), again.render().c_str());
      std::abort();
    }
    Environment environment;
    environment.container = "c";
    environment.lookup = look_up;
    (void)check(syntax, environment, {std::nullopt, "it"}, {}, problems);
    (void)names_not_null(*syntax, true, environment);
  }
  (void)problems.render();
  return 0;
}
