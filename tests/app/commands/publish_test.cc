// Publishing to folders and through programs: nothing is lost, whatever fails.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include "app/commands/new_command.h"
#include "app/commands/publish_command.h"
#include "app/project/publish_target.h"
#include "app/project/remote_site.h"
#include "base/text.h"
#include "checks/publishing/starter.h"
#include "support/build_in_memory.h"
#include "support/captured_output.h"
#include "support/folders.h"
#include "support/temporary_folder.h"

using namespace gazette;

namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

/// A project and a place to publish to, in a folder that goes away.
class Publishing : public TemporaryFolder {
 public:
  explicit Publishing(const std::string& publish) {
    for (const auto& [name, text] : small_theme()) write("project/" + name, text);
    write("project/content/site.yaml",
          "title: Test\nbase_url: https://www.test-partnership.gov.uk/\norganisation: {name: "
          "Test}\npublish:\n" +
              publish + "\n");
    write("project/content/accessibility-statement.md", page_text("Accessibility statement", "Words.\n"));
    write("project/content/privacy.md", page_text("Privacy", "Words.\n"));
    write("project/content/_index.md", page_text("Home", "First.\n"));
    write("project/content/about.md", page_text("About", "Words.\n"));
    write("project/assets/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  }
  ~Publishing() {
    if (!old_path_.empty()) ::setenv("PATH", old_path_.c_str(), 1);
  }
  Publishing(const Publishing&) = delete;
  Publishing& operator=(const Publishing&) = delete;

  ExitStatus publish(const std::string& target = {}, bool dry_run = false) const {
    CommandLine line;
    line.words = {path("project").string()};
    if (!target.empty()) line.words.push_back(target);
    line.dry_run = dry_run;
    fs::remove(path("project/content/addresses.csv"));  // what goes is meant to go
    const CapturedOutput quiet;
    return run_publish(line);
  }

  Files files(const std::string& folder) const {
    Files out;
    if (!fs::exists(path(folder))) return out;
    for (const auto& entry : fs::recursive_directory_iterator(path(folder))) {
      const std::string name = fs::relative(entry.path(), path(folder)).generic_string();
      if (entry.is_regular_file()) out[name] = read(folder + "/" + name);
    }
    return out;
  }

  /// Puts a program of that name in front of all others.
  void fake(const std::string& name, const std::string& script) {
    write("bin/" + name, "#!/bin/sh\n" + script);
    ::chmod(path("bin/" + name).c_str(), 0755);
    const char* now = std::getenv("PATH");
    if (old_path_.empty()) old_path_ = now == nullptr ? "/usr/bin:/bin" : now;
    ::setenv("PATH", (path("bin").string() + ":" + old_path_).c_str(), 1);
  }

 private:
  std::string old_path_;
};

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace

TEST_CASE("a folder gets the site, and keeps what others put there", "[app][publish]") {
  const Publishing site("  live: {to: ../live, base_url: https://www.other-partnership.gov.uk/}");
  site.write("live/of-others.txt", "not ours");
  REQUIRE(site.publish() == ExitStatus::Fine);
  Files live = site.files("live");
  CHECK(live.at("of-others.txt") == "not ours");
  CHECK(live.at("index.html").find("First.") != std::string::npos);
  CHECK(live.at("sitemap.xml").find("https://www.other-partnership.gov.uk/about/") != std::string::npos);
  // The project is as it was: its own site/ has another address.
  CHECK_FALSE(fs::exists(site.path("project/site")));
  CHECK_FALSE(fs::exists(site.path("project/.gazette")));

  site.remove("project/content/about.md");
  site.write("project/content/_index.md", page_text("Home", "Second.\n"));
  REQUIRE(site.publish("live") == ExitStatus::Fine);
  live = site.files("live");
  CHECK(live.count("about/index.html") == 0);
  CHECK(live.at("index.html").find("Second.") != std::string::npos);
  CHECK(live.at("of-others.txt") == "not ours");
}

TEST_CASE("a site that is not ready is not published, and a test site is with warnings", "[app][publish]") {
  const auto said = [](const std::string& target, ExitStatus status) {
    const Publishing site(target);
    site.write("project/content/site.yaml", "title: T\npublish:\n" + target + "\n");
    site.write("project/content/about.md", page_text("About", "(Write here: who you are.)\n"));
    CommandLine line;
    line.words = {site.path("project").string()};
    const CapturedOutput captured;
    CHECK(run_publish(line) == status);
    CHECK(fs::exists(site.path("live")) == (status == ExitStatus::Fine));
    return captured.err();
  };
  const std::string refused = said("  live: {to: ../live}", ExitStatus::Problems);
  CHECK(refused.find("content/site.yaml:1: the site has no address") != std::string::npos);
  CHECK(refused.find("content/about.md:4: ") != std::string::npos);
  CHECK(refused.find("nothing says who publishes the site") != std::string::npos);
  CHECK(refused.find("Nothing was published") != std::string::npos);
  const std::string told = said("  live: {to: ../live, test: true}", ExitStatus::Fine);
  CHECK(told.find("content/about.md:4: ") != std::string::npos);
  CHECK(told.find("Nothing was published") == std::string::npos);
}

TEST_CASE("a test site is built for its place alone, and no search engine may list it", "[app][publish]") {
  const Publishing site(
      "  live: {to: ../live}\n  test: {to: ../test, test: true, base_url: https://test.example.org/}");
  fs::copy(fs::path(source_folder()) / "themes/civic", site.path("project/themes/civic"),
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  site.remove("project/themes/civic/assets/10-style.css");
  REQUIRE(site.publish("test") == ExitStatus::Fine);
  REQUIRE(site.publish("live") == ExitStatus::Fine);
  const Files test = site.files("test");
  const Files live = site.files("live");
  const auto has = [](const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
  };
  for (const auto& [path, text] : test) {
    if (!path.ends_with(".html")) continue;
    INFO(path);
    CHECK(has(text, "<meta name=\"robots\" content=\"noindex\" />"));
    CHECK_FALSE(has(text, "rel=\"canonical\""));
    CHECK(has(text, "This is a test site."));
    CHECK_FALSE(has(live.at(path), "This is a test site."));
  }
  CHECK(has(live.at("index.html"), "rel=\"canonical\""));
  CHECK(test.at("robots.txt") == "User-agent: *\nDisallow: /\n");
  CHECK(has(live.at("robots.txt"), "Allow: /\n"));
  for (const char* path : {"_headers", "nginx.conf", ".htaccess"}) {
    INFO(path);
    CHECK(has(test.at(path), "X-Robots-Tag"));
    CHECK_FALSE(has(live.at(path), "X-Robots-Tag"));
  }
}

TEST_CASE("a strict place takes no site with warnings", "[app][publish]") {
  const Publishing site("  live: {to: ../live, strict: true}\n  other: {to: ../other}");
  site.write("project/content/about.md", page_text("About", "Words.\n", "no_such_key: 1\n"));
  CHECK(site.publish("live") == ExitStatus::Problems);
  CHECK_FALSE(fs::exists(site.path("live")));
  CHECK(site.publish("other") == ExitStatus::Fine);
  CommandLine line;
  line.words = {site.path("project").string(), "other"};
  line.strict = true;
  const CapturedOutput quiet;
  CHECK(run_publish(line) == ExitStatus::Problems);
}

TEST_CASE("what a new site lacks is told in ten lines, and it goes when that is put in", "[app][publish]") {
  const TemporaryFolder folder;
  const std::string root = folder.path("new-site").string();
  const auto run = [](auto command, const std::vector<std::string>& words, std::string& said) {
    CommandLine line;
    line.words = words;
    const CapturedOutput captured;
    const ExitStatus status = command(line);
    said = captured.err();
    return status;
  };
  std::string said;
  REQUIRE(run(run_new, {"site", root}, said) == ExitStatus::Fine);
  CHECK(run(run_publish, {root}, said) == ExitStatus::Problems);
  INFO(said);
  CHECK(std::count(said.begin(), said.end(), '\n') <= 10);
  for (const StarterFile& file : starter_site("New site", "2026-12-01")) {
    std::string text = folder.read("new-site/" + file.path);
    for (std::size_t at = text.find(kWriteHere); at != std::string::npos; at = text.find(kWriteHere))
      text.replace(at, text.find(')', at) + 1 - at, "These are our words.");
    for (const std::string& row : starter_figure_rows()) text = replace_all(text, row, row + "7");
    text = replace_all(text, "https://example.org/", "https://www.our-town.gov.uk/");
    text = replace_all(text, "  name: \"\"", "  name: Our town");
    folder.write("new-site/" + file.path, text);
  }
  folder.write("new-site/content/site.yaml",
               folder.read("new-site/content/site.yaml") + "publish: {live: {to: ../live, strict: true}}\n");
  CHECK(run(run_publish, {root}, said) == ExitStatus::Fine);
  CHECK(folder.read("live/index.html").find("These are our words.") != std::string::npos);
}

TEST_CASE("a dry run changes nothing anywhere", "[app][publish]") {
  const Publishing site("  live: {to: ../live}\n  other: {to: ../other, with: rsync}");
  const Files project = site.files("project");
  REQUIRE(site.publish("live", true) == ExitStatus::Fine);
  CHECK_FALSE(fs::exists(site.path("live")));
  CHECK(site.files("project") == project);
  if (!is_installed("rsync")) return;
  REQUIRE(site.publish("other", true) == ExitStatus::Fine);
  CHECK(site.files("other").empty());
  CHECK(site.files("project") == project);
}

TEST_CASE("a site with errors is not published", "[app][publish]") {
  const Publishing site("  live: {to: ../live}");
  REQUIRE(site.publish() == ExitStatus::Fine);
  const Files before = site.files("live");
  site.write("project/content/about.md", page_text("About", "[x](nowhere.md)\n"));
  CHECK(site.publish() == ExitStatus::Problems);
  CHECK(site.files("live") == before);
}

TEST_CASE("a file that no build made is not written over", "[app][publish]") {
  const Publishing site("  live: {to: ../live}");
  site.write("live/index.html", "somebody's own");
  CHECK(site.publish() == ExitStatus::Problems);
  CHECK(site.files("live") == Files{{"index.html", "somebody's own"}});
}

TEST_CASE("a folder that cannot be written keeps its site", "[app][publish]") {
  if (::geteuid() == 0) return;  // root may write anywhere; tests/stages/write_test.cc fails every step
  const Publishing site("  live: {to: ../live}");
  REQUIRE(site.publish() == ExitStatus::Fine);
  const Files before = site.files("live");
  ::chmod(site.path("live").c_str(), 0555);
  site.write("project/content/_index.md", page_text("Home", "Second.\n"));
  CHECK(site.publish() == ExitStatus::MachineFailed);
  ::chmod(site.path("live").c_str(), 0755);
  CHECK(site.files("live") == before);
}

TEST_CASE("wrong settings are told", "[app][publish]") {
  CHECK(Publishing("  live: {to: ../live}").publish("lives") == ExitStatus::Usage);
  CHECK(Publishing("  live: {with: rsync}").publish() == ExitStatus::Problems);
  CHECK(Publishing("  live: {to: ../live, with: ftp}").publish() == ExitStatus::Problems);
  CHECK(Publishing("  live: {to: ../live, base_url: example.org}").publish() == ExitStatus::Problems);
  for (const char* to :
       {".", "..", "/", "content", "content/new", "themes/civic", "../project/assets", ".git"}) {
    INFO(to);
    const Publishing site(std::string("  live: {to: \"") + to + "\"}");
    const Files before = site.files("project");
    CHECK(site.publish() == ExitStatus::Problems);
    CHECK(site.files("project") == before);
  }
  CommandLine line;
  line.words = {"/nonexistent-project", "live"};
  const CapturedOutput quiet;
  CHECK(run_publish(line) == ExitStatus::Usage);
}

TEST_CASE("servers are told from folders, and no setting becomes an option", "[app][publish]") {
  const auto carrier = [](const std::string& to) {
    SiteConfig config;
    Diagnostics found;
    config.source = std::make_shared<SourceFile>("content/site.yaml", "live: {to: \"" + to + "\"}");
    config.publish = *parse_yaml(config.source, found);
    return read_target(config, "live", "/tmp/project", found)->carrier;
  };
  CHECK(carrier("user@server:/var/www/") == Carrier::Rsync);
  CHECK(carrier("rsync://server/module/") == Carrier::Rsync);
  CHECK(carrier("../public") == Carrier::Folder);
  CHECK(carrier("/srv/www") == Carrier::Folder);
  PublishTarget target;
  target.to = "--rsh=evil:x";
  for (const Carrier with : {Carrier::Rsync, Carrier::Rclone}) {
    target.carrier = with;
    for (const ProgramWords& words :
         {sending_program(target, "site", "list", true), removing_program(target, "site", "list"),
          fetching_program(target, "folder")}) {
      const auto dashes = std::find(words.begin(), words.end(), "--");
      REQUIRE(dashes != words.end());
      CHECK(std::none_of(words.begin(), dashes,
                         [](const std::string& word) { return word.starts_with("--rsh"); }));
    }
  }
}

TEST_CASE("rsync and rclone bring the site and delete only what was published before", "[app][publish]") {
  for (const std::string program : {"rsync", "rclone"}) {
    if (!is_installed(program)) continue;
    INFO(program);
    const Publishing site("  live: {to: ../live, with: " + program + "}");
    site.write("live/of-others.txt", "not ours");
    site.write("live/.well-known/keep", "not ours");
    REQUIRE(site.publish() == ExitStatus::Fine);
    CHECK(site.files("live").at("about/index.html").find("Words.") != std::string::npos);
    site.remove("project/content/about.md");
    site.write("project/content/_index.md", page_text("Home", "Second.\n"));
    REQUIRE(site.publish() == ExitStatus::Fine);
    const Files live = site.files("live");
    CHECK(live.count("about/index.html") == 0);
    CHECK(live.at("index.html").find("Second.") != std::string::npos);
    CHECK(live.at("of-others.txt") == "not ours");
    CHECK(live.at(".well-known/keep") == "not ours");
  }
}

TEST_CASE("a program that fails or is cut off leaves the old site whole", "[app][publish]") {
  Publishing site("  live: {to: ../live, with: rsync}");
  // Lets the first steps through, then fails as a lost connection does.
  for (int good = 0; good < 2; ++good) {
    site.fake("rsync", "n=$(cat " + site.path("count").string() +
                           " 2>/dev/null || echo 0)\necho $((n + 1)) > " + site.path("count").string() +
                           "\n[ \"$n\" -lt " + std::to_string(good) + " ] && exit 0\nexit 30\n");
    site.write("count", "0");
    const Files before = site.files("live");
    CHECK(site.publish() == ExitStatus::MachineFailed);
    CHECK(site.files("live") == before);
  }
  ::setenv("PATH", site.path("bin").c_str(), 1);
  site.remove("bin/rsync");
  CHECK(site.publish() == ExitStatus::MachineFailed);  // not installed
}

TEST_CASE("rsync holds everything back until all has arrived", "[app][publish]") {
  if (!is_installed("rsync")) return;
  Publishing site("  live: {to: ../live, with: rsync}");
  REQUIRE(site.publish() == ExitStatus::Fine);
  Files before = site.files("live");
  for (int i = 0; i < 20; ++i)
    site.write("project/content/page-" + std::to_string(i) + ".md",
               page_text("Page " + std::to_string(i), "New.\n"));
  site.write("project/content/_index.md", page_text("Home", "Second.\n"));
  site.write("project/assets/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"second\"/>");
  // The real program, but the step that changes files loses its connection.
  const std::string real = "/usr/bin/rsync";
  if (!fs::exists(real)) return;
  site.fake("rsync", "case \"$*\" in *--delay-updates*) exit 12;; esac\nexec " + real + " \"$@\"\n");
  CHECK(site.publish() == ExitStatus::MachineFailed);
  const Files after = site.files("live");
  before.erase("build.json");  // says which files are being sent
  for (const auto& [path, bytes] : before) {
    INFO(path);
    CHECK(after.at(path) == bytes);
  }
  CHECK(after.at("build.json").find("\"sending\"") != std::string::npos);
}

TEST_CASE(
    "a publish that was cut anywhere is finished by the next, from any computer, and leaves nothing old",
    "[app][publish]") {
  for (const std::string program : {"rsync", "rclone"}) {
    const std::string real = "/usr/bin/" + program;
    if (!fs::exists(real)) continue;
    for (const int good : {1, 2, 4, 6, 9}) {
      INFO(program << " fails after " << good);
      Publishing site("  live: {to: ../live, with: " + program + "}");
      site.write("live/of-others.txt", "not ours");
      REQUIRE(site.publish() == ExitStatus::Fine);
      // The second version, cut short: it has a page and a picture that no other version has.
      site.write("project/content/second.md", page_text("Second", "![A square](square.svg)\n"));
      site.write("project/content/square.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
      site.write("project/content/about.md", page_text("About", "Sorry.\n"));
      site.fake(program, "n=$(cat " + site.path("count").string() + ")\necho $((n + 1)) > " +
                             site.path("count").string() + "\n[ \"$n\" -lt " + std::to_string(good) +
                             " ] || exit 12\nexec " + real + " \"$@\"\n");
      site.write("count", "0");
      const bool was_cut = site.publish() != ExitStatus::Fine;
      site.fake(program, "exec " + real + " \"$@\"\n");
      // The third is as the first, but for one page; somebody else publishes it.
      site.remove("project/content/second.md");
      site.remove("project/content/square.svg");
      site.write("project/content/about.md", page_text("About", "Words.\n"));
      site.write("project/content/_index.md", page_text("Home", "Third.\n"));
      fs::remove_all(site.path("project/.gazette"));
      CHECK(site.publish() == ExitStatus::Fine);
      Files live = site.files("live");
      CHECK(live.at("of-others.txt") == "not ours");
      live.erase("of-others.txt");
      CHECK(live == site.files("project/.gazette/publish/live"));
      if (!was_cut) break;
    }
  }
}

TEST_CASE("a list of files that was damaged is made up from this computer's", "[app][publish]") {
  if (!is_installed("rclone")) return;
  const Publishing site("  live: {to: ../live, with: rclone}");
  REQUIRE(site.publish() == ExitStatus::Fine);
  site.remove("project/content/about.md");
  site.write("live/build.json", "{\"generator\": \"Gaz");
  REQUIRE(site.publish() == ExitStatus::Fine);
  CHECK(site.files("live") == site.files("project/.gazette/publish/live"));
  // What somebody took away or changed in size at the server is put back.
  site.remove("live/index.html");
  site.write("live/robots.txt", "x");
  REQUIRE(site.publish() == ExitStatus::Fine);
  CHECK(site.files("live") == site.files("project/.gazette/publish/live"));
}

TEST_CASE("a server that does not hold what was sent is told of, and nothing is removed", "[app][publish]") {
  if (!fs::exists("/usr/bin/rclone")) return;
  Publishing site("  live: {to: ../live, with: rclone}");
  REQUIRE(site.publish() == ExitStatus::Fine);
  site.remove("project/content/about.md");
  site.write("project/content/_index.md", page_text("Home", "Other.\n"));  // as long as before
  // A program that says it has copied pages, and has not.
  site.fake("rclone",
            "if [ \"$1\" = copy ] && grep -q html \"$5\"; then exit 0; fi\nexec /usr/bin/rclone \"$@\"\n");
  CHECK(site.publish() == ExitStatus::MachineFailed);
  CHECK(site.files("live").count("about/index.html") == 1);
  CHECK(site.files("live").at("index.html").find("First.") != std::string::npos);
}

namespace {

/// A password as rclone's settings hold it.
std::string obscured(const std::string& password) {
  std::string out;
  if (FILE* program = ::popen(("rclone obscure " + password).c_str(), "r")) {
    for (int c = std::fgetc(program); c != EOF && c != '\n'; c = std::fgetc(program))
      out += static_cast<char>(c);
    ::pclose(program);
  }
  return out;
}

/// Serves a folder by rclone on a free port of this computer, until it goes.
class ServedFolder {
 public:
  ServedFolder(const std::string& protocol, const std::string& folder, const std::string& log) {
    fs::create_directories(folder);
    std::vector<std::string> words = {"rclone",      "serve",      protocol, folder, "--addr",
                                      "127.0.0.1:0", "--log-file", log,      "-v"};
    if (protocol == "sftp") words.insert(words.end(), {"--user", "u", "--pass", "p"});
    pid_ = ::fork();
    if (pid_ == 0) {
      std::vector<char*> pointers;
      for (std::string& word : words) pointers.push_back(word.data());
      pointers.push_back(nullptr);
      ::execvp("rclone", pointers.data());
      ::_exit(127);
    }
    const std::regex address("127\\.0\\.0\\.1:([0-9]+)");
    for (int i = 0; i < 100 && port_.empty(); ++i) {
      ::usleep(100'000);
      std::ifstream file(log);
      const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      std::smatch found;
      if (std::regex_search(text, found, address)) port_ = found[1];
    }
  }
  ~ServedFolder() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  ServedFolder(const ServedFolder&) = delete;
  ServedFolder& operator=(const ServedFolder&) = delete;
  const std::string& port() const { return port_; }  // empty: it did not start

 private:
  pid_t pid_ = -1;
  std::string port_;
};

}  // namespace

TEST_CASE("pages of the same size reach servers that know no sums", "[app][publish]") {
  if (!is_installed("rclone")) return;
  for (const std::string protocol : {"webdav", "sftp"}) {
    INFO(protocol);
    const Publishing site("  live: {to: \"far:\", with: rclone}");
    const ServedFolder server(protocol, site.path("live").string(), site.path("log").string());
    if (server.port().empty()) continue;
    std::string settings = "[far]\ntype = " + protocol + "\n";
    settings += protocol == "webdav" ? "url = http://127.0.0.1:" + server.port() + "\nvendor = other\n"
                                     : "host = 127.0.0.1\nport = " + server.port() +
                                           "\nuser = u\nshell_type = none\npass = " + obscured("p") + "\n";
    site.write("rclone.conf", settings);
    ::setenv("RCLONE_CONFIG", site.path("rclone.conf").c_str(), 1);
    const auto write_version = [&](const std::string& version) {
      for (int i = 0; i < 20; ++i)
        site.write("project/content/p" + std::to_string(i) + ".md",
                   page_text("Page " + std::to_string(i), "Version " + version + ".\n"));
    };
    write_version("1");
    CHECK(site.publish() == ExitStatus::Fine);
    write_version("2");
    site.write("project/themes/civic/assets/10-style.css", "body{color:#111}");
    CHECK(site.publish() == ExitStatus::Fine);
    const Files live = site.files("live");
    CHECK(live.at("p7/index.html").find("Version 2.") != std::string::npos);
    CHECK(live == site.files("project/.gazette/publish/live"));
    ::unsetenv("RCLONE_CONFIG");
  }
}
