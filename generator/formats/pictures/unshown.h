#pragma once
// Files that people take for pictures and that no browser shows: what they are and what to do.

#include <string_view>

namespace gazette {

struct UnshownKind {
  std::string_view name;    // "a HEIC photograph", after "this is"
  std::string_view advice;  // how to get what browsers show
  /// A picture that would be published with all that it says of where and by whom it was made.
  bool is_picture = true;
};

/// By its first bytes, or by how its name ends (".heic", any case); null for a kind that is not known.
const UnshownKind* unshown_kind(std::string_view bytes, std::string_view ending);

}  // namespace gazette
