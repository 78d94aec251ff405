#pragma once
// Everything a build makes, in memory, before a byte reaches the disk.

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

struct OutputFile {
  std::string path;  // "annual-report/index.html"
  std::shared_ptr<const std::string> bytes;
  std::vector<SourceMark> marks;  // sorted by begin; pages only
  PageId page = kNoPage;
};

/// Outputs by path. Values are shared, so a preview can keep those that did not change.
struct OutputTree {
  std::map<std::string, OutputFile> files;

  void add(std::string path, std::string bytes);
  const OutputFile* find(const std::string& path) const;
};

}  // namespace gazette
