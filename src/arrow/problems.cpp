// SPDX-License-Identifier: Apache-2.0
#include "arrow/problems.hpp"

#include "tianya_rules/base/text.hpp"

namespace tianya_rules::arrow {

namespace {

/// At most forty characters.
std::string shortened(std::string_view text) {
  std::size_t offset = 0;
  for (int i = 0; i < 40 && offset < text.size(); ++i) (void)decode_code_point(text, offset);
  return show_control_characters(text.substr(0, offset)) + (offset < text.size() ? "…" : "");
}

/// `归还日期` or, where the name does not say it, `归还日期` (`returned_on`).
std::string shown(const ColumnPlan& column) {
  return '`' + column.shown + '`' + (column.shown == column.member.name ? "" : " (`" + column.member.name + "`)");
}

}  // namespace

void TableProblems::refuse(const ColumnPlan& column, std::int64_t row, const char* code, const std::string& value, std::string help,
                           std::uint64_t& count) {
  ++count;
  const LocalizedText expected = facts_internal::expected_of(column.member);
  const std::string found = '`' + shortened(value) + '`';
  if (lenient_) {
    if (warnings_.size() >= kMaxWarnings) {
      ++warning_count_;
      return;
    }
    const std::string& zh = column.member.attribute != nullptr ? column.member.attribute->label.zh : column.member.name;
    warn(
        {"refused_cell",
         entity_,
         std::to_string(row),
         column.member.name,
         {(zh.empty() ? column.member.name : zh) + "的值 " + found + " 不被接受（应为：" + expected.zh + "），按错误值处理",
          found + " for `" + column.member.name + "` is not accepted, expected " + expected.en + "; it counts as an error value"}});
    return;
  }
  if (count > kMaxShownOfColumn) return;
  const std::string place = "column " + shown(column) + ", row " + std::to_string(row) + ": ";
  if (std::string_view(code) == "null-not-allowed") {
    problems_.error(code, place + "null, expected " + expected.en, {}, std::move(help));
    return;
  }
  problems_.error(code, place + found + ", expected " + expected.en, {}, std::move(help));
}

void TableProblems::close(const ColumnPlan& column, std::uint64_t count) {
  if (lenient_ || count <= kMaxShownOfColumn) return;
  problems_.error("further-cells",
                  "column " + shown(column) + ": " + std::to_string(count - kMaxShownOfColumn) + " further cells are refused");
}

}  // namespace tianya_rules::arrow
