// Resolves what authors write to addresses.
#include "content/prose/link_target.h"

#include <algorithm>
#include <vector>

#include "base/path.h"
#include "base/spelling.h"
#include "base/text.h"
#include "base/unicode_form.h"
#include "content/prose/redirect_lookup.h"

namespace gazette {
namespace {

/// The scheme before the first colon, lower case; empty when there is none.
std::string scheme_of(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_ascii_letter(url[0])) return {};
  for (const char c : url.substr(0, colon)) {
    if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return to_lower_ascii(url.substr(0, colon));
}

struct Pieces {
  std::string path;
  std::string query;  // with its question mark
  std::string fragment;
};

Pieces take_apart(std::string_view url) {
  Pieces pieces;
  const std::size_t hash = url.find('#');
  if (hash != std::string_view::npos) {
    const auto decoded = percent_decode(url.substr(hash + 1));
    pieces.fragment = decoded ? *decoded : std::string(url.substr(hash + 1));
    url = url.substr(0, hash);
  }
  const std::size_t mark = url.find('?');
  if (mark != std::string_view::npos) {
    pieces.query = std::string(url.substr(mark));
    url = url.substr(0, mark);
  }
  const auto decoded = percent_decode(url);
  pieces.path = composed(decoded ? std::string_view(*decoded) : url);
  return pieces;
}

/// "did you mean /guide/install/ ?" among the site's addresses.
std::string nearest_address(const Site& site, const std::string& address) {
  std::vector<std::string> known;
  for (const Page& page : site.pages) known.push_back(page.address);
  const auto nearest = nearest_name(address, known);
  return nearest ? "did you mean " + *nearest + " ?" : std::string();
}

/// "did you mean `../fees.md`?" among `known`, written as `from` has to write it; "" when nothing is near.
/// A file of that very name in another folder is nearer than one that is spelt alike.
std::string nearest_path(std::string_view from, const std::string& path, std::vector<std::string> known) {
  std::sort(known.begin(), known.end());
  const auto is_namesake = [&](const std::string& one) { return file_name_of(one) == file_name_of(path); };
  const auto namesake = std::find_if(known.begin(), known.end(), is_namesake);
  const bool only_one =
      namesake != known.end() && std::find_if(namesake + 1, known.end(), is_namesake) == known.end();
  const auto nearest = only_one ? std::optional<std::string>(*namesake) : nearest_name(path, known);
  return nearest ? "did you mean `" + relative_path(from, *nearest) + "`?" : std::string();
}

template <typename ByPath>
std::vector<std::string> paths_of(const ByPath& files) {
  std::vector<std::string> paths;
  for (const auto& [path, number] : files) paths.push_back(path);
  return paths;
}

void finish(const Site& site, LinkTarget& target, std::string_view address, const Pieces& pieces) {
  target.fragment = pieces.fragment;
  target.href = href_of(site, address) + percent_encode(pieces.query, "?&=+;:@,!$'()*%") +
                (pieces.fragment.empty() ? "" : "#" + percent_encode(pieces.fragment, ":=,;!$&'()*+?@~"));
}

/// What a build makes besides pages; links to these are right although no source holds them.
bool is_generated(const Site& site, std::string_view path) {
  if (path == "feed.xml" || path == "sitemap.xml" || path == "robots.txt") return true;
  if (!path.starts_with("data/")) return false;
  std::string_view name = path.substr(5);
  for (const std::string_view ending : {".csv-metadata.json", ".csv", ".ods"}) {
    if (!name.ends_with(ending)) continue;
    name.remove_suffix(ending.size());
    if (name == "responsibilities-grid") return ending != ".csv-metadata.json";
    return site.data.find(name) != nullptr ||
           (ending == ".csv" && (name == "responsibilities" || name == "boards"));
  }
  return false;
}

std::string mending_of(const Hold& hold) {
  const bool in_time = hold.reason == HeldReason::Embargo || hold.reason == HeldReason::DatedAhead;
  return in_time ? "take the link out until then, or let this page wait for the same time"
                 : "publish it, or take the link out";
}

std::optional<LinkTarget> resolve_address(const Site& site, const Pieces& pieces, std::string_view url,
                                          const Place& place, Diagnostics& diagnostics) {
  LinkTarget target;
  std::string address = pieces.path;
  auto found = site.by_address.find(address);
  if (found == site.by_address.end() && !address.ends_with('/')) found = site.by_address.find(address + "/");
  if (found != site.by_address.end()) {
    target.page = found->second;
    finish(site, target, found->first, pieces);
    return target;
  }
  const std::string output = address.substr(1);
  const auto asset = site.asset_by_output.find(output);
  if (asset != site.asset_by_output.end()) target.asset = &site.assets[asset->second];
  const auto redirect = RedirectLookup(site.redirects).find(address);
  const bool redirected = redirect && !is_gone(*redirect->redirect);
  if (target.asset != nullptr || redirected || is_generated(site, output)) {
    finish(site, target, address, pieces);
    return target;
  }
  for (const auto& [path, held] : site.held) {
    if (held.address != address && held.address != address + "/") continue;
    Diagnostic& finding =
        diagnostics.error("link/broken", place, "the page at " + address + " " + held_in_words(held.hold),
                          mending_of(held.hold));
    finding.url = url;
    finding.status = "broken";
    return std::nullopt;
  }
  const bool looks_like_page = address.ends_with('/') || address.find('.') == std::string::npos;
  Diagnostic& finding =
      diagnostics.error("link/broken", place, (looks_like_page ? "no page at " : "no file at ") + address,
                        nearest_address(site, address));
  finding.url = url;
  finding.status = "broken";
  return std::nullopt;
}

/// `path` seen from the folder of content path `from`, dots resolved; nullopt when it leaves content/.
std::optional<std::string> join_path(std::string_view from, std::string_view path) {
  std::vector<std::string> pieces;
  const auto push = [&](std::string_view piece) {
    if (piece.empty() || piece == ".") return true;
    if (piece == "..") {
      if (pieces.empty()) return false;
      pieces.pop_back();
      return true;
    }
    pieces.emplace_back(piece);
    return true;
  };
  if (!path.starts_with('/')) {
    for (const std::string_view piece : split(folder_of(from), '/')) push(piece);
  }
  if (path.find('\\') != std::string_view::npos || path.find('\0') != std::string_view::npos)
    return std::nullopt;
  for (const std::string_view piece : split(path, '/')) {
    if (!push(piece)) return std::nullopt;
  }
  return join(pieces, "/");
}

std::optional<LinkTarget> resolve_relative(const Site& site, std::string_view from, const Pieces& pieces,
                                           std::string_view url, const Place& place,
                                           Diagnostics& diagnostics) {
  const auto broken = [&](std::string message, std::string hint) {
    Diagnostic& finding = diagnostics.error("link/broken", place, std::move(message), std::move(hint));
    finding.url = url;
    finding.status = "broken";
  };
  const std::optional<std::string> joined = join_path(from, pieces.path);
  if (!joined) {
    Diagnostic& finding = diagnostics.error("link/outside", place, "this path leads out of content/",
                                            "link to a file below content/");
    finding.url = url;
    finding.status = "broken";
    return std::nullopt;
  }
  LinkTarget target;
  if (pieces.path.ends_with(".md")) {
    const auto found = site.by_path.find(*joined);
    if (found == site.by_path.end()) {
      if (const auto held = site.held.find(*joined); held != site.held.end()) {
        broken("the page " + *joined + " " + held_in_words(held->second.hold), mending_of(held->second.hold));
      } else {
        broken("there is no page " + *joined, nearest_path(from, *joined, paths_of(site.by_path)));
      }
      return std::nullopt;
    }
    target.page = found->second;
    finish(site, target, site.page(found->second).address, pieces);
    return target;
  }
  const auto asset = site.asset_by_source.find(*joined);
  if (asset != site.asset_by_source.end()) {
    target.asset = &site.assets[asset->second];
    finish(site, target, "/" + target.asset->output_path, pieces);
    return target;
  }
  // A folder, or a page named without its ending.
  for (const std::string& candidate : {*joined + "/_index.md", *joined + ".md"}) {
    const auto found = site.by_path.find(candidate);
    if (found == site.by_path.end()) continue;
    target.page = found->second;
    finish(site, target, site.page(found->second).address, pieces);
    return target;
  }
  if (site.held_files.count(*joined) > 0) {
    broken("the file " + *joined + " stands in a section that is a draft",
           "publish the section, move the file, or take the link out");
    return std::nullopt;
  }
  std::string hint = nearest_path(from, *joined, paths_of(site.asset_by_source));
  if (hint.empty()) hint = nearest_path(from, *joined + ".md", paths_of(site.by_path));
  if (hint.empty() && pieces.path.starts_with("www."))
    hint = "write https:// in front of another site's address";
  broken("there is no file " + *joined, std::move(hint));
  return std::nullopt;
}

}  // namespace

std::string held_in_words(const Hold& hold) {
  const std::string section = hold.section.empty() ? "" : ", as content/" + hold.section + " says";
  switch (hold.reason) {
    case HeldReason::Draft:
      return "is a draft";
    case HeldReason::DraftSection:
      return "stands in a section that is a draft";
    case HeldReason::Embargo:
      return "is not published before " + hold.when + section;
    case HeldReason::DatedAhead:
      return "is not published before " + hold.when + ", the date " +
             (section.empty() ? "that it bears" : "of content/" + hold.section);
    case HeldReason::Withdrawn:
      return (hold.when.empty() ? "is withdrawn" : "was withdrawn on " + hold.when) + section;
  }
  return "is held back";
}

std::string href_of(const Site& site, std::string_view address) {
  if (address.find("://") != std::string_view::npos) return std::string(address);
  const std::string base = site.config.base_path();
  return base + percent_encode(address.substr(address.starts_with('/') ? 1 : 0), "!$&'()*+,;=:@");
}

std::optional<PageId> resolve_page(const Site& site, std::string_view from, std::string_view path,
                                   const Place& place, Diagnostics& diagnostics) {
  const std::optional<LinkTarget> target = resolve_link(site, from, path, place, diagnostics);
  if (!target) return std::nullopt;
  if (target->page != kNoPage) return target->page;
  diagnostics.error("link/broken", place, "this is not a page of the site",
                    "give the path of a .md file under content/");
  return std::nullopt;
}

std::optional<LinkTarget> resolve_link(const Site& site, std::string_view from, std::string_view url,
                                       const Place& place, Diagnostics& diagnostics) {
  url = trim(url);
  if (url.empty()) {
    diagnostics.error("link/empty", place, "this link has no address", "write `[text](address)`");
    return std::nullopt;
  }
  const std::string scheme = scheme_of(url);
  if (!scheme.empty() || url.starts_with("//")) {
    static const std::vector<std::string> kAllowed = {"https", "http", "mailto", "tel"};
    if (std::find(kAllowed.begin(), kAllowed.end(), scheme) == kAllowed.end()) {
      Diagnostic& finding =
          diagnostics.error("link/scheme", place,
                            scheme.empty() ? "this address does not say http or https"
                                           : "links cannot start with `" + scheme + ":`",
                            scheme.empty() ? "write https: in front" : "use https, mailto or tel");
      finding.url = url;
      finding.status = "broken";
      return std::nullopt;
    }
    LinkTarget target;
    target.external = true;
    target.href = percent_encode(url, ":?#[]@!$&'()*+,;=%");
    return target;
  }
  const Pieces pieces = take_apart(url);
  if (pieces.path.empty() && pieces.query.empty()) {
    LinkTarget target;
    const auto self = site.by_path.find(std::string(from));
    if (self != site.by_path.end()) target.page = self->second;
    target.fragment = pieces.fragment;
    target.href = "#" + percent_encode(pieces.fragment, ":=,;!$&'()*+?@~");
    return target;
  }
  const bool by_address = pieces.path.starts_with('/') && !pieces.path.ends_with(".md");
  auto target = by_address ? resolve_address(site, pieces, url, place, diagnostics)
                           : resolve_relative(site, from, pieces, url, place, diagnostics);
  if (target && target->page != kNoPage && site.page(target->page).withdrawn) {
    diagnostics.warning(
        "link/withdrawn", place,
        "the page " + site.page(target->page).address + " " + held_in_words(*site.page(target->page).hold),
        "link to what stands in its place, or take the link out");
  }
  return target;
}

}  // namespace gazette
