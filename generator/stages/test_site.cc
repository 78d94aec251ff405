// Works on the finished bytes: no theme has to know of test sites, and none can forget one.
#include "stages/test_site.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "stages/site_files.h"

namespace gazette {
namespace {

constexpr std::string_view kRobots = "<meta name=\"robots\" content=\"noindex\" />";

/// The words of a theme, or English ones where it has none.
std::string words_for(const Site& site, const std::string& key, std::string_view english) {
  const std::string_view words = site.string(key);
  return escape_html(words == key ? english : words);
}

/// Takes out each `<link>` that names the page's own address.
void remove_canonical(std::string& html) {
  constexpr std::string_view kLink = "<link";
  const std::size_t end_of_head = html.find("</head>");
  for (std::size_t at = html.find(kLink); at < end_of_head && at != std::string::npos;
       at = html.find(kLink, at)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return;
    const std::string tag = html.substr(at, end + 1 - at);
    if (tag.find("canonical") != std::string::npos && tag.find("rel=") != std::string::npos) {
      html.erase(at, tag.size());
    } else {
      at = end;
    }
  }
}

std::string as_test_page(std::string html, const std::string& banner) {
  remove_canonical(html);
  if (html.find(kRobots) == std::string::npos) {
    if (const std::size_t head = html.find("</head>"); head != std::string::npos) html.insert(head, kRobots);
  }
  const std::size_t body = html.find("<body");
  const std::size_t end = body == std::string::npos ? body : html.find('>', body);
  if (end != std::string::npos) html.insert(end + 1, banner);
  return html;
}

/// The line of each server file that sends another header, once more for this one.
std::string with_robots_header(const std::string& text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) {
    out += std::string(line) + "\n";
    if (line.find("X-Content-Type-Options") == std::string_view::npos) continue;
    out +=
        replace_all(replace_all(line, "X-Content-Type-Options", "X-Robots-Tag"), "nosniff", "noindex") + "\n";
  }
  if (!text.ends_with('\n') || out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace

void make_test_site(const Site& site, OutputTree& tree) {
  const std::string banner =
      "<aside class=\"help-bar\" aria-label=\"" + words_for(site, "test_site_region", "Test site") +
      "\"><p class=\"wide\">" +
      words_for(site, "test_site", "This is a test site. What stands here may be unfinished or wrong.") +
      "</p></aside>\n";
  const auto replace = [](OutputFile& file, std::string bytes) {
    file.bytes = std::make_shared<const std::string>(std::move(bytes));
    file.marks = nullptr;  // they count the bytes of the page as it was
  };
  for (auto& [path, file] : tree.files) {
    if (path.ends_with(".html") && file.page != kNoPage) replace(file, as_test_page(*file.bytes, banner));
  }
  for (const char* path : {"_headers", "nginx.conf", ".htaccess"}) {
    const auto file = tree.files.find(path);
    if (file != tree.files.end()) replace(file->second, with_robots_header(*file->second.bytes));
  }
  tree.files.erase("robots.txt");
  tree.add("robots.txt", "User-agent: *\nDisallow: /\n");
  tree.files.erase("build.json");
  tree.add("build.json", build_manifest(tree, site.commit));
}

}  // namespace gazette
