// Walks every rule of the registry: a project with its fault shows it exactly once, the same project mended
// shows none. Cases stand in tests/cases/rules; rules of the accessibility checker and those that a file of
// tests names have theirs there.
#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/project_check.h"
#include "app/rules.h"
#include "base/text.h"
#include "support/build_in_memory.h"
#include "support/folders.h"

using namespace gazette;

namespace {

using Files = std::map<std::string, std::string>;

struct RuleCase {
  Files faulty;
  Files mended;  // over the faulty ones; a text "(none)" takes the file away
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// `=== rule`, then `--- path` with a file of the faulty project, and `+++ path` with its mended text. The
/// path `page` is the home page, whose front matter need not be written.
std::map<std::string, RuleCase> read_cases() {
  std::map<std::string, RuleCase> cases;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(source_folder()) / "tests/cases/rules")) {
    const std::string text = read_file(entry.path());
    RuleCase* one = nullptr;
    std::string* file = nullptr;
    for (const std::string_view line : split_lines(text)) {
      if (line.starts_with("=== ")) {
        one = &cases[std::string(trim(line.substr(4)))];
        file = nullptr;
      } else if (one != nullptr && (line.starts_with("--- ") || line.starts_with("+++ "))) {
        Files& files = line[0] == '-' ? one->faulty : one->mended;
        const std::string path(trim(line.substr(4)));
        file = &files[path == "page" ? "content/_index.md" : path];
        if (path == "page") *file = "---\ntitle: Home\n---\n";
      } else if (file != nullptr) {
        *file += std::string(line) + "\n";
      }
    }
  }
  for (auto& [rule, one] : cases) {
    for (Files* files : {&one.faulty, &one.mended}) {
      for (auto& [path, text] : *files) {
        text = replace_all(text, "{BOM}", "\xEF\xBB\xBF");
        if (text.find("{CR}") != std::string::npos)
          text = replace_all(replace_all(text, "\n", ""), "{CR}", "\r");
      }
    }
  }
  return cases;
}

/// The findings of one rule in a project, as people read them.
std::vector<std::string> findings_of(const std::string& rule, const Files& files) {
  Files project = {{"content/_index.md", "---\ntitle: Home\n---\nText.\n"}};
  for (const auto& [path, text] : files) {
    if (text == "(none)\n") {
      project.erase(path);
    } else {
      project[path] = text;
    }
  }
  BuildOptions options;
  options.build_date = "2026-01-01";
  BuiltSite built = build_in_memory(std::move(project), options);
  check_built_project(CommandLine(), built.state, 1, {}, built.outcome);
  built.outcome.diagnostics.sort();
  std::vector<std::string> out;
  for (const Diagnostic& finding : built.outcome.diagnostics.items()) {
    if (finding.rule == rule) out.push_back(format_diagnostic(finding));
  }
  return out;
}

}  // namespace

TEST_CASE("a project with one fault of a rule shows it once; the same project mended shows none",
          "[app][rules]") {
  for (const auto& [rule, one] : read_cases()) {
    INFO(rule);
    CHECK(find_rule(rule) != nullptr);
    const std::vector<std::string> faulty = findings_of(rule, one.faulty);
    CAPTURE(faulty);
    CHECK(faulty.size() == 1);
    Files mended = one.faulty;
    for (const auto& [path, text] : one.mended) mended[path] = text;
    CHECK(findings_of(rule, mended) == std::vector<std::string>{});
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
  const Files files = {{"content/_index.md", "x"}, {"content/a.md", "x"}};
  CHECK(rules_of(Unreadable(files, EACCES)) == std::vector<std::string>{"file/unreadable"});
  CHECK(rules_of(Unreadable(files, ELOOP)) == std::vector<std::string>{"file/outside"});
  CHECK(rules_of(MemoryFileSystem(files)).empty());
  CHECK(rules_of(MemoryFileSystem(Files{{"assets/a", "x"}})) ==
        std::vector<std::string>{"project/no-content"});
}

TEST_CASE("every rule is shown by a case or by a test of its own", "[app][rules]") {
  const std::map<std::string, RuleCase> cases = read_cases();
  std::string tests;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(source_folder()) / "tests")) {
    const std::string extension = entry.path().extension();
    const bool other = entry.path().string().find("cases/rules") != std::string::npos ||
                       entry.path().string().find("node_modules") != std::string::npos;
    if (!other && (extension == ".cc" || extension == ".h" || extension == ".case"))
      tests += read_file(entry.path());
  }
  for (const Rule* rule : all_rules()) {
    INFO("add a case to tests/cases/rules for " << rule->id);
    CHECK((cases.count(std::string(rule->id)) > 0 || tests.find(rule->id) != std::string::npos));
  }
}
