// SPDX-License-Identifier: Apache-2.0
// Working calendars and ledgers: what bindings/python/tianya_rules/_calendar.py and _ledger.py stand on. Arrays come as int64 day
// numbers, contiguous, with a step of 1 or 0; shapes, units and missing values are Python's business.
#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "python/date_caster.hpp"
#include "python/errors.hpp"
#include "python/registers.hpp"
#include "tianya_rules/calendar/ledger_format.hpp"
#include "tianya_rules/calendar/workday_arrays.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

namespace py = pybind11;

namespace tianya_rules::python {

namespace {

/// A file as Python gives it: path within the rulebook, text, and how messages name it.
using OwnFile = std::tuple<std::string, std::string, std::string>;

WorkingCalendar find_calendar(const std::string& text, const std::vector<OwnFile>& own, std::optional<Date> known_on) {
  std::vector<YamlFile> files;
  for (const auto& [path, content, shown] : own) files.push_back({path, content, shown});
  const py::gil_scoped_release unlocked;
  return find_working_calendar(text, files, known_on).value();
}

[[noreturn]] void refuse_span(const WorkingCalendar& calendar, const std::string& what) {
  Diagnostics problems;
  problems.error("calendar-not-covered", what + " the calendar `" + calendar.id() + '`', {},
                 "it covers " + calendar.first_day().iso() + " to " + calendar.last_day().iso());
  throw Error(problems);
}

struct Days {
  py::buffer_info info;
  explicit Days(const py::buffer& buffer) : info(buffer.request()) {
    const bool integers = info.format == "l" || info.format == "q";
    const bool sound = integers && info.itemsize == 8 && info.ndim == 1 && (info.shape[0] < 2 || info.strides[0] == 8);
    if (!sound) throw py::type_error("an array of int64, contiguous and of one dimension, is needed");
  }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(info.shape[0]); }
  [[nodiscard]] std::int64_t* data() const { return static_cast<std::int64_t*>(info.ptr); }
  /// One element goes with all others.
  [[nodiscard]] ArrayView<std::int64_t> view(std::size_t size) const {
    if (this->size() != size && this->size() != 1) throw py::value_error("arrays differ in length");
    return {data(), this->size() == size ? std::size_t{1} : std::size_t{0}};
  }
};

using Outcome = std::tuple<std::size_t, std::size_t, std::size_t>;
Outcome outcome_of(const ArrayOutcome& outcome) { return {outcome.not_covered, outcome.first_not_covered, outcome.provisional}; }

Outcome add_array(const WorkingCalendar& calendar, const py::buffer& starts, const py::buffer& counts, const py::buffer& out) {
  const Days from(starts), n(counts), due(out);
  const ArrayView<std::int64_t> start_view = from.view(due.size()), count_view = n.view(due.size());
  const py::gil_scoped_release unlocked;
  return outcome_of(add_workdays<std::int64_t>(calendar, start_view, count_view, due.size(), due.data()));
}

Outcome count_array(const WorkingCalendar& calendar, const py::buffer& a, const py::buffer& b, const py::buffer& out) {
  const Days from(a), through(b), workdays(out);
  const ArrayView<std::int64_t> from_view = from.view(workdays.size()), through_view = through.view(workdays.size());
  const py::gil_scoped_release unlocked;
  return outcome_of(count_workdays<std::int64_t>(calendar, from_view, through_view, workdays.size(), workdays.data()));
}

struct Flags {
  py::buffer_info info;
  Flags(const py::buffer& buffer, std::size_t size) : info(buffer.request(true)) {
    if (info.itemsize != 1 || info.ndim != 1 || static_cast<std::size_t>(info.shape[0]) != size)
      throw py::value_error("arrays differ in length");
  }
  [[nodiscard]] std::uint8_t* data() const { return static_cast<std::uint8_t*>(info.ptr); }
};

/// out[i] is 1 where day i is worked, 0 where it is not or is no day at all.
Outcome workday_array(const WorkingCalendar& calendar, const py::buffer& days, const py::buffer& out) {
  const Days asked(days);
  const Flags works(out, asked.size());
  const py::gil_scoped_release unlocked;
  ArrayOutcome outcome;
  const std::int64_t first = calendar.first_day().days(), last = calendar.last_day().days(), horizon = calendar.horizon().days();
  const DayTable& estimate = calendar.estimate();
  const std::vector<std::int32_t>& isolated = calendar.isolated_days();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::int64_t day = asked.data()[i];
    works.data()[i] = 0;
    if (day == kNotATime<std::int64_t>) continue;
    if (day < first || day > last) {
      if (outcome.not_covered++ == 0) outcome.first_not_covered = i;
      continue;
    }
    works.data()[i] = estimate.rank(day + 1) > estimate.rank(day) ? 1 : 0;
    if (day > horizon || std::binary_search(isolated.begin(), isolated.end(), day)) ++outcome.provisional;
  }
  return outcome_of(outcome);
}

