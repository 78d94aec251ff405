// The W3C's own test cases, when they lie beside the project: every failed case must be found, and no
// other be reported.

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "checks/accessibility/checked_page.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;
using namespace gazette::testing;

TEST_CASE("the published ACT cases come out as the W3C expects", "[stages][accessibility][act]") {
  const std::filesystem::path folder = std::filesystem::path(source_folder()) / ".." / "shared" / "act";
  if (!std::filesystem::exists(folder / "cases.json")) return;
  const nlohmann::json index = nlohmann::json::parse(read_file(folder / "cases.json"));
  for (const nlohmann::json& one : index["cases"]) {
    if (one.value("needs_script", false)) continue;
    const std::string file = one["file"];
    const std::string rule = one["rule"];
    const auto path = folder / (file.starts_with("cases/") ? file : "cases/" + file);
    const std::vector<Diagnostic> findings = check_page(read_file(path), {}, file);
    const bool failed = std::any_of(findings.begin(), findings.end(), [&](const Diagnostic& finding) {
      return finding.severity == Severity::Error &&
             std::find(finding.act.begin(), finding.act.end(), rule) != finding.act.end();
    });
    INFO(rule << " " << file);
    CHECK(failed == (one["expected"] == "failed"));
  }
}
