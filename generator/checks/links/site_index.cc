// Looks files up by address.
#include "checks/links/site_index.h"

#include <algorithm>

#include "base/path.h"
#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

// What a path may hold unescaped in an address (the rest of the path percent-encode set is escaped).
constexpr std::string_view kKeptInPaths = "!$&'()*+,;=:@";
constexpr std::string_view kIndexPage = "index.html";

/// Beyond this many files the search for a near name would cost more than it helps.
constexpr std::size_t kNearestLimit = 4000;

bool is_index(std::string_view path) {
  return path == kIndexPage || path.ends_with("/index.html");
}

}  // namespace

SiteIndex::SiteIndex(std::span<const LinkedFile> files, const std::string& origin) {
  const auto parsed = parse_url(origin);
  has_origin_ = parsed && parsed->is_web();
  root_ = has_origin_ ? *parsed : *parse_url("https://site.invalid/");
  root_.has_query = root_.has_fragment = false;
  root_.query.clear();
  root_.fragment.clear();
  if (!root_.path.ends_with("/")) root_.path += '/';
  addresses_.reserve(files.size());
  files_.reserve(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string_view path = files[i].path;
    paths_.push_back(path);
    files_.emplace(path, i);
    folded_.emplace(to_lower(path), i);
    if (const std::string_view name = file_name_of(path); name != kIndexPage) names_[name].push_back(i);
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      ++folders_[path.substr(0, slash + 1)];
    }
    Url address = root_;
    const std::string_view page = is_index(path) ? path.substr(0, path.size() - kIndexPage.size()) : path;
    address.path += percent_encode(page, kKeptInPaths);
    addresses_.push_back(std::move(address));
  }
}

bool SiteIndex::is_own(const Url& url) const {
  if (!url.is_web() || url.host != root_.host || !url.path.starts_with(root_.path)) {
    // The folder itself may be named without its slash.
    const bool bare = url.is_web() && url.host == root_.host && url.path + "/" == root_.path;
    if (!bare) return false;
  }
  return url.scheme == root_.scheme ? url.port == root_.port : url.port < 0 && root_.port < 0;
}

std::string_view SiteIndex::local_path(const Url& url) const {
  const std::string_view path = url.path;
  return path.size() < root_.path.size() ? std::string_view("/") : path.substr(root_.path.size() - 1);
}

std::optional<std::size_t> SiteIndex::file_at(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? std::nullopt : std::optional(found->second);
}

bool SiteIndex::has_folder(const std::string& path) const {
  return folders_.contains(path);
}

Target SiteIndex::find(std::string_view url_path) const {
  if (url_path.starts_with("/")) url_path.remove_prefix(1);
  std::string path(url_path);
  if (url_path.find('%') != std::string_view::npos) {
    if (to_lower_ascii(url_path).find("%2f") != std::string::npos) return {TargetState::EncodedSlash, 0};
    path = percent_decode_lenient(url_path);
  }
  const bool folder = path.empty() || path.back() == '/';
  if (const auto file = file_at(folder ? path + std::string(kIndexPage) : path))
    return {TargetState::Found, *file};
  if (!folder) {
    if (const auto file = file_at(path + "/" + std::string(kIndexPage)))
      return {TargetState::NeedsSlash, *file};
  }
  if (path.find("//") != std::string::npos) {
    std::string single;
    for (const char c : path) {
      if (c != '/' || single.empty() || single.back() != '/') single += c;
    }
    const Target target = find(percent_encode(single, kKeptInPaths));
    if (target.state == TargetState::Found) return {TargetState::DoubledSlash, target.file};
  }
  return {has_folder(folder ? path : path + "/") ? TargetState::NoIndex : TargetState::Missing, 0};
}

std::string SiteIndex::shown(std::string_view file_path) const {
  if (is_index(file_path)) file_path.remove_suffix(kIndexPage.size());
  return root_.path + std::string(file_path);
}

std::optional<std::string> SiteIndex::find_ignoring_case(std::string_view url_path) const {
  std::string path =
      to_lower(percent_decode_lenient(url_path.substr(std::min<std::size_t>(1, url_path.size()))));
  if (path.empty() || path.back() == '/') path += kIndexPage;
  auto found = folded_.find(path);
  if (found == folded_.end()) found = folded_.find(path + "/" + std::string(kIndexPage));
  return found == folded_.end() ? std::nullopt : std::optional(shown(paths_[found->second]));
}

std::string SiteIndex::nearest(std::string_view url_path) const {
  std::string path = percent_decode_lenient(url_path);
  while (!path.empty() && path.back() == '/') path.pop_back();
  const std::string relative = path.empty() ? path : path.substr(1);
  for (const std::string& guess : {relative, relative + ".html", relative + ".htm"}) {
    if (const auto file = file_at(guess)) return shown(paths_[*file]);
  }
  if (const auto found = names_.find(file_name_of(relative));
      found != names_.end() && found->second.size() == 1) {
    return shown(paths_[found->second.front()]);
  }
  if (paths_.size() > kNearestLimit) return {};
  // Names without what index pages add, so that `/guide/instal/` is near `/guide/install/`.
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, relative.size() / 4) + 1;
  for (const std::string_view candidate : paths_) {
    std::string_view name =
        is_index(candidate) ? candidate.substr(0, candidate.size() - kIndexPage.size()) : candidate;
    while (!name.empty() && name.back() == '/') name.remove_suffix(1);
    const std::size_t longer = std::max(name.size(), relative.size());
    if (name.empty() || longer - std::min(name.size(), relative.size()) >= best_distance) continue;
    const std::size_t distance = edit_distance(relative, name, best_distance - 1);
    if (distance < best_distance) {
      best_distance = distance;
      best = shown(candidate);
    }
  }
  return best;
}

}  // namespace gazette
