// Our own variants of the ACT rules, a file for each rule in tests/cases/accessibility: what each must report
// and what it must leave alone.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "checks/accessibility/checked_page.h"
#include "support/folders.h"

using namespace gazette;
using namespace gazette::testing;

namespace {

bool is_reported(const std::string& html, const std::string& act) {
  const std::vector<Diagnostic> findings =
      check_page(html.starts_with("<!DOCTYPE") ? html : sound_page(html));
  return std::any_of(findings.begin(), findings.end(), [&](const Diagnostic& finding) {
    return finding.severity == Severity::Error &&
           std::find(finding.act.begin(), finding.act.end(), act) != finding.act.end();
  });
}

}  // namespace

TEST_CASE("each ACT rule decides its variants", "[stages][accessibility][act]") {
  const std::filesystem::path folder = std::filesystem::path(source_folder()) / "tests/cases/accessibility";
  std::size_t rules = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    ++rules;
    const std::string act = entry.path().stem().string();
    std::ifstream in(entry.path());
    std::string line;
    int failing = 0;
    int others = 0;
    for (int number = 1; std::getline(in, line); ++number) {
      if (line.empty() || line.starts_with('#')) continue;
      const std::size_t bar = line.find(" | ");
      const bool fails = line.starts_with("fail |");
      INFO(entry.path().filename().string() << ":" << number << ": " << line);
      REQUIRE((fails || line.starts_with("ok |")));
      ++(fails ? failing : others);
      CHECK(is_reported(line.substr(bar + 3), act) == fails);
    }
    INFO(act);
    CHECK(failing >= 4);
    CHECK(others >= 7);
  }
  CHECK(rules == 41);
}
