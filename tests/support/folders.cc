#include "support/folders.h"

namespace gazette {

std::string source_folder() {
  return GAZETTE_SOURCE_DIR;
}

std::string build_folder() {
  return GAZETTE_BINARY_DIR;
}

}  // namespace gazette
