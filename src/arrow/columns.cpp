// SPDX-License-Identifier: Apache-2.0
#include "arrow/columns.hpp"

#include <algorithm>
#include <utility>

#include "tianya_rules/base/text.hpp"

namespace tianya_rules::arrow {

namespace {

using facts_internal::CellKind;
using facts_internal::EntitySchema;
using facts_internal::Member;

constexpr std::string_view kKnownSuffix = ".known";

/// What a column's name means: a member of the entity, perhaps its `.known`.
struct Meaning {
  std::size_t member = EntitySchema::kNone;
  bool known = false;
};

class Planner {
 public:
  Planner(const Vocabulary& vocabulary, std::size_t entity, const Field& record, const ImportOptions& options,
          Diagnostics& problems)
      : schema_(vocabulary.entities[entity], entity), record_(record), options_(options), problems_(problems) {
    plan_.entity = entity;
    known_.resize(schema_.members().size());
    sources_.resize(schema_.members().size());
  }

  TablePlan plan() {
    check_option_names();
    for (std::size_t i = 0; i < record_.children.size(); ++i) place(i);
    for (std::size_t member = 1; member < sources_.size(); ++member) {
      if (sources_[member])
        add_column(member);
      else if (known_[member])
        orphan(member);
    }
    if (sources_[0]) plan_.id = sources_[0];
    return std::move(plan_);
  }

 private:
  [[nodiscard]] bool has_column(const std::string& name) const {
    return std::any_of(record_.children.begin(), record_.children.end(), [&](const Field& child) { return child.name == name; });
  }
  [[nodiscard]] std::string help_for_column(const std::string& name) const {
    std::vector<std::string_view> names;
    for (const Field& child : record_.children) names.push_back(child.name);
    const std::string near = nearest(name, names);
    return near.empty() ? std::string() : "did you mean `" + near + "`?";
  }

  void check_option_names() {
    for (const auto& [column, target] : options_.rename) {
      if (!has_column(column)) {
        problems_.error("unknown-column", "`rename` speaks of a column `" + column + "` that the table does not have", {},
                        help_for_column(column));
      }
    }
    for (const auto& [column, meaning] : options_.nulls_of) {
      if (!has_column(column) && schema_.find(column) == EntitySchema::kNone) {
        problems_.error("unknown-column", "`nulls` speaks of a column `" + column + "` that the table does not have", {},
                        help_for_column(column));
      }
    }
  }

  /// By name, then by label. Ambiguous labels mean nothing.
  [[nodiscard]] std::size_t member_called(const std::string& name) const {
    const std::size_t by_name = schema_.find(name);
    if (by_name != EntitySchema::kNone) return by_name;
    std::size_t found = EntitySchema::kNone;
    for (std::size_t i = 1; i < schema_.members().size(); ++i) {
      const LocalizedText& label = schema_.label(schema_.members()[i]);
      if (name.empty() || (name != label.zh && name != label.en)) continue;
      if (found != EntitySchema::kNone) return EntitySchema::kNone;
      found = i;
    }
    return found;
  }

  [[nodiscard]] Meaning meaning_of(const std::string& name) const {
    Meaning meaning{member_called(name), false};
    if (meaning.member != EntitySchema::kNone || !name.ends_with(kKnownSuffix)) return meaning;
    meaning.member = member_called(name.substr(0, name.size() - kKnownSuffix.size()));
    meaning.known = true;
    if (meaning.member == 0) meaning.member = EntitySchema::kNone;  // `id.known` is nobody's
    return meaning;
  }

  void place(std::size_t source) {
    const std::string& name = record_.children[source].name;
    std::string target = name;
    const auto renamed = options_.rename.find(name);
    if (renamed != options_.rename.end()) {
      if (!renamed->second) return;
      target = *renamed->second;
    }
    const Meaning meaning = meaning_of(target);
    if (meaning.member == EntitySchema::kNone) {
      if (renamed != options_.rename.end()) return unknown_target(target);
      return near_miss(name);
    }
    std::optional<std::size_t>& place = (meaning.known ? known_ : sources_)[meaning.member];
    if (place) return twice(source, *place, schema_.members()[meaning.member].name + (meaning.known ? ".known" : ""));
    place = source;
  }

  void unknown_target(const std::string& target) {
    problems_.error("unknown-attribute", '`' + schema_.entity().name + "` has no attribute `" + target + '`', {},
                    facts_internal::suggest_member(schema_, target));
  }

  void near_miss(const std::string& name) {
    std::string word = name;
    if (word.ends_with(kKnownSuffix)) word.resize(word.size() - kKnownSuffix.size());
    std::vector<std::string_view> names;
    for (std::size_t i = 1; i < schema_.members().size(); ++i) names.push_back(schema_.members()[i].name);
    std::string near = nearest(word, names);
    if (facts_internal::equal_ascii_case(name, "id")) near = "id";
    if (near.empty()) return;
    const std::string meant = near == "id" ? "the column of ids is called `id`;" : "did you mean `" + near + "`?";
    problems_.error("unknown-attribute", '`' + schema_.entity().name + "` has no attribute `" + name + '`', {},
                    meant + " if it means something else, take it out or give rename={\"" + name + "\": None}");
  }

