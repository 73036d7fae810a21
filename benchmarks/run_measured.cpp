// SPDX-License-Identifier: Apache-2.0
// run_measured PROGRAM [ARGUMENT…]: runs it and prints, as JSON on stdout, what the system says it took: processor and elapsed
// seconds, peak resident memory in bytes, exit status. A small program of its own, because the peak of a process counts
// what it was forked from: under a large one it would say nothing.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("usage: run_measured PROGRAM [ARGUMENT...]\n", stderr), 2;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    // What it prints is not what is measured, but must be written somewhere.
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    execvp(argv[1], argv + 1);
    std::perror(argv[1]);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) return std::perror("run_measured"), 1;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  std::printf("{\"processor_seconds\": %.6f, \"elapsed_seconds\": %.6f, \"peak_bytes\": %lld, \"exit_status\": %d}\n",
              seconds(used.ru_utime) + seconds(used.ru_stime), elapsed.count(), static_cast<long long>(used.ru_maxrss) * 1024,
              WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
