// The site's own data sets, when the content stands beside the tests: they reconcile, every waiver is
// needed, and a changed digit is noticed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "content/data_checks.h"
#include "content/data_schema.h"
#include "content/data_testing.h"
#include "content/expression.h"

using namespace gazette;

namespace {

const std::string kFolder = std::string(GAZETTE_SOURCE_DIR) + "/content/data/";

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Loaded {
  DataLibrary library;
  Diagnostics diagnostics;
};

bool is_special(const std::string& name) {
  return name == "glossary" || name == "boards" || name == "responsibilities" || name == "redirects";
}

Loaded load() {
  Loaded out;
  std::vector<std::string> names;
  if (!std::filesystem::is_directory(kFolder)) return out;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".csv") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (is_special(name)) continue;
    const std::string yaml = read_file(kFolder + name + ".yaml");
    const SourcePtr schema =
        yaml.empty() ? nullptr : gazette::testing::source("content/data/" + name + ".yaml", yaml);
    auto set = read_data_set(
        name, gazette::testing::source("content/data/" + name + ".csv", read_file(kFolder + name + ".csv")),
        schema, out.diagnostics);
    if (set) out.library.sets.push_back(std::move(*set));
  }
  const std::string corrections = read_file(kFolder + "corrections.yaml");
  if (!corrections.empty()) {
    out.library.corrections = read_corrections(
        gazette::testing::source("content/data/corrections.yaml", corrections), out.diagnostics);
  }
  compute_formulas(out.library, out.diagnostics);
  return out;
}

}  // namespace

TEST_CASE("the site's data sets reconcile or say why not", "[content][data][site]") {
  Loaded loaded = load();
  const CheckResults results = run_data_checks(loaded.library, "2026-11-01", loaded.diagnostics);
  const std::string findings = gazette::testing::text_of(loaded.diagnostics);
  CAPTURE(findings);
  CHECK(findings.find(": error: ") == std::string::npos);
  if (!loaded.library.sets.empty()) CHECK(results.comparisons > 50);
}

TEST_CASE("each waiver of the site is needed: without it the slip is found", "[content][data][site]") {
  Loaded loaded = load();
  for (DataSet& set : loaded.library.sets) {
    for (DataCheck& check : set.checks) {
      if (!check.waiver) continue;
      const Waiver waiver = *check.waiver;
      check.waiver.reset();
      Diagnostics diagnostics;
      run_data_checks(loaded.library, "2026-11-01", diagnostics);
      CAPTURE(set.id, check.id);
      CHECK(diagnostics.has_errors());
      check.waiver = waiver;
    }
  }
}
