#pragma once
// Small helpers for the tests of data sets: texts in, data set and findings out.

#include <memory>
#include <string>
#include <utility>

#include "base/diagnostics.h"
#include "content/data/set_reader.h"

namespace gazette::testing {

inline SourcePtr source(std::string path, std::string text) {
  return std::make_shared<SourceFile>(std::move(path), std::move(text));
}

inline std::string text_of(Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& item : diagnostics.items()) out += format_diagnostic(item);
  return out;
}

struct ReadSet {
  std::optional<DataSet> set;
  std::string findings;
};

/// Reads `id`.csv and `id`.yaml (none when empty) as the site would.
inline ReadSet read_set(const std::string& id, std::string csv, std::string yaml = {}) {
  Diagnostics diagnostics;
  ReadSet out;
  const SourcePtr schema = yaml.empty() ? nullptr : source("content/data/" + id + ".yaml", std::move(yaml));
  out.set = read_data_set(id, source("content/data/" + id + ".csv", std::move(csv)), schema, diagnostics);
  out.findings = text_of(diagnostics);
  return out;
}

}  // namespace gazette::testing
