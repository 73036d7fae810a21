// SPDX-License-Identifier: Apache-2.0
/// Text cells: what stands in a CSV cell or after `=` in an assumption. Internal to the facts floor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/facts/cells-inl.hpp"
#include "tianya_rules/facts/json_cursor-inl.hpp"

TIANYA_RULES_BEGIN_NAMESPACE
namespace facts_internal {

/// Reads `[ "a", … ]` at the cursor. False: the JSON is broken (see its fault). Elements that are no texts are a refusal.
inline bool read_texts(JsonCursor& cursor, std::vector<std::string>& texts, Refusal& refusal) {
  texts.clear();
  cursor.take('[');
  cursor.skip_space();
  if (cursor.take(']')) return true;
  for (bool more = true; more;) {
    JsonString text;
    std::string_view raw;
    if (cursor.peek() == '"') {
      if (!cursor.read_string(text)) return false;
      if (texts.size() < kMaxListElements) {
        texts.push_back(json_text(text));
      } else {
        refusal = {"too-many", "a list holds at most " + std::to_string(kMaxListElements) + " texts"};
      }
    } else {
      if (!cursor.skip_value(raw, 1)) return false;
      if (!refusal) refusal = {"wrong-type", "every element of the list is a text in quotation marks"};
    }
    if (!cursor.next_item(']', more)) return false;
  }
  return true;
}

inline Refusal accept_list_text(std::string_view text, CellValue& out) {
  static const char* const kHelp = "a list is written as a JSON array: [\"first\",\"second\"]";
  JsonCursor cursor(text);
  Refusal refusal;
  cursor.skip_space();
  if (cursor.peek() != '[' || !read_texts(cursor, out.texts, refusal)) return {"wrong-type", kHelp};
  cursor.skip_space();
  if (cursor.left() > 0) return {"wrong-type", kHelp};
  return refusal;
}

inline Refusal accept_number_text(const Member& member, std::string_view text, CellValue& out) {
  JsonCursor cursor(text);
  std::string_view number;
  if (!text.empty() && cursor.read_number(number) && cursor.left() == 0) return accept_number(member, number, out);
  std::string plain;  // the number that was meant: without separators, signs and spaces around it
  for (const char c : text.substr(0, 40)) {
    if (c != ',' && c != '_' && c != ' ' && c != '+' && c != '\t') plain += c;
  }
  const std::size_t first = plain.find_first_not_of('0');
  if (first != std::string::npos && plain[first] >= '0' && plain[first] <= '9') plain.erase(0, first);
  JsonCursor again(plain);
  const bool meant = !plain.empty() && again.read_number(number) && again.left() == 0;
  return {"wrong-type", meant ? "write `" + plain + '`' : std::string()};
}

inline Refusal accept_bool_text(std::string_view text, CellValue& out) {
  const bool yes = equal_ascii_case(text, "true");
  if (!yes && !equal_ascii_case(text, "false")) return {"wrong-type", bool_help(text)};
  out.integer = yes ? 1 : 0;
  return {};
}

/// Whether `text` is a value of `member` (not `id`), and which. The word `null` is null.
inline Refusal accept_text(const Member& member, std::string_view text, CellValue& out) {
  out.null = text == "null";
  if (out.null) return member.nullable ? Refusal{} : Refusal{"null-not-allowed", {}};
  switch (member.kind) {
    case CellKind::kBool:
      return accept_bool_text(text, out);
    case CellKind::kInt:
    case CellKind::kDouble:
      return accept_number_text(member, text, out);
    case CellKind::kDate:
      return accept_date(text, out);
    case CellKind::kCode:
      return accept_label(member, text, out);
    case CellKind::kTexts:
      return accept_list_text(text, out);
    case CellKind::kText:
    case CellKind::kId:
      out.text = text;
      break;
  }
  return {};
}

}  // namespace facts_internal
TIANYA_RULES_END_NAMESPACE
