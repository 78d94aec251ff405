// Walks every rule of the registry: a project with its fault shows it exactly once, the same project mended
// shows none. Cases stand in tests/cases/rules, a file for each family.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <map>
#include <set>

#include "app/commands/check_command.h"
#include "app/reports/findings.h"
#include "app/reports/rules.h"
#include "base/text.h"
#include "support/build_in_memory.h"
#include "support/captured_output.h"
#include "support/files.h"
#include "support/folders.h"
#include "support/rule_case.h"
#include "support/temporary_folder.h"

using namespace gazette;

namespace {

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
  std::string_view file;  // below tests/
  std::string_view test;  // its name, or how that begins
  std::string_view why;
};

constexpr Elsewhere kElsewhere[] = {
    {"check/no-pages", "app/reports/every_rule_test.cc", "a folder without pages is told of",
     "what the command says of a folder, not of its files"},
    {"file/not-a-file", "app/reports/every_rule_test.cc", "files that cannot be read",
     "needs a link on the disk"},
    {"file/outside", "app/reports/every_rule_test.cc", "files that cannot be read",
     "needs a link on the disk"},
    {"file/private", "stages/live_files_test.cc", "a document that tells more than its text",
     "needs a document of an office"},
    {"file/unreadable", "app/reports/every_rule_test.cc", "files that cannot be read",
     "needs a disk that refuses"},
    {"link/tls", "checks/links/external_links_test.cc", "hosts that are not there", "needs another server"},
    {"link/unknown", "checks/links/external_links_test.cc", "statuses of other servers",
     "needs another server"},
    {"project/no-content", "app/reports/every_rule_test.cc", "files that cannot be read",
     "each case has a home page, and so a content folder"},
    {"publish/address", "checks/publishing/gate_test.cc", "an address for examples is none",
     "asked by publish alone"},
    {"publish/no-target", "checks/publishing/gate_test.cc", "each question of the gate",
     "asked by publish alone"},
    {"publish/organisation", "checks/publishing/gate_test.cc", "each question of the gate",
     "asked by publish alone"},
    {"publish/placeholder", "checks/publishing/gate_test.cc", "placeholders are found where they were typed",
     "asked by publish alone"},
    {"publish/privacy", "checks/publishing/gate_test.cc", "each question of the gate",
     "asked by publish alone"},
    {"publish/statement", "checks/publishing/gate_test.cc", "each question of the gate",
     "asked by publish alone"},
    {"publish/clock", "app/project/clock_test.cc", "a clock that is far behind",
     "needs files that were saved after what the clock shows"},
    {"spreadsheet/too-large", "formats/spreadsheet/spreadsheet_test.cc", "archives that swell",
     "needs megabytes of rows"},
    {"write/failed", "stages/write_test.cc", "wherever the disk fails", "needs a disk that fails"},
    {"write/not-ours", "stages/write_test.cc", "a file in the way that no build made",
     "needs a folder with somebody's files in it"},
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
  CHECK(rules_of(Unreadable(files, ENOENT)) == std::vector<std::string>{"file/not-a-file"});
  CHECK(rules_of(Unreadable(files, ELOOP)) == std::vector<std::string>{"file/outside"});
  CHECK(rules_of(MemoryFileSystem(files)).empty());
  CHECK(rules_of(MemoryFileSystem(std::map<std::string, std::string>{{"assets/a", "x"}})) ==
        std::vector<std::string>{"project/no-content"});
}

TEST_CASE("a folder that cannot be read is named as such, and is no project without content",
          "[app][rules]") {
  class Closed : public MemoryFileSystem {
   public:
    std::vector<FileEntry> list(std::string_view folder, std::vector<FileError>* errors) const override {
      if (errors != nullptr && folder == "content")
        errors->push_back({"Permission denied", EACCES, "content/plans"});
      return {};
    }
  };
  Diagnostics found;
  load_project(Closed(), nullptr, 1, found);
  REQUIRE(found.items().size() == 1);
  CHECK(found.items()[0].place.source->path() == "content/plans");
  CHECK(found.items()[0].message == "this folder cannot be read: Permission denied");
  CHECK(status_of_problems(found) == ExitStatus::MachineFailed);
}

