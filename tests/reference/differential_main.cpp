// SPDX-License-Identifier: Apache-2.0
// Compares the library's evaluator with the slow one on random conditions: `tianya_rules_differential [COUNT [FIRST_SEED]]`, or
// `--seconds N` for as many as come. Prints each difference; the exit status is 1 where there was one.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "reference/differential.hpp"

namespace {
volatile std::uint64_t current_seed = 0;

/// Says which condition it was before the program ends the way it would have.
void on_crash(int signal) {
  char line[64];
  const int size =
      std::snprintf(line, sizeof line, "signal %d at seed %llu\n", signal, static_cast<unsigned long long>(current_seed));
  if (write(STDERR_FILENO, line, static_cast<std::size_t>(size)) < 0) std::_Exit(1);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}
}  // namespace

int main(int argc, char** argv) {
  const bool timed = argc > 2 && std::string(argv[1]) == "--seconds";
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(timed ? std::atoll(argv[2]) : 1'000'000);
  const std::uint64_t count = timed ? UINT64_MAX : argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  // Other conditions at each timed run; the seed that a difference prints brings it back.
  const std::uint64_t first = timed      ? static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count())
                              : argc > 2 ? std::strtoull(argv[2], nullptr, 10)
                                         : 0;
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS}) std::signal(signal, on_crash);
  const reference::World world;
  std::uint64_t done = 0, different = 0;
  for (; done < count && different < 20 && std::chrono::steady_clock::now() < end; ++done) {
    current_seed = first + done;
    const std::string found = reference::compare_once(world, first + done);
    if (found.empty()) continue;
    ++different;
    std::fprintf(stderr, "%s\n", found.c_str());
  }
  std::printf("%llu conditions compared with the slow evaluator, %llu differ\n", static_cast<unsigned long long>(done),
              static_cast<unsigned long long>(different));
  return different == 0 ? 0 : 1;
}