/// Estimate, earliest and latest of each, and whether it rests on unpublished days.
Outcome due_array(const WorkingCalendar& calendar, const py::buffer& starts, const py::buffer& counts, const py::buffer& estimate,
                  const py::buffer& earliest, const py::buffer& latest, const py::buffer& provisional) {
  const Days from(starts), n(counts), middle(estimate), low(earliest), high(latest);
  const std::size_t size = middle.size();
  const Flags flags(provisional, size);
  const ArrayView<std::int64_t> start_view = from.view(size), count_view = n.view(size);
  if (low.size() != size || high.size() != size) throw py::value_error("arrays differ in length");
  const py::gil_scoped_release unlocked;
  const ArrayOutcome outcome = add_workdays<std::int64_t>(calendar, start_view, count_view, size, middle.data());
  for (std::size_t i = 0; i < size; ++i) {
    low.data()[i] = high.data()[i] = middle.data()[i];
    flags.data()[i] = 0;
    // A missing day, and a count of 0, which asks no calendar.
    if (middle.data()[i] == kNotATime<std::int64_t> || count_view[i] == 0) continue;
    const DueDate due = calendar.due(static_cast<std::int32_t>(start_view[i]), count_view[i]);
    low.data()[i] = due.earliest, high.data()[i] = due.latest, flags.data()[i] = due.provisional ? 1 : 0;
  }
  return outcome_of(outcome);
}

py::tuple due_of(const WorkingCalendar& calendar, Date start, std::int64_t n) {
  const DueDate due = calendar.due(start.days(), n);
  if (!due.ok())
    refuse_span(calendar, std::to_string(n < 0 ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n)) +
                              " working days " + (n < 0 ? "before" : "after") + " `" + start.iso() + "` leave");
  const auto date = [](std::int32_t days) { return to_python_date(Date::from_days(days)); };
  return py::make_tuple(date(due.estimate), date(due.earliest), date(due.latest), due.provisional);
}

py::tuple count_of(const WorkingCalendar& calendar, Date a, Date b) {
  const WorkdayCount count = calendar.count(a.days(), b.days());
  if (!count.ok()) refuse_span(calendar, "the days from `" + a.iso() + "` to `" + b.iso() + "` leave");
  return py::make_tuple(count.estimate, count.lowest, count.highest, count.provisional);
}

/// Works, published, holiday's Chinese and English name, title of its notice.
py::tuple day_of(const WorkingCalendar& calendar, Date date) {
  const DayStatus status = calendar.day(date.days());
  if (!status.covered) refuse_span(calendar, '`' + date.iso() + "` lies outside");
  return py::make_tuple(status.works, status.published, std::string(status.holiday),
                        calendar.holiday_name(status.holiday, Language::kEnglish),
                        status.notice == nullptr ? std::string() : status.notice->title);
}

