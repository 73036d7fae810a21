// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>
#include <utility>

#include "tianya_rules/base/limits.hpp"
#include "tianya_rules/base/text.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"
#include "tianya_rules/rulebook/yaml_tree.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

namespace calendar_yaml_detail {

/// What every reader of a node needs: where to complain.
class Reader {
 public:
  explicit Reader(Diagnostics& problems) : problems_(problems) {}

  void error(std::string code, std::string message, const Span& span, std::string help = {}) {
    problems_.error(std::move(code), std::move(message), span, std::move(help));
  }
  void wrong(const YamlNode& node, const std::string& what, std::string help = {}) {
    if (!node.broken) error("wrong-type", what, node.span, std::move(help));
  }

  /// Refuses keys that are not among `known`, and names required ones that are missing. False if `node` is no map.
  bool map(const YamlNode& node, const std::string& what, const std::vector<std::string_view>& required,
           const std::vector<std::string_view>& optional = {}) {
    if (!node.is_map()) return wrong(node, what + " is a map"), false;
    std::vector<std::string_view> known = required;
    known.insert(known.end(), optional.begin(), optional.end());
    for (const YamlEntry& entry : node.entries) {
      if (std::find(known.begin(), known.end(), entry.key.text) != known.end()) continue;
      const std::string near = nearest(entry.key.text, known);
      error("unknown-key", what + " has no key `" + entry.key.text + '`', entry.key.span,
            near.empty() ? "" : "did you mean `" + near + "`?");
    }
    for (const std::string_view key : required) {
      if (node.find(key) == nullptr) error("missing-key", what + " needs `" + std::string(key) + '`', node.span);
    }
    return true;
  }

  std::string text(const YamlNode* node, const std::string& what) {
    if (node == nullptr) return {};
    if (!node->is_scalar() || node->text.empty()) return wrong(*node, what + " is a text"), std::string();
    return node->text;
  }

  std::optional<Date> date(const YamlNode* node, const std::string& what) {
    if (node == nullptr) return std::nullopt;
    if (!node->is_scalar()) return wrong(*node, what + " is a date"), std::nullopt;
    const Result<Date> date = Date::parse(node->text);
    if (date.ok()) return *date;
    const Diagnostic& problem = date.diagnostics().items().front();
    error(problem.code, problem.message, node->span, problem.help);
    return std::nullopt;
  }

  int integer(const YamlNode* node, const std::string& what, int lowest, int highest, int otherwise) {
    if (node == nullptr) return otherwise;
    int value = 0;
    const char* end = node->text.data() + node->text.size();
    const auto parsed = std::from_chars(node->text.data(), end, value);
    const bool sound = node->is_scalar() && parsed.ec == std::errc() && parsed.ptr == end && value >= lowest && value <= highest;
    if (sound) return value;
    wrong(*node, what + " is an integer from " + std::to_string(lowest) + " to " + std::to_string(highest));
    return otherwise;
  }

  bool boolean(const YamlNode* node, const std::string& what, bool otherwise) {
    if (node == nullptr) return otherwise;
    if (node->is_scalar() && node->text == "true") return true;
    if (node->is_scalar() && node->text == "false") return false;
    return wrong(*node, what + " is true or false"), otherwise;
  }

  LocalizedText label(const YamlNode* node) {
    if (node == nullptr || !map(*node, "a label", {}, {"zh", "en"})) return {};
    return {text(node->find("zh"), "`zh`"), text(node->find("en"), "`en`")};
  }

  /// `MM-DD`.
  std::pair<unsigned, unsigned> month_day(const YamlNode* node, const std::string& what, std::pair<unsigned, unsigned> otherwise) {
    if (node == nullptr) return otherwise;
    const auto days = node->is_scalar() ? Date::parse_days("2000-" + node->text) : std::nullopt;
    if (!days) return wrong(*node, what + " is a month and a day, `MM-DD`", "in quotation marks: `\"12-25\"`"), otherwise;
    const CivilDay day = Date::from_days(*days).civil();
    return {day.month, day.day};
  }

 private:
  Diagnostics& problems_;
};

/// Notices by their key in the file, and the days that name them. The same in year files and overlays.
template <typename Data>
class DaysReader {
 public:
  DaysReader(Reader& reader, Data& data, int year) : reader_(reader), data_(data), year_(year) {}

