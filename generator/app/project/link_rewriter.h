#pragma once
// Rewrites what the files of a project say of pages and files that get another place: in Markdown, YAML and
// CSV. Works on the text as typed, so that everything else stays byte for byte.

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace gazette {

/// What moves. Paths are below content/, addresses without the base path.
struct Moves {
  std::map<std::string, std::string> paths;      // files, before and after
  std::map<std::string, std::string> addresses;  // pages and files whose address changes, before and after
  std::set<std::string> known;                   // all files before the move
};

/// A rewritten text and how many of its links changed.
struct Rewritten {
  std::string text;
  std::size_t links = 0;
};

/// A Markdown file with its front matter. `before` and `after` are its own paths: relative links are seen
/// from there. Text of code blocks and code spans stays as it is.
Rewritten rewrite_markdown(std::string_view text, std::string_view before, std::string_view after,
                           const Moves& moves);

/// A YAML file; its paths are seen from content/. `aliases` stay.
Rewritten rewrite_yaml(std::string_view text, const Moves& moves);

/// A CSV file; its paths are seen from content/. The old addresses of redirects (`from`) stay.
Rewritten rewrite_csv(std::string_view text, const Moves& moves);

}  // namespace gazette