Rounding rounding_of(const std::string& text) {
  if (text == "down") return Rounding::down;
  if (text == "up") return Rounding::up;
  if (text == "reject") return Rounding::reject;
  throw py::value_error("rounding is \"down\", \"up\" or \"reject\"");
}

/// A period of years, months and days.
using PeriodParts = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

Ledger ledger_of(const WorkingCalendar& calendar, Date start, std::int64_t workdays, std::int64_t excluded,
                 const std::optional<std::pair<Date, Date>>& pause, const std::optional<PeriodParts>& period,
                 const std::string& rounding, bool before) {
  LedgerRequest request;
  request.start = start, request.workdays = workdays, request.excluded = excluded, request.before = before;
  if (pause) request.pause_from = pause->first, request.pause_to = pause->second;
  if (period) request.period = Period{std::get<0>(*period), std::get<1>(*period), std::get<2>(*period)};
  request.rounding = rounding_of(rounding);
  const py::gil_scoped_release unlocked;
  return make_ledger(calendar, request).value();
}

Language language_of(const std::string& text) {
  if (text == "zh") return Language::kChinese;
  if (text == "en") return Language::kEnglish;
  throw py::value_error("a language is \"zh\" or \"en\"");
}

void register_ledger(py::module_& module) {
  py::class_<Ledger>(module, "Ledger")
      .def("text", [](const Ledger& ledger, const std::string& lang) { return ledger_text(ledger, language_of(lang)); })
      .def("grid", [](const Ledger& ledger, const std::string& lang) { return ledger_grid(ledger, language_of(lang)); })
      .def("headline", [](const Ledger& ledger, const std::string& lang) { return ledger_headline(ledger, language_of(lang)); })
      .def("svg", [](const Ledger& ledger, const std::string& lang) { return ledger_svg(ledger, language_of(lang)); })
      .def("json", [](const Ledger& ledger) { return ledger_json(ledger); });
}

}  // namespace

void register_calendar(py::module_& module) {
  register_ledger(module);
  // Days since 1970-01-01, by the rules that dates have everywhere; for lists and columns of objects.
  module.def("day_number", [](Date date) { return date.days(); }, py::arg("date"));
  py::class_<WorkingCalendar>(module, "Calendar")
      .def_static("find", &find_calendar, py::arg("text"), py::arg("own"), py::arg("known_on"))
      .def("due", &due_of)
      .def("count", &count_of)
      .def("day", &day_of)
      .def("add_array", &add_array)
      .def("due_array", &due_array)
      .def("count_array", &count_array)
      .def("workday_array", &workday_array)
      .def("ledger", &ledger_of, py::arg("start"), py::arg("workdays"), py::arg("excluded"), py::arg("pause"), py::arg("period"),
           py::arg("rounding"), py::arg("before"))
      .def("year_json", [](const WorkingCalendar& calendar, int year) { return year_json(calendar, year).value(); })
      .def("year_text", [](const WorkingCalendar& calendar, int year,
                           const std::string& lang) { return year_text(calendar, year, language_of(lang)).value(); })
      .def("label",
           [](const WorkingCalendar& calendar, const std::string& lang) { return calendar.data().label.in(language_of(lang)); })
      .def_property_readonly("id", &WorkingCalendar::id)
      .def_property_readonly("overlays",
                             [](const WorkingCalendar& calendar) {
                               std::vector<std::string> ids;
                               for (const OverlayDataPtr& overlay : calendar.overlays()) ids.push_back(overlay->id);
                               return ids;
                             })
      .def_property_readonly("first_day", &WorkingCalendar::first_day)
      .def_property_readonly("last_day", &WorkingCalendar::last_day)
      .def_property_readonly("horizon", &WorkingCalendar::horizon)
      .def_property_readonly("published_through", &WorkingCalendar::published_through)
      .def_property_readonly("known_on", &WorkingCalendar::known_on);
}

}  // namespace tianya_rules::python