  void notices(const YamlNode* node, bool overlay) {
    if (node == nullptr) return;
    if (!node->is_map()) return reader_.wrong(*node, "`notices` is a map of notices");
    for (const YamlEntry& entry : node->entries) notice(entry, overlay);
  }

  void days(const YamlNode* node) {
    if (node == nullptr) return;
    if (!node->is_list()) return reader_.wrong(*node, "`days` is a list");
    for (const YamlNode& item : node->items) day(item);
  }

 private:
  void notice(const YamlEntry& entry, bool overlay) {
    const YamlNode& node = entry.value;
    const std::string what = "the notice `" + entry.key.text + '`';
    // An undated notice of a calendar is refused by `validate`, which knows what that means.
    if (!reader_.map(node, what, {"title"}, {"amends", "number", "published", "address"})) return;
    CalendarNotice notice;
    notice.id = entry.key.text;
    notice.year = year_;
    notice.amendment = !overlay && node.find("amends") != nullptr;
    notice.title = reader_.text(node.find("title"), "`title`");
    notice.number = reader_.text(node.find("number"), "`number`");
    notice.address = reader_.text(node.find("address"), "`address`");
    notice.published = reader_.date(node.find("published"), "`published`");
    notice.span = entry.key.span;
    if (notice.amendment) check_amends(*node.find("amends"), entry.key.text);
    by_key_.emplace(entry.key.text, data_.notices.size());
    data_.notices.push_back(std::move(notice));
  }

  void check_amends(const YamlNode& node, const std::string& self) {
    if (node.is_scalar() && node.text != self && by_key_.count(node.text) != 0) return;
    reader_.error("unknown-notice", "`" + self + "` amends `" + node.text + "`, which stands nowhere above", node.span);
  }

  void day(const YamlNode& node) {
    if (!reader_.map(node, "a day", {"date", "kind", "name", "notice"})) return;
    CalendarDay day;
    const auto date = reader_.date(node.find("date"), "`date`");
    const auto kind = day_kind(node.find("kind"));
    const auto notice = notice_index(node.find("notice"));
    day.name = reader_.text(node.find("name"), "`name`");
    if (!date || !kind || !notice) return;
    day.date = *date, day.kind = *kind, day.notice = *notice, day.span = node.find("date")->span;
    data_.days.push_back(std::move(day));
  }

  std::optional<DayKind> day_kind(const YamlNode* node) {
    if (node == nullptr) return std::nullopt;
    const auto kind = parse_day_kind(node->text);
    if (kind) return kind;
    static const std::vector<std::string_view> kinds{"statutory",      "shifted_rest",  "weekend_in_block",
                                                     "makeup_workday", "local_holiday", "local_workday"};
    const std::string near = nearest(node->text, kinds);
    reader_.error("unknown-kind", '`' + node->text + "` is no kind of day", node->span,
                  near.empty() ? "one of `statutory`, `shifted_rest`, `weekend_in_block`, `makeup_workday`; in an overlay "
                                 "`local_holiday` or `local_workday`"
                               : "did you mean `" + near + "`?");
    return std::nullopt;
  }

  std::optional<std::size_t> notice_index(const YamlNode* node) {
    if (node == nullptr) return std::nullopt;
    const auto found = by_key_.find(node->text);
    if (found != by_key_.end()) return found->second;
    reader_.error("unknown-notice", "no notice `" + node->text + "` stands in this file", node->span);
    return std::nullopt;
  }