  void twice(std::size_t source, std::size_t other, const std::string& name) {
    problems_.error("duplicate-column", "the columns `" + record_.children[other].name + "` and `" + record_.children[source].name +
                                            "` are both `" + name + '`');
  }

  void orphan(std::size_t member) {
    const std::string& name = schema_.members()[member].name;
    problems_.error("known-without-column", "the table has `" + name + ".known` but no column `" + name + '`');
  }

  [[nodiscard]] NullMeaning meaning_of_null(const std::string& column, const std::string& attribute) const {
    for (const std::string& name : {column, attribute}) {
      const auto found = options_.nulls_of.find(name);
      if (found != options_.nulls_of.end()) return found->second;
    }
    return options_.nulls;
  }

  void add_column(std::size_t member) {
    ColumnPlan column;
    column.source = *sources_[member];
    const Field& field = record_.children[column.source];
    column.shown = field.name;
    column.member = schema_.members()[member];
    column.type = physical_type(field);
    column.nulls = meaning_of_null(field.name, column.member.name);
    column.known = known_[member];
    if (!fits(column, field)) {
      if (column.type.kind == Physical::kUnsupported) return problems_.add(wrong_type(column, field));
      column.misfit = wrong_type(column, field);
    }
    if (column.known) {
      column.known_type = physical_type(record_.children[*column.known]);
      if (column.known_type.kind != Physical::kBits && column.known_type.kind != Physical::kBytes) {
        const Field& known = record_.children[*column.known];
        problems_.error("wrong-type", "column `" + known.name + "` holds " + type_name(known) + ", expected bool");
        return;
      }
    }
    plan_.columns.push_back(std::move(column));
  }

  [[nodiscard]] static bool fits(const ColumnPlan& column, const Field& field) {
    const PhysicalType& type = column.type;
    if (type.kind == Physical::kNothing) return true;
    if (type.dictionary) {
      const bool texts = is_text(physical_type(*field.dictionary).kind) && !field.dictionary->dictionary;
      return texts && (column.member.kind == CellKind::kCode || column.member.kind == CellKind::kText);
    }
    switch (column.member.kind) {
      case CellKind::kBool:
        return type.kind == Physical::kBits || type.kind == Physical::kBytes;
      case CellKind::kInt:
        return is_integer(type.kind) || is_float(type.kind) || type.kind == Physical::kDecimal;
      case CellKind::kDouble:
        return is_integer(type.kind) || is_float(type.kind);
      case CellKind::kDate:
        return is_day(type.kind) && !type.zoned;
      case CellKind::kCode:
      case CellKind::kText:
        return is_text(type.kind);
      case CellKind::kTexts:
        return is_list(type.kind) && is_text(physical_type(field.children[0]).kind);
      case CellKind::kId:
        return true;
    }
    return false;
  }

  [[nodiscard]] static Diagnostic wrong_type(const ColumnPlan& column, const Field& field) {
    return {Severity::kError,
            "wrong-type",
            "column `" + column.shown + "` holds " + type_name(field) + ", expected " + expected(column.member.kind),
            {},
            help(column, field)};
  }

  [[nodiscard]] static const char* expected(CellKind kind) {
    switch (kind) {
      case CellKind::kBool:
        return "bool";
      case CellKind::kInt:
        return "an integer type, or floats that are whole numbers";
      case CellKind::kDouble:
        return "a number type";
      case CellKind::kDate:
        return "date32, or timestamps without a time zone at midnight";
      case CellKind::kCode:
        return "texts or a dictionary of texts: its labels";
      case CellKind::kTexts:
        return "a list of texts";
      default:
        return "texts";
    }
  }

  [[nodiscard]] static std::string help(const ColumnPlan& column, const Field& field) {
    if (column.type.zoned) return "turn it into dates where the days were counted, then drop the time zone";
    if (column.member.kind == CellKind::kDate && is_text(column.type.kind)) {
      return "pandas: pd.to_datetime(column); polars: pl.col(…).str.to_date(); SQL: CAST(… AS DATE)";
    }
    if (column.member.kind == CellKind::kBool && is_integer(column.type.kind) && !column.type.dictionary) {
      return "make it bool where 0 and 1 mean just that: pandas: column.astype(bool); polars: .cast(pl.Boolean)";
    }
    if (column.member.kind == CellKind::kCode && is_integer(column.type.kind) && !field.dictionary) {
      return facts_internal::name_labels(column.member);
    }
    return {};
  }

  EntitySchema schema_;
  const Field& record_;
  const ImportOptions& options_;
  std::vector<std::optional<std::size_t>> sources_, known_;  ///< By member.
  TablePlan plan_;
  Diagnostics& problems_;
};

}  // namespace

TablePlan plan_table(const Vocabulary& vocabulary, std::size_t entity, const Field& record, const ImportOptions& options,
                     Diagnostics& problems) {
  return Planner(vocabulary, entity, record, options, problems).plan();
}

}  // namespace tianya_rules::arrow
