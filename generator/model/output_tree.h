#pragma once
// Everything a build makes, in memory, before a byte reaches the disk.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/source_file.h"
#include "model/site.h"

namespace gazette {

/// From this byte of an output on, what stands there was written at `place`.
struct SourceMark {
  std::size_t begin = 0;
  Place place;
};

using SourceMarks = std::vector<SourceMark>;

struct OutputFile {
  std::string path;  // "annual-report/index.html"
  std::shared_ptr<const std::string> bytes;
  std::shared_ptr<const SourceMarks> marks;  // sorted by begin; null but for pages
  PageId page = kNoPage;
  /// Set in a preview when nothing but the names of style sheets differs from what `bytes` holds: makes the
  /// bytes of this build. Thread-safe.
  std::function<std::shared_ptr<const std::string>()> renew;

  std::shared_ptr<const std::string> current_bytes() const { return renew ? renew() : bytes; }
};

/// Outputs by path. Values are shared, so a preview can keep those that did not change.
struct OutputTree {
  std::map<std::string, OutputFile> files;

  void add(std::string path, std::string bytes);
  const OutputFile* find(const std::string& path) const;
};

}  // namespace gazette
