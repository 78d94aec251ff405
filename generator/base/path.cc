#include "base/path.h"

namespace gazette {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view file_name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string relative_path(std::string_view from, std::string_view path) {
  // The folders that both stand in need not be named.
  for (std::size_t slash = from.find('/'); slash != std::string_view::npos; slash = from.find('/')) {
    if (from.substr(0, slash + 1) != path.substr(0, slash + 1)) break;
    from.remove_prefix(slash + 1);
    path.remove_prefix(slash + 1);
  }
  std::string way;
  for (const char c : from) {
    if (c == '/') way += "../";
  }
  return way.append(path);
}

}  // namespace gazette
