// SPDX-License-Identifier: Apache-2.0
// What it takes to load the shipped rulebook: YAML to model, every condition typed under every answer, its calendars; and a judge.
#include <benchmark/benchmark.h>

#include "tianya_rules/eval/rulebook.hpp"
#include "tianya_rules/rulebook/calendar_yaml.hpp"
#include "tianya_rules/rulebook/checked.hpp"
#include "tianya_rules/rulebook/load.hpp"
#include "tianya_rules/rulebook/yaml_tree.hpp"

using namespace tianya_rules;

namespace {

const std::vector<YamlFile>& shipped() {
  static const std::vector<YamlFile> files = embedded_yaml_files("window_staff");
  return files;
}

bool knows(std::string_view calendar) { return shipped_working_calendar(calendar).ok(); }

void read_yaml(benchmark::State& state) {
  std::int64_t bytes = 0;
  for (const auto _ : state) {
    for (const YamlFile& file : shipped()) {
      Diagnostics problems;
      benchmark::DoNotOptimize(parse_yaml(std::make_shared<const Source>(Source{file.path, file.text}), problems));
      bytes += static_cast<std::int64_t>(file.text.size());
    }
  }
  state.SetBytesProcessed(bytes);
}

void load(benchmark::State& state) {
  for (const auto _ : state) benchmark::DoNotOptimize(load_rulebook(shipped()).ok());
}

void load_and_check(benchmark::State& state) {
  for (const auto _ : state) benchmark::DoNotOptimize(load_checked_rulebook(shipped(), knows).ok());
}

void check_one_choice(benchmark::State& state) {
  const RulebookModel model = load_rulebook(shipped()).value();
  const ReadingChoice choice = default_choice(model);
  for (const auto _ : state) benchmark::DoNotOptimize(check_rulebook(model, choice, knows).ok());
}

void load_calendar_files(benchmark::State& state) {
  const std::vector<YamlFile> files = embedded_yaml_files("calendars/cn");
  for (const auto _ : state) benchmark::DoNotOptimize(load_calendar(files).ok());
}

/// What a program waits for: the rulebook and its calendars, which are parsed once a process. To be run in a process of its own.
void first_rulebook(benchmark::State& state) {
  for (const auto _ : state) benchmark::DoNotOptimize(Rulebook::shipped().ok());
}

/// The same where the calendars are there.
void rulebook_shipped(benchmark::State& state) {
  for (const auto _ : state) benchmark::DoNotOptimize(Rulebook::shipped().ok());
}

/// Conditions typed under one choice and compiled; as of another day each time, so that no judge is remembered.
void rulebook_judge(benchmark::State& state) {
  const Rulebook book = Rulebook::shipped().value();
  std::int64_t day = 0;
  for (const auto _ : state) {
    CheckOptions options;
    options.as_of = Date::from_days(static_cast<std::int32_t>(20'000 + day++ % 10'000));
    benchmark::DoNotOptimize(book.judge(options).ok());
  }
}

}  // namespace

BENCHMARK(read_yaml)->Unit(benchmark::kMillisecond);
BENCHMARK(load)->Unit(benchmark::kMillisecond);
BENCHMARK(load_and_check)->Unit(benchmark::kMillisecond);
BENCHMARK(check_one_choice)->Unit(benchmark::kMillisecond);
BENCHMARK(load_calendar_files)->Unit(benchmark::kMillisecond);
BENCHMARK(first_rulebook)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(rulebook_shipped)->Unit(benchmark::kMillisecond);
BENCHMARK(rulebook_judge)->Unit(benchmark::kMillisecond);