TEST_CASE("examples of accessibility rules show what `gazette explain` says of them", "[app][rules]") {
  // What stands around an example: `*` is its place. Most stand in the main part of a page without a fault.
  const std::string usual =
      "<!DOCTYPE html><html "
      "lang=en><head><title>T</title></head><body><main><h1>T</h1>\n*\n</main></body></html>";
  const std::string in_head =
      "<!DOCTYPE html><html "
      "lang=en><head><title>T</title>*</head><body><main><h1>T</h1></main></body></html>";
  const std::string whole = "<!DOCTYPE html>*<head><title>T</title></head><body><main><h1>T</h1></main>";
  const std::string body = "<!DOCTYPE html><html lang=en><head><title>T</title></head><body>*";
  const std::string table = replace_all(usual, "*", "<table><caption>T</caption>*</table>");
  const std::map<std::string_view, std::string> frames = {
      {"a11y/contrast", replace_all(usual, "*", "*Text</p>")},
      {"a11y/letter-spacing", replace_all(usual, "*", "*Text of several words</p>")},
      {"a11y/word-spacing", replace_all(usual, "*", "*Text of several words</p>")},
      {"a11y/line-height",
       replace_all(usual, "*", "<div style='width: 5em'>*Text of several words</p></div>")},
      {"a11y/main-landmark", body + "<h1>T</h1><p>Text</p>"},
      {"a11y/menu-item-name", replace_all(usual, "*", "<ul role=menu>*</ul>")},
      {"a11y/meta-refresh", in_head},
      {"a11y/viewport-zoom", in_head},
      {"a11y/orientation", replace_all(in_head, "*", "<style>*</style>")},
      {"a11y/one-h1", body},
      {"a11y/page-language", whole},
      {"a11y/page-language-valid", whole},
      {"a11y/xml-language", whole},
      {"a11y/page-title", "<!DOCTYPE html><html lang=en>*<body><main><h1>T</h1></main>"},
      {"a11y/role-valid", replace_all(usual, "*", "*Text")},
      // The menu of the example goes on.
      {"a11y/skip-link",
       body + "<a href=?1>1</a><a href=?2>2</a><a href=?3>3</a><a href=?4>4</a><a href=?5>5</a>"
              "<a href=?6>6</a></nav><main id=main><h1>T</h1></main>"},
      {"a11y/table-header-unused", table},
      {"a11y/table-headers", replace_all(table, "*", "*<tr><td>1</td><td>91</td></tr>")},
      {"a11y/table-headers-attribute", replace_all(table, "*", "<tr>*</tr><tr><td>2</td><td>3</td></tr>")},
  };
  for (const Rule* rule : all_rules()) {
    if (!rule->id.starts_with("a11y/")) continue;
    INFO(rule->id);
    RuleCase one;
    one.rule = rule->id;
    const auto frame = frames.find(rule->id);
    const auto shows = [&](std::string_view example) {
      const std::string page =
          replace_all(frame == frames.end() ? usual : frame->second, "*", std::string(example));
      const auto found = findings_of({{"public/page.html", page}}, one);
      return std::any_of(found.begin(), found.end(),
                         [&](const auto& finding) { return finding.rule == rule->id; });
    };
    CHECK(shows(rule->bad));
    CHECK_FALSE(shows(rule->good));
  }
}

TEST_CASE("a folder without pages is told of, as nothing was checked", "[app][rules]") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path("pages"));
  const auto rules_in = [&] {
    CommandLine line;
    line.paths = {folder.path("pages").string()};
    line.format = ReportFormat::Json;
    line.write_baseline = folder.path("found.json").string();
    const CapturedOutput quiet;
    run_check(line);
    return folder.read("found.json");
  };
  CHECK(rules_in().find("check/no-pages") != std::string::npos);
  folder.write("pages/index.html", "<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1></main>");
  CHECK(rules_in().find("check/no-pages") == std::string::npos);
}

TEST_CASE("every rule has a case, or a test of its own and a reason for it", "[app][rules]") {
  std::set<std::string> shown;
  for (const RuleCase& one : all_cases()) {
    INFO(one.rule << " has two cases");
    CHECK(shown.insert(one.rule).second);
  }
  for (const Elsewhere& other : kElsewhere) {
    INFO(other.rule << " in tests/" << other.file);
    CHECK(find_rule(other.rule) != nullptr);
    CHECK_FALSE(other.why.empty());
    CHECK(shown.insert(std::string(other.rule)).second);
    const std::string text = read_file(std::filesystem::path(source_folder()) / "tests" / other.file);
    const std::size_t begin = text.find("TEST_CASE(\"" + std::string(other.test));
    REQUIRE(begin != std::string::npos);
    const std::size_t end = text.find("TEST_CASE(", begin + 1);
    CHECK(text.substr(begin, end - begin).find(other.rule) != std::string::npos);
  }
  for (const Rule* rule : all_rules()) {
    INFO("add a case to tests/cases/rules for " << rule->id);
    CHECK(shown.count(std::string(rule->id)) == 1);
  }
}
