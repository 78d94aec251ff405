// Builds each site of tests/sites that has a folder expected/ in memory and compares every output with that
// folder, and what was said with expected/messages.txt. UPDATE_EXPECTED=1 writes down what comes out.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "stages/build_site.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> read_folder(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files[entry.path().lexically_relative(folder).generic_string()] = read_file(entry.path());
  }
  return files;
}

void write_folder(const fs::path& folder, const std::map<std::string, std::string>& files) {
  fs::remove_all(folder);
  for (const auto& [path, text] : files) {
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << text;
  }
}

BuildOutcome build(const FileSystem& project, const FileSystem* themes, unsigned jobs) {
  BuildState state;
  BuildOptions options;
  options.build_date = "2025-06-30";
  options.jobs = jobs;
  Diagnostics found;
  state.files = load_project(project, themes, jobs, found);
  return build_site(state, options, found);
}

/// All outputs, and messages.txt with what was said; outputs of a site with errors are never published.
std::map<std::string, std::string> outputs_of(const BuildOutcome& outcome) {
  std::map<std::string, std::string> files;
  std::string said;
  for (const Diagnostic& finding : outcome.diagnostics.items()) said += format_diagnostic(finding);
  if (!said.empty()) files["messages.txt"] = said;
  if (outcome.diagnostics.has_errors()) return files;
  for (const auto& [path, file] : outcome.tree.files) files[path] = *file.bytes;
  return files;
}

std::vector<fs::path> site_folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(source_folder() + "/tests/sites")) {
    // Sites without expected/ are for tests in a browser.
    if (fs::exists(entry.path() / "expected")) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

TEST_CASE("whole sites become what stands in their folders expected/", "[sites]") {
  REQUIRE(site_folders().size() >= 3);
  for (const fs::path& folder : site_folders()) {
    INFO(folder.filename().string());
    const auto project = open_disk(folder.string());
    const auto actual = outputs_of(build(*project, nullptr, 1));
    CHECK(outputs_of(build(*project, nullptr, 4)) == actual);
    if (std::getenv("UPDATE_EXPECTED") != nullptr) {
      write_folder(folder / "expected", actual);
      continue;
    }
    const auto expected = read_folder(folder / "expected");
    std::vector<std::string> names, expected_names;
    for (const auto& [path, text] : actual) names.push_back(path);
    for (const auto& [path, text] : expected) expected_names.push_back(path);
    CHECK(names == expected_names);
    for (const auto& [path, text] : actual) {
      const auto found = expected.find(path);
      if (found == expected.end()) continue;
      INFO(path);
      CHECK(text == found->second);
    }
  }
}

TEST_CASE("with the theme that comes along, a German site has no trace of another", "[sites]") {
  auto files = read_folder(source_folder() + "/tests/sites/verein");
  std::string& config = files["content/site.yaml"];
  config.replace(config.find("theme: klein"), 12, "theme: civic");
  files["themes/civic/strings/de.yaml"] = "direction: ltr\nsearch: Suche\n";
  const MemoryFileSystem project(files);
  const auto themes = open_disk(source_folder() + "/themes");
  const BuildOutcome outcome = build(project, themes.get(), 2);
  for (const Diagnostic& finding : outcome.diagnostics.items()) UNSCOPED_INFO(format_diagnostic(finding));
  CHECK_FALSE(outcome.diagnostics.has_errors());
  for (const auto& [path, file] : outcome.tree.files) {
    INFO(path);
    for (const char* word : {"Solihull", "LSCP", "solihull", "safeguarding", "Safeguarding"})
      CHECK(file.bytes->find(word) == std::string::npos);
    if (path.ends_with(".html")) CHECK(file.bytes->find("<html lang=\"de\"") != std::string::npos);
  }
}
