// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "cli/refusal.hpp"

namespace tianya_rules::cli {

namespace {

std::size_t read_some(int descriptor, char* buffer, std::size_t size, const std::string& name) {
  for (;;) {
    const ssize_t got = ::read(descriptor, buffer, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw Refusal(kRefused, "unreadable-file", "cannot read `" + name + "`: " + std::strerror(errno));
  }
}

std::string read_all(int descriptor, const std::string& name, std::size_t expected) {
  std::string text;
  text.reserve(expected + 1);
  std::vector<char> block(std::size_t{1} << 20);
  while (const std::size_t got = read_some(descriptor, block.data(), block.size(), name)) {
    text.append(block.data(), got);
    if (text.size() > kMaxJsonBytes) break;  // the reader says that it is too large
  }
  return text;
}

std::optional<FactsFormat> format_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos) return std::nullopt;
  std::string extension = path.substr(dot + 1);
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (extension == "json") return FactsFormat::kJson;
  if (extension == "ndjson" || extension == "jsonl") return FactsFormat::kNdjson;
  if (extension == "csv") return FactsFormat::kCsv;
  return std::nullopt;
}

std::string stem_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

std::vector<std::string_view> entity_names(const Vocabulary& vocabulary) {
  std::vector<std::string_view> names;
  for (const Entity& entity : vocabulary.entities) names.emplace_back(entity.name);
  return names;
}

/// With an entity, standard input is NDJSON or CSV: a record in JSON begins with a brace, a heading of columns does not.
FactsFormat look_into(Input& input) {
  input.head.resize(4096);
  std::size_t size = 0;
  const auto first = [&] { return input.head.find_first_not_of("\xEF\xBB\xBF \t\r\n"); };
  while (size < input.head.size()) {
    const std::size_t got = read_some(input.descriptor, input.head.data() + size, input.head.size() - size, "standard input");
    size += got;
    if (got == 0 || first() < size) break;
  }
  input.head.resize(size);
  const std::size_t at = first();
  return at == std::string::npos || input.head[at] == '{' ? FactsFormat::kNdjson : FactsFormat::kCsv;
}

}  // namespace

Inputs::Inputs(const Arguments& arguments, const Vocabulary& vocabulary) {
  Diagnostics bad_command, unreadable;
  const std::vector<std::string_view> names = entity_names(vocabulary);
  if (!arguments.entity.empty() && !vocabulary.find_entity(arguments.entity)) {
    bad_command.error("unknown-entity", "there is no entity `" + arguments.entity + '`', {}, suggestion(arguments.entity, names));
  }
  if (std::count(arguments.files.begin(), arguments.files.end(), "-") > 1) {
    bad_command.error("bad-command-line", "standard input `-` is named more than once");
  }
  if (!bad_command.has_errors()) {
    for (const std::string& path : arguments.files) open(path, arguments, vocabulary, bad_command, unreadable);
  }
  if (!bad_command.has_errors() && !unreadable.has_errors()) return;
  for (const Input& input : inputs_) {
    if (input.descriptor > STDIN_FILENO) ::close(input.descriptor);
  }
  if (bad_command.has_errors()) throw Refusal(kBadCommand, bad_command);
  throw Refusal(kRefused, unreadable);
}

Inputs::~Inputs() {
  for (const Input& input : inputs_) {
    if (input.descriptor > STDIN_FILENO) ::close(input.descriptor);
  }
}

void Inputs::open(const std::string& path, const Arguments& arguments, const Vocabulary& vocabulary, Diagnostics& bad_command,
                  Diagnostics& unreadable) {
  Input input;
  const bool standard = path == "-";
  input.path = standard ? "<stdin>" : path;
  const std::optional<FactsFormat> format = standard ? FactsFormat::kJson : format_of(path);
  if (!format) {
    return bad_command.error("unknown-kind-of-file", "nothing says what `" + path + "` holds", {},
                             "name it .json, .ndjson, .jsonl or .csv");
  }
  input.format = *format;
  if (!standard && input.format != FactsFormat::kJson) {
    const std::string name = arguments.entity.empty() ? stem_of(path) : arguments.entity;
    input.entity = vocabulary.find_entity(name);
    if (!input.entity) {
      return bad_command.error("unknown-entity", "`" + path + "` is named after no entity", {},
                               "say `--entity NAME`; " + suggestion(name, entity_names(vocabulary)));
    }
  }
  input.descriptor = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  const bool opened = input.descriptor >= 0 && ::fstat(input.descriptor, &status) == 0;
  if (opened && S_ISDIR(status.st_mode)) errno = EISDIR;
  if (!opened || S_ISDIR(status.st_mode)) {
    unreadable.error("unreadable-file", "cannot read `" + path + "`: " + std::strerror(errno));
    if (input.descriptor > STDIN_FILENO) ::close(input.descriptor);
    return;
  }
  if (S_ISREG(status.st_mode)) input.bytes = static_cast<std::uint64_t>(status.st_size);
  if (standard && !arguments.entity.empty()) {
    input.entity = vocabulary.find_entity(arguments.entity);
    input.format = look_into(input);
  }
  if (input.format == FactsFormat::kJson) {
    input.text = read_all(input.descriptor, path, input.bytes);
    if (!standard) ::close(input.descriptor);
    input.descriptor = -1;
    input.bytes = input.text.size();
  }
  inputs_.push_back(std::move(input));
}

TopLevelDates Inputs::dates() const {
  TopLevelDates all;
  for (const Input& input : inputs_) {
    if (input.format != FactsFormat::kJson) continue;
    const TopLevelDates dates = scan_top_level_dates(input.text);
    if (!all.as_of) all.as_of = dates.as_of;
    if (!all.published_on) all.published_on = dates.published_on;
  }
  return all;
}

bool Inputs::may_hide_dates() const {
  return std::any_of(inputs_.begin(), inputs_.end(), [](const Input& input) {
    if (input.format != FactsFormat::kJson) return false;
    const nlohmann::json whole = nlohmann::json::parse(input.text, nullptr, false);
    return !whole.is_object() || whole.contains("as_of");
  });
}

std::uint64_t Inputs::bytes() const {
  std::uint64_t sum = 0;
  for (const Input& input : inputs_) {
    if (input.bytes == 0 && input.format != FactsFormat::kJson) return 0;
    sum += input.bytes;
  }
  return sum;
}

void Inputs::read_into(FactsReader& reader, Progress& progress) {
  for (Input& input : inputs_) {
    if (input.format == FactsFormat::kJson) {
      progress.read(input.text.size());
      reader.read_text(input.format, input.path, std::nullopt, input.text);
      continue;
    }
    std::size_t given = 0;
    reader.read(input.format, input.path, input.entity, [&](char* buffer, std::size_t size) {
      if (given < input.head.size()) {
        const std::size_t part = std::min(size, input.head.size() - given);
        std::memcpy(buffer, input.head.data() + given, part);
        given += part;
        return part;
      }
      const std::size_t got = read_some(input.descriptor, buffer, size, input.path);
      progress.read(got);
      return got;
    });
  }
}

}  // namespace tianya_rules::cli
