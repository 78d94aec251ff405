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

struct TagScan {
  std::vector<RepeatedAttribute> repeated;  // in source order
  std::optional<ScanRefusal> refusal;       // scanning stopped there
};

struct TagScanLimits {
  std::size_t depth = 0;
  std::size_t attributes = 0;
};

/// Walks all tags of `text`, comments and raw text (`script`, `style`, `textarea`, `title` …) left out.
TagScan scan_tags(std::string_view text, const TagScanLimits& limits);

}  // namespace gazette
