#pragma once
// Writes a ZIP whose bytes depend on nothing but its contents: every file is dated 1 January 1980.

#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct ZipFile {
  std::string name;
  std::string bytes;
  bool stored = false;  // uncompressed, as OpenDocument wants its first file
};

/// The archive, files in the order given. No file may pass 2 GB.
std::string write_zip(const std::vector<ZipFile>& files);

}  // namespace gazette
