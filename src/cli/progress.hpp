// SPDX-License-Identifier: Apache-2.0
/// Progress: one line on standard error for work that lasts over a second, on a terminal only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "tianya_rules/base/localized.hpp"

namespace tianya_rules::cli {

class Progress {
 public:
  Progress(Language language, std::uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void read(std::uint64_t bytes) { bytes_ += bytes; }
  /// So many more records are judged.
  void judged(std::uint64_t records) {
    records_ += records;
    if (shows_) update();
  }
  /// Takes the line away.
  void finish();

 private:
  void update();

  Language language_;
  std::uint64_t total_bytes_;
  std::uint64_t bytes_ = 0;
  std::uint64_t records_ = 0;
  bool shows_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace tianya_rules::cli
