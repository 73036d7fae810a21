// SPDX-License-Identifier: Apache-2.0
/// inputs: the files of facts on the command line, what they hold and how they are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/progress.hpp"
#include "tianya_rules/facts/readers.hpp"

namespace tianya_rules::cli {

struct Input {
  std::string path;  ///< `-`: standard input
  FactsFormat format = FactsFormat::kJson;
  std::optional<std::size_t> entity;
  std::string text;         ///< A JSON file's, which is held whole.
  int descriptor = -1;      ///< The others', which are read piece by piece.
  std::string head;         ///< What was read of standard input to see what it is.
  std::uint64_t bytes = 0;  ///< Its size, 0 where that is not known.
};

class Inputs {
 public:
  /// Opens all files. Throws `Refusal`: 2 for an unknown kind of file or entity, else 1 for what cannot be read.
  Inputs(const Arguments& arguments, const Vocabulary& vocabulary);
  ~Inputs();
  Inputs(const Inputs&) = delete;
  Inputs& operator=(const Inputs&) = delete;

  /// The dates at the top level of the JSON files; the first that says so.
  [[nodiscard]] TopLevelDates dates() const;
  /// Whether as_of might stand in a file although `dates` did not find it: the JSON is broken, or the date is.
  [[nodiscard]] bool may_hide_dates() const;
  [[nodiscard]] std::uint64_t bytes() const;
  /// Reads everything into the reader. Throws `Refusal` where reading fails halfway.
  void read_into(FactsReader& reader, Progress& progress);

 private:
  void open(const std::string& path, const Arguments& arguments, const Vocabulary& vocabulary, Diagnostics& bad_command,
            Diagnostics& unreadable);
  std::vector<Input> inputs_;
};

}  // namespace tianya_rules::cli
