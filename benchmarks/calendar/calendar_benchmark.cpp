// SPDX-License-Identifier: Apache-2.0
// Working days over arrays beside the bare loop they cannot beat, scalars, and what it costs to start.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "tianya_rules/calendar/workday_arrays.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"

using namespace tianya_rules;

namespace {

constexpr std::size_t kSize = 1'000'000;

const WorkingCalendar& china() {
  static const WorkingCalendar calendar = shipped_working_calendar("cn").value();
  return calendar;
}

/// Dates and limits as a year's cases have them, in no order.
struct Limits {
  std::vector<std::int32_t> starts, due;
  std::vector<std::int64_t> counts;
  Limits(Date from, Date to) : starts(kSize), due(kSize), counts(kSize) {
    std::mt19937 random(42);
    std::uniform_int_distribution<std::int32_t> day(from.days(), to.days());
    std::uniform_int_distribution<std::int64_t> count(1, 40);
    for (std::size_t i = 0; i < kSize; ++i) starts[i] = day(random), counts[i] = count(random);
  }
};

void per_element(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSize));
  state.counters["ns_each"] = benchmark::Counter(static_cast<double>(kSize) * 1e-9,
                                                 benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void bare_loop(benchmark::State& state) {
  Limits limits(Date(2007, 1, 1), Date(2026, 6, 30));
  const std::int32_t* rank = china().most().ranks.data();
  const std::int32_t* select = china().most().workdays.data();
  const std::int32_t first = china().first_day().days();
  for (auto _ : state) {
    const std::int32_t* starts = limits.starts.data();
    const std::int64_t* counts = limits.counts.data();
    std::int32_t* due = limits.due.data();
    for (std::size_t i = 0; i < kSize; ++i) due[i] = select[rank[starts[i] + 1 - first] + counts[i] - 1];
    benchmark::ClobberMemory();
  }
  per_element(state);
}

void add_workdays_array(benchmark::State& state) {
  Limits limits(Date(2007, 1, 1), Date(2026, 6, 30));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        add_workdays<std::int32_t>(china(), {limits.starts.data(), 1}, {limits.counts.data(), 1}, kSize, limits.due.data()));
    benchmark::ClobberMemory();
  }
  per_element(state);
}

void add_workdays_one_limit(benchmark::State& state) {
  Limits limits(Date(2007, 1, 1), Date(2026, 6, 30));
  const std::int64_t n = 20;
  for (auto _ : state) {
    benchmark::DoNotOptimize(add_workdays<std::int32_t>(china(), {limits.starts.data(), 1}, {&n, 0}, kSize, limits.due.data()));
    benchmark::ClobberMemory();
  }
  per_element(state);
}

void add_workdays_back(benchmark::State& state) {
  Limits limits(Date(2008, 1, 1), Date(2026, 6, 30));
  for (std::int64_t& count : limits.counts) count = -count;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        add_workdays<std::int32_t>(china(), {limits.starts.data(), 1}, {limits.counts.data(), 1}, kSize, limits.due.data()));
    benchmark::ClobberMemory();
  }
  per_element(state);
}

void add_workdays_past_the_horizon(benchmark::State& state) {
  Limits limits(Date(2026, 12, 1), Date(2028, 6, 30));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        add_workdays<std::int32_t>(china(), {limits.starts.data(), 1}, {limits.counts.data(), 1}, kSize, limits.due.data()));
    benchmark::ClobberMemory();
  }
  per_element(state);
}

void add_workdays_with_overlay(benchmark::State& state) {
  const WorkingCalendar hainan = shipped_working_calendar("cn+hainan").value();
  Limits limits(Date(2007, 1, 1), Date(2026, 6, 30));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        add_workdays<std::int32_t>(hainan, {limits.starts.data(), 1}, {limits.counts.data(), 1}, kSize, limits.due.data()));
    benchmark::ClobberMemory();
  }
  per_element(state);
}

void count_workdays_array(benchmark::State& state) {
  Limits a(Date(2007, 1, 1), Date(2026, 6, 30));
  std::vector<std::int32_t> ends(kSize);
  std::vector<std::int64_t> between(kSize);
  for (std::size_t i = 0; i < kSize; ++i) ends[i] = a.starts[kSize - 1 - i];
  for (auto _ : state) {
    benchmark::DoNotOptimize(count_workdays<std::int32_t>(china(), {a.starts.data(), 1}, {ends.data(), 1}, kSize, between.data()));
    benchmark::ClobberMemory();
  }
  per_element(state);
}

void load_from_yaml(benchmark::State& state) {
  const std::vector<YamlFile> files = embedded_yaml_files("calendars/cn");
  for (auto _ : state) benchmark::DoNotOptimize(load_calendar(files).ok());
}

void build_tables(benchmark::State& state) {
  const CalendarDataPtr data = shipped_calendar("cn").value();
  for (auto _ : state) benchmark::DoNotOptimize(WorkingCalendar::build(data).ok());
  const auto bytes = [](const DayTable& table) { return static_cast<double>((table.ranks.size() + table.workdays.size()) * 4); };
  state.counters["table_bytes"] = bytes(china().most()) + bytes(china().estimate());
}

}  // namespace

BENCHMARK(bare_loop)->Unit(benchmark::kMillisecond);
BENCHMARK(add_workdays_array)->Unit(benchmark::kMillisecond);
BENCHMARK(add_workdays_one_limit)->Unit(benchmark::kMillisecond);
BENCHMARK(add_workdays_back)->Unit(benchmark::kMillisecond);
BENCHMARK(add_workdays_past_the_horizon)->Unit(benchmark::kMillisecond);
BENCHMARK(add_workdays_with_overlay)->Unit(benchmark::kMillisecond);
BENCHMARK(count_workdays_array)->Unit(benchmark::kMillisecond);
BENCHMARK(load_from_yaml)->Unit(benchmark::kMillisecond);
BENCHMARK(build_tables)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
