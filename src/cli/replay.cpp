// SPDX-License-Identifier: Apache-2.0
// replay: a report judged again from what it says of itself, and compared byte by byte; where it cannot be, what differs is named.
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/refusal.hpp"

namespace tianya_rules::cli {

namespace {

using nlohmann::json;

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.good() && !file.eof())
    throw Refusal(kRefused, "unreadable-file", "cannot read `" + path + "`: " + std::strerror(errno));
  return text;
}

/// What a report says of itself: a JSON document, or the last line of NDJSON. The verdicts listed come with it.
struct Report {
  json head;
  bool lines = false;
  std::set<std::string> verdicts;
  std::size_t listed = 0;
};

void note_finding(Report& report, const json& finding) {
  ++report.listed;
  report.verdicts.insert(finding.at("verdict").get<std::string>());
}

Report parse_report(const std::string& path, const std::string& text) {
  Report report;
  try {
    report.head = json::parse(text, nullptr, false);
    // NDJSON without a finding is one document, too.
    const bool document = !report.head.is_discarded() && (report.head.contains("findings") || !report.head.contains("schema"));
    if (!document) {
      report.lines = true;
      std::size_t at = 0;
      for (std::size_t end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
        json line = json::parse(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end));
        if (line.contains("schema"))
          report.head = std::move(line);
        else
          note_finding(report, line);
      }
    } else {
      for (const json& finding : report.head.at("findings")) note_finding(report, finding);
      report.head.erase("findings");
    }
    if (report.head.at("schema") != 1) throw Refusal(kRefused, "unknown-schema", '`' + path + "` is a report of another schema");
  } catch (const json::exception&) {
    throw Refusal(kRefused, "not-a-report", '`' + path + "` is no report in JSON or NDJSON", "make one with `check --format json`");
  }
  return report;
}

/// A date of the report as an option, "" where it is null.
std::string date_text(const json& value) { return value.is_null() ? std::string() : value.get<std::string>(); }

/// An assumed value as the command line has it.
std::string assumed_text(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

/// Files that are gone when this is: lists that were given, as `--reading` wants them, and the report made anew.
class TemporaryFiles {
 public:
  TemporaryFiles() = default;
  ~TemporaryFiles() {
    for (const std::string& path : paths_) ::unlink(path.c_str());
  }
  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;
  std::string file_of(const json& list) {
    std::string text;
    for (const json& item : list) text += item.get<std::string>() + '\n';
    paths_.push_back(temporary_path());
    std::ofstream(paths_.back(), std::ios::binary) << text;
    return paths_.back();
  }
  std::string output() {
    paths_.push_back(temporary_path());
    return paths_.back();
  }

 private:
  static std::string temporary_path() {
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/tianya-rules-XXXXXX";
    const int descriptor = ::mkstemp(path.data());
    if (descriptor < 0) throw Refusal(kRefused, "no-room", std::string("no temporary file can be made: ") + std::strerror(errno));
    ::close(descriptor);
    return path;
  }
  std::vector<std::string> paths_;
};

/// Made with --only: it lists fewer findings than it counts.
bool is_selection(const Report& report) {
  std::size_t all = 0;
  for (const auto& [verdict, count] : report.head.at("summary").items()) all += count.get<std::size_t>();
  return report.listed < all;
}

/// What `--only` must have named where it selected nothing.
std::vector<std::string> verdicts_without_findings(const json& head) {
  std::vector<std::string> none;
  for (const auto& [verdict, count] : head.at("summary").items()) {
    if (count == 0) none.push_back(verdict);
  }
  return none;
}

Arguments arguments_of(const Arguments& given, const Report& report, TemporaryFiles& files) {
  Arguments again = given;
  again.verb = Verb::kCheck;
  again.files.erase(again.files.begin());
  const json& head = report.head;
  again.as_of = date_text(head.at("as_of"));
  again.published_on = date_text(head.at("published_on"));
  if (head.at("calendar").is_object()) again.known_on = date_text(head.at("calendar").at("known_on"));
  for (const auto& [name, answer] : head.at("readings").items()) {
    const bool list = head.at("given").contains(name);
    again.reading.push_back(name + '=' + answer.get<std::string>() + (list ? ':' + files.file_of(head.at("given").at(name)) : ""));
  }
  for (const auto& [path, value] : head.at("assumptions").items()) again.assume.push_back(path + '=' + assumed_text(value));
  // With --lenient, and only then, there is no digest of the facts.
  again.lenient = head.at("facts_digest").is_null();
  if (is_selection(report)) again.only.assign(report.verdicts.begin(), report.verdicts.end());
  if (is_selection(report) && again.only.empty()) again.only = verdicts_without_findings(head);
  again.format = report.lines ? "ndjson" : "json";
  again.output = files.output();
  return again;
}

/// What makes this report another one than that: named by its digest.
void compare_digests(const json& then, const json& now, Diagnostics& problems) {
  const auto compare = [&](const char* what, const json& a, const json& b) {
    if (a != b)
      problems.error("digest-differs",
                     std::string("the ") + what + " differs: " + a.dump() + " in the report, " + b.dump() + " now");
  };
  compare("rulebook", then.at("rulebook"), now.at("rulebook"));
  compare("calendar", then.at("calendar"), now.at("calendar"));
  compare("facts", then.at("facts_digest"), now.at("facts_digest"));
  compare("program's version", then.at("tianya_rules"), now.at("tianya_rules"));
}

}  // namespace

int run_replay(const Arguments& arguments) {
  const std::string path = arguments.files.front(), text = read_whole(path);
  const Report report = parse_report(path, text);
  TemporaryFiles files;
  Arguments again;
  try {
    again = arguments_of(arguments, report, files);
  } catch (const json::exception&) {
    throw Refusal(kRefused, "not-a-report", '`' + path + "` lacks what a report says of itself");
  }
  try {
    run_check(again);
  } catch (const Refusal& refusal) {
    throw Refusal(kRefused, refusal.problems());
  }
  const std::string replayed = read_whole(again.output);
  Diagnostics problems;
  if (replayed != text) {
    compare_digests(report.head, parse_report(again.output, replayed).head, problems);
    if (!problems.has_errors())
      problems.error("report-differs", '`' + path + "` is not what these facts give", {},
                     "it was changed after it was written, or made with `--rule`: a report does not hold that, give it again");
  }
  if (problems.has_errors()) throw Refusal(kRefused, problems);
  write_output({}, pick(arguments.language, "重做的报告逐字节相同\n", "the same report, byte by byte\n"));
  if (is_selection(report)) {
    const std::string listed = std::to_string(report.listed) + '\n';
    write_output({}, pick(arguments.language, "其中只列出部分认定，项数：", "findings listed, of those counted: ") + listed);
  }
  return kFine;
}

}  // namespace tianya_rules::cli
