// The shared link fixtures, where they are present: pages with every kind of link, each with the result
// that is expected. Internal links only; nothing is asked for.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "checks/links/check_links.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;
namespace fs = std::filesystem;

namespace {

/// The placeholders of the fixtures: nobody listens at port 1.
std::string fill(std::string text) {
  text = replace_all(text, "__SITE__", "https://www.example.org");
  for (const char* name : {"__PORT2__", "__PORT__", "__TLS__", "__DEAD__"})
    text = replace_all(text, name, "1");
  return text;
}

std::string without_line_breaks(std::string text) {
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return std::string(trim(text));
}

}  // namespace

TEST_CASE("the shared link fixtures come out as expected", "[stages][links]") {
  const fs::path root = fs::path(source_folder()) / ".." / "shared" / "links";
  if (!fs::exists(root / "expected.json")) return;
  std::map<std::string, std::string> bytes;
  for (const auto& entry : fs::recursive_directory_iterator(root / "site")) {
    if (!entry.is_regular_file()) continue;
    const std::string path = fs::relative(entry.path(), root / "site").generic_string();
    bytes[path] = link_checker_reads(path) ? fill(read_file(entry.path())) : "";
  }
  std::vector<LinkedFile> files;
  for (const auto& [path, text] : bytes) files.push_back({path, text, nullptr, true});
  LinkOptions options;
  options.origin = "https://www.example.org";
  options.external_options.allow_private = true;  // the links of the other half of the fixtures
  Diagnostics found;
  check_links(files, options, found);

  const auto expected = nlohmann::json::parse(fill(read_file(root / "expected.json")));
  for (const auto& link : expected["links"]) {
    if (link["scope"] != "internal") continue;
    std::string result = "ok";
    for (const Diagnostic& diagnostic : found.items()) {
      const std::size_t line = diagnostic.place.source->position(diagnostic.place.span.begin).line;
      const bool here = diagnostic.place.source->path() == link["file"] &&
                        without_line_breaks(diagnostic.url) ==
                            without_line_breaks(replace_all(link["url"].get<std::string>(), "\\,", ",")) &&
                        line >= link["tag_line"].get<std::size_t>() &&
                        line <= link["line"].get<std::size_t>();
      if (!here || diagnostic.rule == "link/orphan-page") continue;
      if (diagnostic.severity == Severity::Error) result = "broken";
      if (diagnostic.severity == Severity::Warning && result == "ok") result = "warn";
    }
    std::set<std::string> right = {link["expected"].get<std::string>()};
    for (const auto& also : link["accept"]) right.insert(also.get<std::string>());
    if (right.contains("skipped")) right.insert("ok");  // neither is a fault
    CAPTURE(link["id"], link["url"], link["why"], result);
    CHECK(right.contains(result));
  }
}
