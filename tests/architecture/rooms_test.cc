// docs/architecture.md says which rooms there are and what each may know. Here the sources are held to it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/files.h"
#include "support/folders.h"

using namespace gazette;
namespace fs = std::filesystem;

namespace {

std::string architecture() {
  return read_file(fs::path(source_folder()) / "docs/architecture.md");
}

/// The folders below generator/ from the one that knows nothing to the one that knows all: floors line by
/// line, the wings of each in a row, as the picture under "Rooms" has them.
std::vector<std::string> rooms_in_order() {
  const std::string page = architecture();
  const std::size_t begin = page.find("```\n", page.find("## Rooms")) + 4;
  std::istringstream picture(page.substr(begin, page.find("```", begin) - begin));
  std::vector<std::string> out;
  for (std::string line; std::getline(picture, line);) {
    std::istringstream words(line);
    std::string floor;
    words >> floor;
    for (std::string wing; words >> wing;) out.push_back(wing == "." ? floor : floor + "/" + wing);
  }
  return out;
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
  return path.substr(0, path.rfind('/'));
}

std::vector<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at)
    out.push_back((*at)[1]);
  return out;
}

}  // namespace

TEST_CASE("each room knows itself and those before it", "[architecture]") {
  const std::vector<std::string> rooms = rooms_in_order();
  REQUIRE(rooms.size() > 20);
  const auto rank = [&](const std::string& room) {
    return std::find(rooms.begin(), rooms.end(), room) - rooms.begin();
  };
  std::vector<std::string> upward;
  for (const std::string& path : sources()) {
    INFO(path);
    REQUIRE(rank(room_of(path)) < std::ssize(rooms));
    const std::string text = read_file(fs::path(source_folder()) / "generator" / path);
    for (const std::string& included : matches(text, "#include \"([^\"]+)\"")) {
      if (rank(room_of(included)) > rank(room_of(path))) upward.push_back(path + " includes " + included);
    }
  }
  CHECK(upward == std::vector<std::string>{});
}

TEST_CASE("headers include each other in no ring", "[architecture]") {
  std::map<std::string, std::vector<std::string>> includes;
  for (const std::string& path : sources()) {
    if (path.ends_with(".h"))
      includes[path] =
          matches(read_file(fs::path(source_folder()) / "generator" / path), "#include \"([^\"]+)\"");
  }
  // Whoever includes only what is known to be free of rings is free of them too; what is left over is in one.
  for (bool found = true; found;) {
    found = false;
    for (auto at = includes.begin(); at != includes.end();) {
      const bool is_free = std::none_of(at->second.begin(), at->second.end(),
                                        [&](const std::string& header) { return includes.contains(header); });
      found = found || is_free;
      at = is_free ? includes.erase(at) : std::next(at);
    }
  }
  CHECK(includes.empty());
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
