// Runs that end before anything is checked, and what programs read of them.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/check_command.h"
#include "app/command_line.h"
#include "app/findings.h"
#include "support/captured_output.h"
#include "support/folders.h"

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

/// A folder of this test's own, gone at its end.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(fs::path(build_folder()) / name) { fs::remove_all(path_); }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path() const { return path_.string(); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

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
  const Folder folder("early-end-test");
  folder.write("index.html", "<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1></main>");
  CommandLine line;
  line.format = ReportFormat::Json;
  line.paths = {folder.path() + "/nowhere.html"};
  const Ended missing = check(line);
  CHECK(missing.status == ExitStatus::Usage);
  CHECK(missing.out == "[]\n");
  CHECK(missing.err.find("nowhere.html") != std::string::npos);

  line.paths = {folder.path()};
  line.baseline = folder.path() + "/nowhere.json";
  const Ended unread = check(line);
  CHECK(unread.status == ExitStatus::Usage);
  CHECK(nlohmann::json::parse(unread.out).is_array());

  line.baseline.clear();
  line.write_baseline = folder.path() + "/no/folder.json";
  const Ended unwritten = check(line);
  CHECK(unwritten.status == ExitStatus::MachineFailed);
  CHECK(nlohmann::json::parse(unwritten.out).is_array());

  line.format = ReportFormat::Text;
  CHECK(check(line).out.empty());
}

TEST_CASE("a folder with pages in content/ is a project, whatever else it lacks", "[app][check]") {
  const Folder folder("project-folder-test");
  folder.write("content/guide/a.md", "---\ntitle: A\ntitel: B\n---\nText.\n");
  CommandLine line;
  line.format = ReportFormat::Json;
  line.paths = {folder.path()};
  CHECK(check(line).out.find("front-matter/unknown-key") != std::string::npos);

  const Folder other("html-folder-test");
  other.write("content/index.html", "<!DOCTYPE html><html><title>A</title><main><h1>A</h1></main>");
  line.paths = {other.path()};
  CHECK(check(line).out.find("a11y/page-language") != std::string::npos);
}

TEST_CASE("a report that cannot be written is a failure of the machine", "[app][command-line]") {
  const std::string program = build_folder() + "/gazette";
  if (!fs::exists(program) || !fs::exists("/dev/full")) return;
  const Folder folder("full-output-test");
  folder.write("index.html", "<!DOCTYPE html><title>A</title>");
  const CapturedOutput captured;
  const int status =
      std::system(("'" + program + "' check '" + folder.path() + "' --format json >/dev/full").c_str());
  CHECK(WEXITSTATUS(status) == 3);
  CHECK(captured.err().find("could not be written") != std::string::npos);
}
