#pragma once
// A linear look at a page's tags before it is parsed. It finds what the parser would hide (an attribute
// given twice) and what would make it slow (nesting without end), at a few nanoseconds a byte.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_file.h"

namespace gazette {

/// An attribute name that its tag holds a second time; all places are in the scanned text.
struct RepeatedAttribute {
  std::size_t tag_begin = 0;
  Span first_name;
  Span name;
};

/// Why a page cannot be parsed in reasonable time, and where that begins.
struct ScanRefusal {
  std::string reason;
  Span span;
};

/// A quote or `<` where none may stand in a tag, or a tag that never ends; places are in the scanned text.
struct BrokenTag {
  Span span;           // what is wrong
  Span attribute;      // the attribute whose value runs on, when that is the cause
  bool open = false;   // the text ends within the tag
  char character = 0;  // what stands there; 0 when open
};

struct TagScan {
  std::vector<RepeatedAttribute> repeated;  // in source order
  std::vector<std::size_t> end_tags;        // where each `</` stands
  std::vector<Span> slashed;                // names of start tags outside of SVG and MathML with `/>`
  std::vector<BrokenTag> broken;            // at most one a tag
  std::optional<ScanRefusal> refusal;       // scanning stopped there
};

struct TagScanLimits {
  std::size_t depth = 0;
  std::size_t attributes = 0;
};

/// Walks all tags of `text`, comments and raw text (`script`, `style`, `textarea`, `title` …) left out.
TagScan scan_tags(std::string_view text, const TagScanLimits& limits);

}  // namespace gazette
