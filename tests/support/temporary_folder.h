#pragma once
// A folder on the real disk that goes away with its test.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "support/files.h"

namespace gazette {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "gazette-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder: " + pattern);
    root_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string root() const { return root_.string(); }
  std::filesystem::path path(const std::string& name) const { return root_ / name; }

  /// Makes the folders above it too.
  void write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << bytes;
  }
  /// The bytes of a file; "" when there is none.
  std::string read(const std::string& name) const { return read_file(path(name)); }
  void move(const std::string& from, const std::string& to) const {
    std::filesystem::rename(path(from), path(to));
  }
  void remove(const std::string& name) const { std::filesystem::remove_all(path(name)); }

 private:
  std::filesystem::path root_;
};

}  // namespace gazette
