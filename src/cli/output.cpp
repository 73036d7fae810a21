// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "cli/refusal.hpp"

namespace tianya_rules::cli {

namespace {

bool is_special(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// The file that a link stands for, so that the link itself is left alone; "" where that is standard output by another name, which
/// may hold more than what comes from here.
std::string target_of(const std::string& path) {
  struct stat link{}, target{}, standard{};
  if (::lstat(path.c_str(), &link) != 0 || !S_ISLNK(link.st_mode)) return path;
  if (::stat(path.c_str(), &target) != 0) return path;
  if (::fstat(STDOUT_FILENO, &standard) == 0 && target.st_dev == standard.st_dev && target.st_ino == standard.st_ino) return {};
  char* const real = ::realpath(path.c_str(), nullptr);
  std::string found = real != nullptr ? real : path;
  std::free(real);
  return found;
}

bool is_dangling(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode) && ::stat(path.c_str(), &status) != 0;
}

}  // namespace

Output::Output(std::string path) : path_(std::move(path)) {
  if (path_.empty()) return;
  if (is_dangling(path_)) {
    errno = ENOENT;
    fail("write");
  }
  path_ = target_of(path_);
  if (path_.empty()) return;
  struct stat status{};
  if (::stat(path_.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    fail("write");
  }
  const bool there = is_special(path_);
  if (::access((there ? path_ : folder_of(path_)).c_str(), W_OK) != 0) fail("write");
}

Output::~Output() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  if (!temporary_.empty() && !committed_) ::unlink(temporary_.c_str());
}

void Output::fail(const char* what) const {
  const std::string reason = std::strerror(errno);
  throw Refusal(kRefused, "unwritable-output",
                std::string("cannot ") + what + " `" + (path_.empty() ? "standard output" : path_) + "`: " + reason);
}

void Output::open() {
  if (path_.empty()) {
    file_ = stdout;
    return;
  }
  if (is_special(path_)) {
    file_ = std::fopen(path_.c_str(), "wb");
    if (file_ == nullptr) fail("write");
    return;
  }
  // Beside its place, so that the rename stays on one file system; the umask gives the mode, as for any file.
  for (int attempt = 0; attempt < 100; ++attempt) {
    temporary_ = path_ + ".part-" + std::to_string(::getpid()) + '-' + std::to_string(attempt);
    const int descriptor = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      file_ = ::fdopen(descriptor, "wb");
      return;
    }
    if (errno != EEXIST) break;
  }
  temporary_.clear();
  fail("write");
}

void Output::write(std::string_view text) {
  if (file_ == nullptr) open();
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail("write");
}

void Output::commit() {
  if (file_ == nullptr) open();
  if (std::fflush(file_) != 0) fail("write");
  if (!temporary_.empty()) {
    if (::fsync(::fileno(file_)) != 0) fail("write");
    if (std::fclose(std::exchange(file_, nullptr)) != 0) fail("write");
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("write");
  }
  committed_ = true;
}

bool Output::is_terminal() const { return path_.empty() && ::isatty(STDOUT_FILENO) == 1; }

void write_output(const std::string& path, std::string_view text) {
  Output output(path);
  output.write(text);
  output.commit();
}

Spool::~Spool() {
  if (file_ != nullptr) std::fclose(file_);
}

Spool::Spool(Spool&& other) noexcept : file_(std::exchange(other.file_, nullptr)), buffer_(std::move(other.buffer_)) {}

void Spool::flush() {
  if (file_ == nullptr) file_ = std::tmpfile();
  const bool written = file_ != nullptr && std::fwrite(buffer_.data(), 1, buffer_.size(), file_) == buffer_.size();
  if (!written)
    throw Refusal(kRefused, "no-room", std::string("findings cannot be kept in a temporary file: ") + std::strerror(errno));
  buffer_.clear();
}

void Spool::copy_to(Output& output, std::size_t skip) {
  const auto pass_on = [&](std::string_view text) {
    const std::size_t left_out = std::min(skip, text.size());
    skip -= left_out;
    output.write(text.substr(left_out));
  };
  if (file_ != nullptr) {
    std::rewind(file_);
    std::vector<char> block(kBufferBytes);
    while (const std::size_t size = std::fread(block.data(), 1, block.size(), file_)) pass_on({block.data(), size});
    if (std::ferror(file_) != 0) throw Refusal(kRefused, "no-room", "findings cannot be read back from the temporary file");
  }
  if (!buffer_.empty()) pass_on(buffer_);
}

}  // namespace tianya_rules::cli
