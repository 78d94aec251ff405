// docs/architecture.md says which rooms there are and what each may know. Here the sources are held to it.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/files.h"
#include "support/folders.h"

using namespace gazette;
namespace fs = std::filesystem;

namespace {

/// From the one that knows nothing to the one that knows all.
constexpr std::array<std::string_view, 6> kRooms = {"base", "formats", "model", "content", "stages", "app"};

std::ptrdiff_t rank(std::string_view room) {
  return std::find(kRooms.begin(), kRooms.end(), room) - kRooms.begin();
}

/// Sources and headers below generator/, as paths from there.
std::vector<std::string> sources() {
  const fs::path root = fs::path(source_folder()) / "generator";
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".cc" || path.extension() == ".h")
      out.push_back(path.lexically_relative(root).generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string room_of(const std::string& path) {
  return path.substr(0, path.find('/'));
}

std::vector<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at)
    out.push_back((*at)[1]);
  return out;
}

std::string architecture() {
  return read_file(fs::path(source_folder()) / "docs/architecture.md");
}

}  // namespace

TEST_CASE("each room knows itself and those before it", "[architecture]") {
  std::vector<std::string> upward;
  for (const std::string& path : sources()) {
    INFO(path);
    REQUIRE(rank(room_of(path)) < std::ssize(kRooms));
    const std::string text = read_file(fs::path(source_folder()) / "generator" / path);
    for (const std::string& included : matches(text, "#include \"([^\"]+)\"")) {
      if (rank(room_of(included)) > rank(room_of(path))) upward.push_back(path + " includes " + included);
    }
  }
  CHECK(upward == std::vector<std::string>{});
}

TEST_CASE("what the page on the architecture names is there", "[architecture]") {
  const fs::path root = source_folder();
  std::vector<std::string> gone;
  for (const std::string& name : matches(architecture(), "`([a-z_*]+/[a-zA-Z_*/.]*)`")) {
    const std::string path = name.substr(0, name.find('*'));
    bool is_there = path == "site/";  // made by a build
    for (const fs::path& beside : {root, root / "generator", root / "generator/app"}) {
      for (const char* ending : {"", ".h", ".cc"}) {
        const fs::path whole = beside / (path + ending);
        is_there = is_there || fs::exists(whole) || (name != path && fs::exists(whole.parent_path()));
      }
    }
    if (!is_there) gone.push_back(name);
  }
  CHECK(gone == std::vector<std::string>{});
}

TEST_CASE("the page on the architecture names every folder", "[architecture]") {
  std::set<std::string> folders;
  for (const std::string& path : sources()) folders.insert(path.substr(0, path.rfind('/')));
  const std::string page = architecture();
  for (const std::string& folder : folders) {
    INFO(folder);
    CHECK(page.find("`" + folder + "/`") != std::string::npos);
  }
}

TEST_CASE("each header is included once and says what it is for", "[architecture]") {
  for (const std::string& path : sources()) {
    if (!path.ends_with(".h")) continue;
    INFO(path);
    const std::string text = read_file(fs::path(source_folder()) / "generator" / path);
    CHECK(text.starts_with("#pragma once\n// "));
  }
}
