// Roots are what pages name; from there on each file that is published may name others.
#include "stages/published_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/glob.h"
#include "base/path.h"
#include "base/text.h"
#include "content/arithmetic/data_uses.h"
#include "content/body/directives.h"
#include "content/prose/link_target.h"
#include "formats/json_strings.h"
#include "formats/links/link_scan.h"
#include "stages/private_names.h"

namespace gazette {
namespace {

/// `address` (still percent-encoded, without query) seen from a file of the site, as a path below the site;
/// empty for a folder, for what leads out of the site and for what cannot be decoded.
std::string path_on_site(std::string_view address, std::string_view folder, const SiteConfig& config) {
  const std::string base = config.base_path();
  std::string path;
  if (address.starts_with('/')) {
    if (!address.starts_with(base)) return {};
    path = std::string(address.substr(base.size()));
  } else {
    path = std::string(folder) + "/" + std::string(address);
  }
  const auto decoded = percent_decode(path);
  if (!decoded || decoded->empty() || decoded->back() == '/') return {};
  std::vector<std::string> pieces;
  for (const std::string_view piece : split(*decoded, '/')) {
    if (piece.empty() || piece == ".") continue;
    if (piece != "..") {
      pieces.emplace_back(piece);
    } else if (!pieces.empty()) {
      pieces.pop_back();
    }
  }
  return join(pieces, "/");
}

/// Resolves what one output names and keeps each path once.
class NameList {
 public:
  NameList(std::string_view output_path, const SiteConfig& config)
      : folder_(folder_of(output_path)), config_(config) {}

  void base(std::string_view address) {
    folder_ = path_on_site(std::string(address) + "x", folder_, config_);
  }

  void link(std::string_view url) {
    url = trim(url);
    url = url.substr(0, url.find_first_of("?#"));
    const std::string origin = config_.origin();
    if (url.starts_with(origin)) {
      url.remove_prefix(origin.size());
    } else if (const std::size_t host = origin.find("//");
               url.starts_with("//") && url.starts_with(std::string_view(origin).substr(host))) {
      url.remove_prefix(origin.size() - host);
    }
    if (url.empty() || url.starts_with("//") ||
        url.substr(0, url.find('/')).find(':') != std::string_view::npos)
      return;
    add(path_on_site(url, folder_, config_));
  }

  /// What a script has in quotes may be meant from its own folder or from the root.
  void string_of_script(std::string_view text) {
    if (text.find('.') == std::string_view::npos || text.find("://") != std::string_view::npos) return;
    link(text);
    add(path_on_site(text, {}, config_));
  }

  std::vector<std::string> take() { return {names_.begin(), names_.end()}; }

 private:
  void add(std::string path) {
    if (!path.empty()) names_.insert(std::move(path));
  }

