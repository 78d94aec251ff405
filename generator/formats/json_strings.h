#pragma once
// The strings of a JSON text with their places and the keys they stand under. Web manifests and the
// like are read with it: a checker has to point at the line, which JSON libraries do not know.

#include <string>
#include <string_view>
#include <vector>

#include "base/source_file.h"

namespace gazette {

struct JsonString {
  std::vector<std::string> path;  // keys from the outside in; "" for an item of a list
  std::string value;              // escapes decoded
  Span span;                      // of the value, without its quotes
};

/// Every string that is a value, in order. Reads leniently up to the first thing it cannot make sense of;
/// nests at most 64 deep.
std::vector<JsonString> find_json_strings(std::string_view json);

}  // namespace gazette
