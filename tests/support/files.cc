#include "support/files.h"

#include <fstream>
#include <sstream>

namespace gazette {

std::string read_file(const std::filesystem::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace gazette
