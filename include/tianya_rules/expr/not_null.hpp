// SPDX-License-Identifier: Apache-2.0
/// not_null: the names known not to be null at a place, and what narrows them for a while. Floor: expr.
///
/// One set goes through a whole check and is put back as it was: of 15,000 sides none pays for the names of the others.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tianya_rules/base/config.hpp"

TIANYA_RULES_BEGIN_NAMESPACE

using NotNull = std::set<std::string, std::less<>>;

/// Names known not to be null for as long as it lives.
class Narrowed {
 public:
  Narrowed(NotNull& known, const std::vector<std::string>& names) : known_(known) {
    for (const std::string& name : names) {
      if (const auto [place, is_new] = known_.insert(name); is_new) added_.push_back(place);
    }
  }
  ~Narrowed() {
    for (const auto place : added_) known_.erase(place);
  }
  Narrowed(const Narrowed&) = delete;
  Narrowed& operator=(const Narrowed&) = delete;

 private:
  NotNull& known_;
  std::vector<NotNull::iterator> added_;
};

/// The sides of one `&&` or `||`: each knows what all the others show, before and after it, but not what it alone shows.
class NarrowedSides {
 public:
  NarrowedSides(NotNull& known, std::vector<std::vector<std::string>> shown) : known_(known), shown_(std::move(shown)) {
    for (std::vector<std::string>& names : shown_) {
      names = unknown_among(names);
      for (const std::string& name : names) ++showing_[name];
    }
    for (const auto& [name, sides] : showing_) known_.insert(name);
  }
  ~NarrowedSides() {
    for (const auto& [name, sides] : showing_) known_.erase(name);
  }
  NarrowedSides(const NarrowedSides&) = delete;
  NarrowedSides& operator=(const NarrowedSides&) = delete;

  /// Before and after the check of a side.
  void enter(std::size_t side) {
    for (const std::string& name : shown_[side]) {
      if (showing_.find(name)->second == 1) known_.erase(name);
    }
  }
  void leave(std::size_t side) { known_.insert(shown_[side].begin(), shown_[side].end()); }

 private:
  [[nodiscard]] std::vector<std::string> unknown_among(const std::vector<std::string>& names) const {
    std::set<std::string_view> seen;
    std::vector<std::string> kept;
    for (const std::string& name : names) {
      if (known_.count(name) == 0 && seen.insert(name).second) kept.push_back(name);
    }
    return kept;
  }

  NotNull& known_;
  std::vector<std::vector<std::string>> shown_;              ///< Of each side, once each, and not known before.
  std::map<std::string, std::size_t, std::less<>> showing_;  ///< How many sides show a name.
};

TIANYA_RULES_END_NAMESPACE
