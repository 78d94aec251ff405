// Runs that end before anything is checked, and what programs read of them.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/command_line/command_line.h"
#include "app/commands/build_command.h"
#include "app/commands/check_command.h"
#include "app/reports/findings.h"
#include "support/captured_output.h"
#include "support/folders.h"
#include "support/temporary_folder.h"

using namespace gazette;

namespace {

namespace fs = std::filesystem;

struct Ended {
  ExitStatus status;
  std::string out;
  std::string err;
};

Ended check(const CommandLine& line) {
  const CapturedOutput captured;
  const ExitStatus status = run_check(line);
  return {status, captured.out(), captured.err()};
}

}  // namespace

TEST_CASE("words that are not understood still say which format is wanted", "[app][command-line]") {
  const auto format = [](std::vector<const char*> words) {
    return format_asked_for(static_cast<int>(words.size()), words.data());
  };
  CHECK(format({"gazette", "build", "nowhere", "--format", "json"}) == ReportFormat::Json);
  CHECK(format({"gazette", "check", "--format=sarif", "--bogus"}) == ReportFormat::Sarif);
  CHECK(format({"gazette", "check", "--format", "xml"}) == ReportFormat::Text);
  CHECK(format({"gazette", "check", "--format"}) == ReportFormat::Text);
  CHECK(format({"gazette"}) == ReportFormat::Text);
}

TEST_CASE("a run that ends early leaves one whole report for programs", "[app][command-line]") {
  const TemporaryFolder folder;
  folder.write("index.html", "<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1></main>");
  CommandLine line;
  line.format = ReportFormat::Json;
  line.paths = {folder.root() + "/nowhere.html"};
  const Ended missing = check(line);
  CHECK(missing.status == ExitStatus::Usage);
  CHECK(missing.out == "[]\n");
  CHECK(missing.err.find("nowhere.html") != std::string::npos);

  line.paths = {folder.root()};
  line.baseline = folder.root() + "/nowhere.json";
  const Ended unread = check(line);
  CHECK(unread.status == ExitStatus::Usage);
  CHECK(nlohmann::json::parse(unread.out).is_array());

  line.baseline.clear();
  line.write_baseline = folder.root() + "/no/folder.json";
  const Ended unwritten = check(line);
  CHECK(unwritten.status == ExitStatus::MachineFailed);
  CHECK(nlohmann::json::parse(unwritten.out).is_array());

  line.format = ReportFormat::Text;
  CHECK(check(line).out.empty());
}

TEST_CASE("a folder with pages in content/ is a project, whatever else it lacks", "[app][check]") {
  const TemporaryFolder folder;
  folder.write("content/guide/a.md", "---\ntitle: A\ntitel: B\n---\nText.\n");
  CommandLine line;
  line.format = ReportFormat::Json;
  line.paths = {folder.root()};
  CHECK(check(line).out.find("front-matter/unknown-key") != std::string::npos);

  const TemporaryFolder other;
  other.write("content/index.html", "<!DOCTYPE html><html><title>A</title><main><h1>A</h1></main>");
  line.paths = {other.root()};
  CHECK(check(line).out.find("a11y/page-language") != std::string::npos);
}

TEST_CASE("a report that cannot be written is a failure of the machine", "[app][command-line]") {
  const std::string program = build_folder() + "/gazette";
  if (!fs::exists(program) || !fs::exists("/dev/full")) return;
  const TemporaryFolder folder;
  folder.write("index.html", "<!DOCTYPE html><title>A</title>");
  const CapturedOutput captured;
  const int status =
      std::system(("'" + program + "' check '" + folder.root() + "' --format json >/dev/full").c_str());
  CHECK(WEXITSTATUS(status) == 3);
  CHECK(captured.err().find("could not be written") != std::string::npos);
}

TEST_CASE("a site is not built into the folders that it is made from", "[app]") {
  const TemporaryFolder folder;
  folder.write("content/_index.md", "---\ntitle: Home\n---\nText.\n");
  for (const char* output :
       {"", "/", "/content", "/content/site", "/assets", "/themes/x", "/site/../assets/x"}) {
    CAPTURE(output);
    CommandLine line;
    line.directory = folder.root();
    line.output = folder.root() + output;
    const CapturedOutput captured;
    CHECK(run_build(line) == ExitStatus::Usage);
    CHECK(captured.err().find("--output: a site cannot be built into the folders that it is made from") !=
          std::string::npos);
  }
  CommandLine line;
  line.directory = folder.root();
  line.output = folder.root() + "/contents";
  const CapturedOutput captured;
  CHECK(run_build(line) == ExitStatus::Fine);
}
