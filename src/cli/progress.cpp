// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "tianya_rules/report/text_report.hpp"

namespace tianya_rules::cli {

Progress::Progress(Language language, std::uint64_t total_bytes)
    : language_(language),
      total_bytes_(total_bytes),
      shows_(::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

Progress::~Progress() { finish(); }

void Progress::finish() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = shows_ = false;
}

void Progress::update() {
  const auto now = std::chrono::steady_clock::now();
  const double seconds = std::chrono::duration<double>(now - start_).count();
  if (seconds < 1 || now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  const bool chinese = language_ == Language::kChinese;
  const double speed = static_cast<double>(records_) / seconds / 1e6;
  std::string line = chinese ? fmt::format("认定中  {} 条", grouped_digits(records_))
                             : fmt::format("judging  {} records", grouped_digits(records_));
  if (total_bytes_ > 0 && bytes_ > 0) {
    const double share = std::min(1.0, static_cast<double>(bytes_) / static_cast<double>(total_bytes_));
    const double left = seconds * (1 - share) / share;
    line += chinese ? fmt::format("（{:.0f} %）  每秒 {:.1f} 百万条  还需 {:.0f} 秒", 100 * share, speed, left)
                    : fmt::format(" ({:.0f} %)  {:.1f} M/s  {:.0f} s left", 100 * share, speed, left);
  }
  std::fputs(("\r" + line + "\033[K").c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

}  // namespace tianya_rules::cli
