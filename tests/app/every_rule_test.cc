// Walks every rule of the registry: a project with its fault shows it exactly once, the same project mended
// shows none. Cases stand in tests/cases/rules, a file for each family.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/check_command.h"
#include "app/rules.h"
#include "support/build_in_memory.h"
#include "support/folders.h"
#include "support/rule_case.h"

using namespace gazette;

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::vector<RuleCase>& all_cases() {
  static const std::vector<RuleCase> kCases = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(source_folder()) / "tests/cases/rules"))
      paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<RuleCase> cases;
    for (const std::filesystem::path& path : paths) {
      for (RuleCase& one : read_rule_cases(read_file(path))) cases.push_back(std::move(one));
    }
    return cases;
  }();
  return kCases;
}

std::string listed(const std::vector<RuleFinding>& findings) {
  std::string out;
  for (const RuleFinding& finding : findings) out += finding.text;
  return out;
}

/// Rules that files alone cannot show, each with the test that shows them and the reason.
struct Elsewhere {
  std::string_view rule;
  std::string_view test;  // a file below tests/, where the rule is named
  std::string_view why;
};

constexpr Elsewhere kElsewhere[] = {
    {"check/no-pages", "app/every_rule_test.cc", "an answer of the command to a folder, not to its files"},
    {"file/outside", "app/every_rule_test.cc", "needs a link on the disk"},
    {"file/unreadable", "app/every_rule_test.cc", "needs a disk that refuses"},
    {"link/tls", "stages/links/external_links_test.cc", "needs another server"},
    {"link/unknown", "stages/links/external_links_test.cc", "needs another server"},
    {"project/no-content", "app/every_rule_test.cc", "a project without content is not one case's files"},
    {"spreadsheet/too-large", "formats/spreadsheet_test.cc", "needs megabytes of rows"},
    {"write/failed", "stages/write_test.cc", "needs a disk that fails"},
    {"write/not-ours", "stages/write_test.cc", "needs a folder with somebody's files in it"},
};

}  // namespace

TEST_CASE("a project with one fault of a rule shows it once; the same project mended shows none",
          "[app][rules]") {
  for (const RuleCase& one : all_cases()) {
    INFO(one.rule);
    CHECK(find_rule(one.rule) != nullptr);
    const std::vector<RuleFinding> faulty = findings_of(one.faulty, one);
    INFO("faulty:\n" << listed(faulty));
    CHECK((faulty.size() == 1 && faulty[0].rule == one.rule));
    CHECK(std::find(one.also.begin(), one.also.end(), one.rule) == one.also.end());
    CHECK(listed(findings_of(one.mended, one)) == "");
  }
}

TEST_CASE("files that cannot be read, and folders that are no project, are told", "[app][rules]") {
  class Unreadable : public MemoryFileSystem {
   public:
    Unreadable(std::map<std::string, std::string> files, int code)
        : MemoryFileSystem(std::move(files)), code_(code) {}
    std::optional<std::string> read(std::string_view path, FileError* error) const override {
      if (path != "content/a.md") return MemoryFileSystem::read(path, error);
      if (error != nullptr) {
        error->message = "no";
        error->code = code_;
      }
      return std::nullopt;
    }

   private:
    int code_;
  };
  const auto rules_of = [](const FileSystem& disk) {
    Diagnostics found;
    load_project(disk, nullptr, 1, found);
    std::vector<std::string> rules;
    for (const Diagnostic& finding : found.items()) rules.push_back(finding.rule);
    return rules;
  };
  const std::map<std::string, std::string> files = {{"content/_index.md", "x"}, {"content/a.md", "x"}};
  CHECK(rules_of(Unreadable(files, EACCES)) == std::vector<std::string>{"file/unreadable"});
  CHECK(rules_of(Unreadable(files, ELOOP)) == std::vector<std::string>{"file/outside"});
  CHECK(rules_of(MemoryFileSystem(files)).empty());
  CHECK(rules_of(MemoryFileSystem(std::map<std::string, std::string>{{"assets/a", "x"}})) ==
        std::vector<std::string>{"project/no-content"});
}

TEST_CASE("a folder without pages is told of, as nothing was checked", "[app][rules]") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(build_folder()) / "no-pages-test";
  const auto rules_in = [&] {
    CommandLine line;
    line.paths = {folder.string()};
    line.format = ReportFormat::Json;
    line.write_baseline = (folder.string() + ".json");
    run_check(line);
    return read_file(line.write_baseline);
  };
  fs::remove_all(folder);
  fs::create_directories(folder);
  CHECK(rules_in().find("check/no-pages") != std::string::npos);
  std::ofstream(folder / "index.html")
      << "<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1></main>";
  CHECK(rules_in().find("check/no-pages") == std::string::npos);
  fs::remove_all(folder);
}

TEST_CASE("every rule has a case, or a test of its own and a reason for it", "[app][rules]") {
  std::set<std::string> shown;
  for (const RuleCase& one : all_cases()) {
    INFO(one.rule << " has two cases");
    CHECK(shown.insert(one.rule).second);
  }
  for (const Elsewhere& other : kElsewhere) {
    INFO(other.rule << " in tests/" << other.test);
    CHECK(find_rule(other.rule) != nullptr);
    CHECK(shown.insert(std::string(other.rule)).second);
    const std::string text = read_file(std::filesystem::path(source_folder()) / "tests" / other.test);
    const bool names_itself = other.test == "app/every_rule_test.cc";
    const std::size_t first = text.find(other.rule);
    REQUIRE(first != std::string::npos);
    CHECK((!names_itself || text.find(other.rule, first + 1) != std::string::npos));
  }
  for (const Rule* rule : all_rules()) {
    INFO("add a case to tests/cases/rules for " << rule->id);
    CHECK(shown.count(std::string(rule->id)) == 1);
  }
}