  std::string folder_;
  const SiteConfig& config_;
  std::set<std::string> names_;
};

bool is_path_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80U ||
         std::string_view("/._-~%+@ ").find(c) != std::string_view::npos;
}

/// Runs of letters of paths between two quotes of a kind.
void read_script(std::string_view script, NameList& names) {
  constexpr std::size_t kLongest = 1000;
  for (std::size_t i = script.find_first_of("\"'`"); i != std::string_view::npos;
       i = script.find_first_of("\"'`", i)) {
    const char quote = script[i++];
    std::size_t end = i;
    while (end < script.size() && end - i < kLongest && is_path_byte(script[end])) ++end;
    if (end > i && end < script.size() && script[end] == quote)
      names.string_of_script(script.substr(i, end - i));
    i = end > i ? end : i;
  }
}

bool is_script(std::string_view path) {
  return path.ends_with(".js") || path.ends_with(".mjs") || path.ends_with(".cjs");
}

/// Files in assets/ that browsers, hosts and search engines ask for by name, without a link.
bool is_asked_for_by_name(std::string_view path) {
  constexpr std::array<std::string_view, 11> kNames = {
      "favicon.ico", "robots.txt", "humans.txt",        "security.txt",    "ads.txt",         "llms.txt",
      "CNAME",       "404.html",   "browserconfig.xml", "crossdomain.xml", "BingSiteAuth.xml"};
  if (path.starts_with(".well-known/")) return true;
  if (path.find('/') != std::string_view::npos) return false;
  if (std::find(kNames.begin(), kNames.end(), path) != kNames.end()) return true;
  const auto is_proof = [&](std::string_view start) {  // that the site is the owner's: "google1f2e….html"
    if (!path.starts_with(start) || !path.ends_with(".html")) return false;
    const std::string_view code = path.substr(start.size(), path.size() - start.size() - 5);
    return code.size() >= 8 && std::all_of(code.begin(), code.end(),
                                           [](char c) { return is_ascii_digit(c) || is_ascii_letter(c); });
  };
  return is_proof("google") || is_proof("yandex_") || is_proof("pinterest-") ||
         (path.starts_with("apple-touch-icon") && path.ends_with(".png"));
}

/// Everything that a page's text and the keys of its front matter may lead to, as written.
void add_links_of(const Document& document, std::vector<std::string>& out) {
  for (const MarkdownNode& node : document.tree.nodes) {
    if (node.kind == MarkdownKind::Link || node.kind == MarkdownKind::Image) out.push_back(node.url);
  }
  for (const Directive& directive : document.tree.directives) {
    out.push_back(directive.argument);
    for (const DirectiveOption& option : directive.options) out.push_back(option.value);
  }
  std::vector<const YamlNode*> open = {&document.front_matter.params};
  while (!open.empty()) {
    const YamlNode* node = open.back();
    open.pop_back();
    if (node->is_scalar()) out.push_back(node->text);
    for (const YamlNode& child : node->children) open.push_back(&child);
  }
}

/// The files that a document's text leads to, as indexes into Site::assets.
void add_assets_of(const Site& site, const Document& document, std::vector<std::size_t>& out) {
  std::vector<std::string> urls;
  add_links_of(document, urls);
  Diagnostics told_when_rendered;
  for (const std::string& url : urls) {
    if (url.empty()) continue;
    const auto target = resolve_link(site, document.path, url, {document.source, {}}, told_when_rendered);
    if (target && target->asset != nullptr)
      out.push_back(static_cast<std::size_t>(target->asset - site.assets.data()));
  }
}

/// The file of the project that a redirect leads to; nothing for one to a page or another site.
std::optional<std::size_t> asset_of(const Site& site, const Redirect& redirect) {
  if (!redirect.to.starts_with('/')) return std::nullopt;
  // Addresses of redirects have no base path.
  const auto path = percent_decode(redirect.to.substr(1, redirect.to.find_first_of("?#") - 1));
  if (!path) return std::nullopt;
  const auto found = site.asset_by_output.find(*path);
  return found == site.asset_by_output.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

class FileSettler {
 public:
  FileSettler(const Site& site, NamedFilesCache& cache, Diagnostics& diagnostics)
      : site_(site), cache_(cache), diagnostics_(diagnostics), listed_(site.assets.size()) {}

  std::vector<bool> run(const std::set<std::string_view>& named) {
    read_patterns();
    std::vector<bool> held(site_.assets.size());
    spread(uses_of_held_pages(), held);
    std::vector<std::size_t> open;
    for (const std::string_view path : named) add_by_output(std::string(path), open);
    for (std::size_t i = 0; i < site_.assets.size(); ++i) {
      const AssetFile& asset = site_.assets[i];
      const bool by_pattern = listed_[i] == Listed::ByName || (listed_[i] == Listed::ByGlob && !held[i]);
      const bool by_name =
          asset.source_path.starts_with("assets/") && is_asked_for_by_name(asset.output_path);
      if (asset.fingerprinted || by_pattern || by_name) open.push_back(i);
    }
    for (const Redirect& redirect : site_.redirects) {
      if (const auto asset = asset_of(site_, redirect)) open.push_back(*asset);
    }
    std::vector<bool> published(site_.assets.size());
    spread(std::move(open), published);
    report(published, held);
    report_leftovers();
    forget_old();
    return published;
  }

 private:
  enum class Listed : std::uint8_t { No, ByGlob, ByName };

  void read_patterns() {
    for (const PlacedText& pattern : site_.config.files) {
      bool any = false;
      const std::vector<PlacedText> one = {pattern};
      for (std::size_t i = 0; i < site_.assets.size(); ++i) {
        if (site_.assets[i].fingerprinted || !is_listed(one, site_.assets[i].source_path)) continue;
        any = true;
        listed_[i] = std::max(listed_[i], is_glob(pattern.text) ? Listed::ByGlob : Listed::ByName);
      }
      any = any || std::any_of(site_.data.sets.begin(), site_.data.sets.end(),
                               [&](const DataSet& set) { return is_listed(one, set.csv->path()); });
      any = any || (site_.matrix.rows_source && is_listed(one, site_.matrix.rows_source->path()));
      if (any) continue;
      diagnostics_.warning("file/no-match", pattern.place, "no file is called " + pattern.text,
                           "a path starts with assets/ or content/: `assets/forms/*.pdf`, `assets/maps/**`");
    }
  }

  void add_by_output(const std::string& path, std::vector<std::size_t>& out) const {
    const auto found = site_.asset_by_output.find(path);
    if (found != site_.asset_by_output.end()) out.push_back(found->second);
  }

  std::vector<std::size_t> uses_of_held_pages() const {
    std::vector<std::size_t> out;
    for (const auto& [path, page] : site_.held) add_assets_of(site_, *page.document, out);
    return out;
  }

  /// Marks the files of `open` and all that they name, directly or through others.
  void spread(std::vector<std::size_t> open, std::vector<bool>& marked) {
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      if (marked[i]) continue;
      marked[i] = true;
      for (const std::string& name : names_of(site_.assets[i])) add_by_output(name, open);
    }
  }

  const std::vector<std::string>& names_of(const AssetFile& asset) {
    NamedFilesCache::Entry& entry = cache_.files[asset.bytes];
    if (entry.output_path != asset.output_path || entry.base_url != site_.config.base_url) {
      entry = {asset.output_path, site_.config.base_url,
               named_files(asset.bytes->text(), asset.output_path, site_.config)};
    }
    return entry.names;
  }

  void forget_old() {
    std::set<SourcePtr> now;
    for (const AssetFile& asset : site_.assets) now.insert(asset.bytes);
    std::erase_if(cache_.files, [&](const auto& entry) { return now.count(entry.first) == 0; });
  }

  void report(const std::vector<bool>& published, const std::vector<bool>& held) {
    for (std::size_t i = 0; i < site_.assets.size(); ++i) {
      const AssetFile& asset = site_.assets[i];
      if (published[i] || held[i]) continue;
      report_unused(asset.bytes,
                    "link to it, publish it with `files: [" + asset.source_path +
                        "]` in site.yaml, or move it out of the project",
                    diagnostics_);
    }
  }

  void report_leftovers() {
    for (const SourcePtr& file : site_.leftovers) {
      const bool backup = leftover_of(file->path()) == Leftover::Backup;
      report_unused(file,
                    backup ? "it is the copy of an earlier state, which is never published: delete it"
                           : "it is a file of the computer's own, which is never published: delete it",
                    diagnostics_);
    }
  }

  const Site& site_;
  NamedFilesCache& cache_;
  Diagnostics& diagnostics_;
  std::vector<Listed> listed_;
};

}  // namespace