  Reader& reader_;
  Data& data_;
  int year_;
  std::map<std::string, std::size_t> by_key_;
};

inline std::vector<HolidayName> holiday_names(Reader& reader, const YamlNode* node) {
  std::vector<HolidayName> names;
  if (node == nullptr) return names;
  if (!node->is_map()) return reader.wrong(*node, "`holidays` is a map from name to English name"), names;
  for (const YamlEntry& entry : node->entries)
    names.push_back({entry.key.text, reader.text(&entry.value, "a holiday's English name")});
  return names;
}

inline std::vector<Festival> festivals(Reader& reader, const YamlNode* node) {
  std::vector<Festival> found;
  if (node == nullptr) return found;
  if (!node->is_map()) return reader.wrong(*node, "festivals are a map from name to dates"), found;
  for (const YamlEntry& entry : node->entries) {
    Festival festival;
    festival.name = entry.key.text;
    if (!entry.value.is_list()) reader.wrong(entry.value, "the dates of a festival are a list");
    for (const YamlNode& item : entry.value.items) {
      if (const auto date = reader.date(&item, "a festival's date")) festival.dates.push_back(*date);
    }
    found.push_back(std::move(festival));
  }
  return found;
}

inline StatutoryRule statutory_rule(Reader& reader, const YamlNode& node, const CalendarData& data) {
  StatutoryRule rule;
  if (!reader.map(node, "a statutory day", {"name"}, {"on", "festival", "offset", "days"})) return rule;
  rule.name = reader.text(node.find("name"), "`name`");
  rule.festival = reader.text(node.find("festival"), "`festival`");
  std::tie(rule.month, rule.day) = reader.month_day(node.find("on"), "`on`", {0, 0});
  rule.offset = reader.integer(node.find("offset"), "`offset`", -kMaxRuleDays, kMaxRuleDays, 0);
  rule.days = reader.integer(node.find("days"), "`days`", 1, kMaxRuleDays, 1);
  const bool known =
      std::any_of(data.festivals.begin(), data.festivals.end(), [&](const Festival& f) { return f.name == rule.festival; });
  if ((node.find("on") != nullptr) == !rule.festival.empty()) {
    reader.error("wrong-rule", "a statutory day has either `on` or `festival`", node.span);
  } else if (!rule.festival.empty() && !known) {
    reader.error("unknown-festival", "no festival `" + rule.festival + '`', node.find("festival")->span);
  }
  return rule;
}

inline void laws(Reader& reader, const YamlNode* node, CalendarData& data) {
  if (node == nullptr) return;
  if (!node->is_list()) return reader.wrong(*node, "`laws` is a list");
  for (const YamlNode& item : node->items) {
    if (!reader.map(item, "a law", {"title", "published", "in_force", "days"})) continue;
    StatutoryLaw law;
    law.title = reader.text(item.find("title"), "`title`");
    law.published = reader.date(item.find("published"), "`published`").value_or(Date());
    law.in_force = reader.date(item.find("in_force"), "`in_force`").value_or(Date());
    const YamlNode* days = item.find("days");
    if (days != nullptr && !days->is_list()) reader.wrong(*days, "the days of a law are a list");
    for (std::size_t i = 0; days != nullptr && i < days->items.size(); ++i) {
      law.rules.push_back(statutory_rule(reader, days->items[i], data));
    }
    data.laws.push_back(std::move(law));
  }
}

inline std::uint8_t weekend(Reader& reader, const YamlNode* node) {
  static const std::vector<std::string_view> names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  if (node == nullptr) return 0b1100000;
  if (!node->is_list()) return reader.wrong(*node, "`weekend` is a list of weekdays"), std::uint8_t{0};
  unsigned bits = 0;
  for (const YamlNode& item : node->items) {
    const auto found = std::find(names.begin(), names.end(), item.text);
    if (found == names.end())
      reader.wrong(item, '`' + item.text + "` is no weekday", "`monday` … `sunday`");
    else
      bits |= 1u << (found - names.begin());
  }
  if (bits == 0b1111111) reader.error("no-workdays", "a week without a working day", node->span);
  return static_cast<std::uint8_t>(bits);
}

inline void calendar_file(Reader& reader, const YamlNode& root, CalendarData& data) {
  if (!reader.map(root, "a calendar", {"id"},
                  {"label", "weekend", "makeup_days", "settled_until", "estimated_years", "holidays", "laws", "festivals"})) {
    return;
  }
  data.id = reader.text(root.find("id"), "`id`");
  data.label = reader.label(root.find("label"));
  data.weekend = weekend(reader, root.find("weekend"));
  data.has_makeup_days = reader.boolean(root.find("makeup_days"), "`makeup_days`", true);
  std::tie(data.settled_month, data.settled_day) = reader.month_day(root.find("settled_until"), "`settled_until`", {12, 31});
  data.estimated_years = reader.integer(root.find("estimated_years"), "`estimated_years`", 0, kMaxEstimatedYears, 0);
  data.names = holiday_names(reader, root.find("holidays"));
  data.festivals = festivals(reader, root.find("festivals"));
  laws(reader, root.find("laws"), data);
}

inline std::optional<int> year_of_file(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (name.size() != 9 || name.substr(4) != ".yaml") return std::nullopt;
  const auto days = Date::parse_days(std::string(name.substr(0, 4)) + "-01-01");
  if (!days) return std::nullopt;
  return Date::from_days(*days).year();
}

inline void year_file(Reader& reader, const YamlNode& root, int year, CalendarData& data) {
  if (!reader.map(root, "a year", {"year", "notices"}, {"days"})) return;
  const int stated = reader.integer(root.find("year"), "`year`", 1900, 2200, year);
  if (stated != year) reader.error("year-differs", "the file is named for " + std::to_string(year), root.find("year")->span);
  const std::size_t before = data.notices.size();
  DaysReader<CalendarData> days(reader, data, year);
  days.notices(root.find("notices"), false);
  days.days(root.find("days"));
  const bool annual = std::any_of(data.notices.begin() + static_cast<std::ptrdiff_t>(before), data.notices.end(),
                                  [](const CalendarNotice& notice) { return !notice.amendment; });
  if (!annual && root.find("notices") != nullptr) {
    reader.error("year-without-notice", std::to_string(year) + " has no annual notice", root.find("notices")->span,
                 "a year is published by its notice: one without `amends`");
  }
}

inline SourcePtr source_of(const YamlFile& file) {
  return std::make_shared<const Source>(Source{file.shown.empty() ? file.path : file.shown, file.text});
}

}  // namespace calendar_yaml_detail

