#pragma once
// The address of a page, read off the path of its file below content/: "01-guide/02-Setting up.md" is found
// at "/guide/setting-up/". All paths here are below content/, with `/` between their parts, and those of
// pages end in ".md". Nothing here fails: a name of which no letter or digit is left becomes "page", and it
// is the caller who sees that two pages share an address.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gazette {

/// The name of a file or folder: "01-foreword" is called "foreword" and stands first among its neighbours.
struct ContentName {
  std::string_view name;
  std::optional<int> order;  // 0 to 99; no value for a name without two digits and a hyphen in front
};

ContentName read_content_name(std::string_view name);

/// Whether the page is the first one of its folder, "_index.md" or "guide/_index.md".
bool is_section_path(std::string_view path);

/// What a page is called by: "guide/setup" for "guide/setup.md", "guide" for "guide/_index.md", empty for
/// "_index.md".
std::string_view page_stem(std::string_view path);

/// Addresses of pages, of which a section may give its part of the address another name (its `slug`). All
/// pages in its folder follow, so a section must be told before them.
class PageAddresses {
 public:
  /// The address of the page, with `slug` in place of its name unless that is empty. It ends in `/`, but for
  /// that of 404.md, which servers want to be a file: "/404.html".
  std::string add(std::string_view path, std::string_view slug);

  /// The address of a folder, whether it is a section or not; "/" for an empty path.
  std::string of_folder(std::string_view folder) const;

 private:
  std::unordered_map<std::string, std::string> sections_;  // addresses by folder
};

}  // namespace gazette