bool is_listed(const std::vector<PlacedText>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const PlacedText& pattern) {
    std::string_view text = pattern.text;
    if (text.starts_with("./")) text.remove_prefix(2);
    while (text.starts_with('/')) text.remove_prefix(1);
    return matches_glob(text, path) || matches_glob("content/" + std::string(text), path);
  });
}

std::vector<std::string> named_files(std::string_view bytes, std::string_view output_path,
                                     const SiteConfig& config) {
  NameList names(output_path, config);
  if (is_script(output_path)) {
    read_script(bytes, names);
    return names.take();
  }
  const LinkedFileKind kind = linked_file_kind(output_path);
  const LinkScan scan = scan_links(bytes, kind);
  if (scan.base) names.base(*scan.base);
  for (const FoundLink& link : scan.links) names.link(link.url);
  for (const std::string_view script : scan.scripts) read_script(script, names);
  if (kind == LinkedFileKind::Json) {
    for (const JsonString& string : find_json_strings(bytes)) names.string_of_script(string.value);
  }
  return names.take();
}

std::vector<bool> published_assets(const Site& site, const std::set<std::string_view>& named,
                                   NamedFilesCache& cache, Diagnostics& diagnostics) {
  return FileSettler(site, cache, diagnostics).run(named);
}

void hold_redirects(Site& site, Diagnostics& diagnostics) {
  if (site.held.empty()) return;
  std::vector<std::size_t> held;
  std::vector<std::size_t> live;
  for (const auto& [path, page] : site.held) add_assets_of(site, *page.document, held);
  if (!held.empty()) {
    for (const Page& page : site.pages) add_assets_of(site, *page.document, live);
  }
  const auto has = [](const std::vector<std::size_t>& list, std::size_t one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  };
  std::erase_if(site.redirects, [&](const Redirect& redirect) {
    const auto asset = asset_of(site, redirect);
    const DataSet* set = redirect.to.starts_with('/')
                             ? site.data.find(data_set_of_path(std::string_view(redirect.to).substr(1)))
                             : nullptr;
    const bool waits =
        (asset && has(held, *asset) && !has(live, *asset)) || (set != nullptr && !set->published);
    if (waits)
      diagnostics.info(
          "redirect/held-back", redirect.place,
          redirect.from + " leads nowhere until a page that uses " + redirect.to + " is published",
          "the redirect goes out together with the page");
    return waits;
  });
}

void report_unused(const SourcePtr& file, std::string hint, Diagnostics& diagnostics) {
  // A place without bytes: the file may be a picture.
  diagnostics.warning("file/unused", {std::make_shared<const SourceFile>(file->path(), std::string()), {}},
                      "nothing that is published uses this file (" +
                          directives::file_size_text(file->text().size()) + "), so it stays at home",
                      std::move(hint));
}

}  // namespace gazette