TIANYA_RULES_INLINE Result<CalendarDataPtr> load_calendar(const std::vector<YamlFile>& files) {
  using namespace calendar_yaml_detail;
  Diagnostics problems;
  Reader reader(problems);
  auto data = std::make_shared<CalendarData>();
  bool described = false;
  for (const YamlFile& file : files) {
    const SourcePtr source = source_of(file);
    const auto year = year_of_file(file.path);
    const bool description = file.path == "calendar.yaml" || file.path.ends_with("/calendar.yaml");
    if (!year && !description) {
      reader.error("unknown-file", '`' + file.path + "` is neither `calendar.yaml` nor a year's file", {source, 0, 0, 0},
                   "a year's file is named for it, `2026.yaml`");
      continue;
    }
    const YamlNode root = parse_yaml(source, problems);
    described = described || description;
    if (!root.broken) description ? calendar_file(reader, root, *data) : year_file(reader, root, *year, *data);
  }
  if (!described) reader.error("no-calendar-file", "the calendar has no `calendar.yaml`", {});
  if (problems.has_errors()) return problems.sort(), problems;
  data->digest = digest_of(files);
  Diagnostics invalid = validate(*data);
  if (invalid.has_errors()) return invalid;
  return CalendarDataPtr(std::move(data));
}

TIANYA_RULES_INLINE Result<OverlayDataPtr> load_overlay(const YamlFile& file) {
  using namespace calendar_yaml_detail;
  Diagnostics problems;
  Reader reader(problems);
  auto data = std::make_shared<OverlayData>();
  const YamlNode root = parse_yaml(source_of(file), problems);
  if (!root.broken && reader.map(root, "an overlay", {"id"}, {"label", "holidays", "notices", "days", "unpublished"})) {
    data->id = reader.text(root.find("id"), "`id`");
    data->label = reader.label(root.find("label"));
    data->names = holiday_names(reader, root.find("holidays"));
    data->unpublished = festivals(reader, root.find("unpublished"));
    DaysReader<OverlayData> days(reader, *data, 0);
    days.notices(root.find("notices"), true);
    days.days(root.find("days"));
  }
  if (problems.has_errors()) return problems.sort(), problems;
  data->digest = digest_of({file});
  Diagnostics invalid = validate(*data);
  if (invalid.has_errors()) return invalid;
  return OverlayDataPtr(std::move(data));
}

TIANYA_RULES_END_NAMESPACE

#include "tianya_rules/rulebook/calendar_shelf-inl.hpp"
