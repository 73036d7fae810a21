// SPDX-License-Identifier: Apache-2.0
/// Output: where a command's result goes: standard output, or a file that appears whole or not at all.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace tianya_rules::cli {

/// Nothing is written before the first `write`. A file is made beside its place under another name, brought to disk and renamed
/// by `commit`; without that it is removed again. What is not a plain file (a terminal, a pipe) is written to directly. Of a
/// symbolic link, the file that it stands for is written.
class Output {
 public:
  /// `path` "" is standard output. Throws `Refusal` where the place cannot be written to.
  explicit Output(std::string path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Throws `Refusal` where the disk is full and the like.
  void write(std::string_view text);
  void commit();
  [[nodiscard]] bool is_terminal() const;

 private:
  void open();
  [[noreturn]] void fail(const char* what) const;

  std::string path_;
  std::string temporary_;
  std::FILE* file_ = nullptr;
  bool committed_ = false;
};

/// The whole of a small output.
void write_output(const std::string& path, std::string_view text);

/// Rows kept on disk until the whole input is accepted: an unnamed temporary file that is gone with the process.
class Spool {
 public:
  Spool() = default;
  ~Spool();
  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&&) = delete;

  /// Where rows are put; `flush_if_full` from time to time writes them out.
  std::string& buffer() { return buffer_; }
  void flush_if_full() {
    if (buffer_.size() >= kBufferBytes) flush();
  }
  [[nodiscard]] bool empty() const { return file_ == nullptr && buffer_.empty(); }
  /// Everything put in, in order; `skip` bytes at the beginning left out.
  void copy_to(Output& output, std::size_t skip = 0);

 private:
  static constexpr std::size_t kBufferBytes = std::size_t{1} << 18;
  void flush();
  std::FILE* file_ = nullptr;
  std::string buffer_;
};

}  // namespace tianya_rules::cli
