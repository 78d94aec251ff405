#pragma once
// Which file answers an address of the site: the rules of a plain web server (README of most static
// hosts): `dir/` is `dir/index.html`, names are compared byte by byte, `%2F` is no separator.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "checks/links/check_links.h"
#include "formats/url.h"

namespace gazette {

/// How a path of the site was found, or why not.
enum class TargetState : std::uint8_t {
  Found,
  NeedsSlash,    // a folder with an index page, asked for without its slash
  DoubledSlash,  // found once the doubled slashes are single
  NoIndex,       // a folder without an index page
  EncodedSlash,  // `%2F`
  Missing,
};

/// Which file a path leads to.
struct Target {
  TargetState state = TargetState::Missing;
  std::size_t file = 0;  // Found, NeedsSlash, DoubledSlash
};

/// Files by path, and the address they are served at. Immutable; threads may share one.
class SiteIndex {
 public:
  /// Looks into the paths of `files`, which must stay. `origin` is the address of the root; empty when
  /// unknown.
  SiteIndex(std::span<const LinkedFile> files, const std::string& origin);

  /// The address a file is served at: `…/guide/` for guide/index.html.
  const Url& address(std::size_t file) const { return addresses_[file]; }
  /// Whether the address lies on the site; http and https count as the same here.
  bool is_own(const Url& url) const;
  /// Whether the site's own address is known.
  bool has_origin() const { return has_origin_; }
  /// The address of the root, an invented one when the origin is unknown.
  const Url& root() const { return root_; }
  /// The file behind the path of one of the site's own addresses.
  Target find(std::string_view url_path) const;
  /// A path from the root as the site's files have it, for a path with another mix of capitals.
  std::optional<std::string> find_ignoring_case(std::string_view url_path) const;
  /// What the author probably meant; "" when nothing is near.
  std::string nearest(std::string_view url_path) const;
  /// Path of an address below the site's root, still percent-encoded; starts with `/`.
  std::string_view local_path(const Url& url) const;

 private:
  std::optional<std::size_t> file_at(const std::string& path) const;
  bool has_folder(const std::string& path) const;
  std::string shown(std::string_view file_path) const;

  Url root_;
  bool has_origin_ = false;
  std::vector<Url> addresses_;
  std::vector<std::string_view> paths_;
  std::unordered_map<std::string_view, std::size_t> files_;
  std::unordered_map<std::string_view, std::size_t> folders_;  // "guide/", with the number of files
  std::unordered_map<std::string, std::size_t> folded_;        // lower-case path
  std::unordered_map<std::string_view, std::vector<std::size_t>> names_;  // last part of the path
};

}  // namespace gazette
