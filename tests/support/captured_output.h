#pragma once
// What a command prints, kept for the test and off the screen of those who run it.

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>

namespace gazette {

/// While it lives, standard output and standard error go to files of their own, programs that are started
/// included.
class CapturedOutput {
 public:
  CapturedOutput() {
    std::fflush(nullptr);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const int stream = static_cast<int>(i) + 1;
      saved_[i] = ::dup(stream);
      files_[i] = std::tmpfile();
      if (files_[i] != nullptr) ::dup2(::fileno(files_[i]), stream);
    }
  }
  ~CapturedOutput() {
    std::fflush(nullptr);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      ::dup2(saved_[i], static_cast<int>(i) + 1);
      ::close(saved_[i]);
      if (files_[i] != nullptr) std::fclose(files_[i]);
    }
  }
  CapturedOutput(const CapturedOutput&) = delete;
  CapturedOutput& operator=(const CapturedOutput&) = delete;

  std::string out() const { return text_of(files_[0]); }
  std::string err() const { return text_of(files_[1]); }

 private:
  static std::string text_of(std::FILE* file) {
    std::string text;
    if (file == nullptr) return text;
    std::fflush(nullptr);
    std::array<char, 4096> piece{};
    // By place, so that what is written next still goes to the end.
    for (off_t at = 0;;) {
      const ssize_t size = ::pread(::fileno(file), piece.data(), piece.size(), at);
      if (size <= 0) return text;
      text.append(piece.data(), static_cast<std::size_t>(size));
      at += size;
    }
  }

  std::array<std::FILE*, 2> files_{};
  std::array<int, 2> saved_{};
};

}  // namespace gazette
