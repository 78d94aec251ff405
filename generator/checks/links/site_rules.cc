// Rules over the whole site.
#include "checks/links/site_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/name_finder.h"
#include "base/path.h"
#include "base/spelling.h"
#include "base/text.h"
#include "checks/links/look_alike.h"
#include "formats/html/character_references.h"
#include "formats/html/markup_tokens.h"
#include "formats/url_host.h"

namespace gazette {
namespace {

/// What stands between the tags of a link, as readers have it: texts and alternative texts.
std::string label_text(std::string_view bytes, Span label) {
  std::string out;
  MarkupTokenizer tokens(bytes.substr(label.begin, label.end - label.begin), MarkupMode::Html);
  MarkupToken token;
  while (tokens.next(token)) {
    if (token.kind == MarkupTokenKind::Text) {
      const std::size_t at = label.begin + token.content.begin;
      out += decode_references(bytes.substr(at, token.content.end - token.content.begin),
                               ReferenceContext::Text);
    } else if (token.kind == MarkupTokenKind::StartTag && token.name == "img") {
      if (const MarkupAttribute* alt = token.find("alt")) {
        out += " " + decode_references(
                         bytes.substr(label.begin + alt->value.begin, alt->value.end - alt->value.begin),
                         ReferenceContext::Attribute);
      }
    }
  }
  return to_lower(collapse_white_space(out));
}

/// Two texts for one thing: one holds the other, or one is the address itself.
bool tell_the_same(std::string_view a, std::string_view b, std::string_view host) {
  if (a.empty() || b.empty()) return true;
  if (a.find(b) != std::string_view::npos || b.find(a) != std::string_view::npos) return true;
  const std::string_view name = without_www(host);
  return a.find(name) != std::string_view::npos || b.find(name) != std::string_view::npos;
}

bool is_page(const ScannedFile& file) {
  return file.kind == LinkedFileKind::Html || file.kind == LinkedFileKind::Xhtml;
}

/// Files that hosts, browsers and search engines ask for without a link.
bool is_asked_for_unlinked(std::string_view path) {
  constexpr std::string_view kNames[] = {"404.html",
                                         "500.html",
                                         "robots.txt",
                                         "favicon.ico",
                                         "sitemap.xml",
                                         "sitemap.xml.gz",
                                         "humans.txt",
                                         "ads.txt",
                                         "security.txt",
                                         "llms.txt",
                                         "CNAME",
                                         "_headers",
                                         "_redirects",
                                         "nginx.conf",
                                         "build.json",
                                         "browserconfig.xml",
                                         "apple-touch-icon.png",
                                         "crossdomain.xml",
                                         "opensearch.xml",
                                         "LICENSE",
                                         "COPYING",
                                         "README",
                                         "objects.inv"};
  const std::string_view name = file_name_of(path);
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames) || path.front() == '.' ||
         path.find("/.") != std::string_view::npos ||
         (name.starts_with("google") && name.ends_with(".html")) || name.starts_with("BingSiteAuth") ||
         name.ends_with(".map") || name.starts_with("LICENSE") || name.starts_with("sitemap");
}

}  // namespace

void check_look_alike_hosts(const SiteLinks& site, const ReportLink& report) {
  if (!site.index.has_origin() || classify_host(site.index.root().host) != HostKind::Name) return;
  const std::string own(without_www(site.index.root().host));
  std::unordered_map<std::string, bool> known;
  for (std::size_t f = 0; f < site.files.size(); ++f) {
    for (const FileLinks::External& external : site.links[f].externals) {
      const auto [entry, fresh] = known.try_emplace(external.host, false);
      if (fresh)
        entry->second =
            classify_host(external.host) == HostKind::Name && is_look_alike(without_www(external.host), own);
      if (entry->second) {
        report(f, external.link,
               link_warning("link/look-alike",
                            fmt::format("{} looks like this site's own host, {}", external.host,
                                        site.index.root().host),
                            fmt::format("did you mean {}?", site.index.root().host)),
               std::nullopt);
      }
    }
  }
}

void check_addresses_with_two_texts(const SiteLinks& site, const ReportLink& report) {
  for (std::size_t f = 0; f < site.files.size(); ++f) {
    struct First {
      std::size_t link;
      std::string text;
    };
    std::map<std::string, First> first;
    std::unordered_set<std::string> told;
    for (const FileLinks::External& external : site.links[f].externals) {
      const FoundLink& link = site.scanned[f].scan.links[external.link];
      if (link.kind != LinkKind::Page || link.label.end <= link.label.begin) continue;
      const std::string address = external.address + "#" + external.fragment;
      std::string text = label_text(site.files[f].bytes, link.label);
      const auto [entry, fresh] = first.try_emplace(address, First{external.link, text});
      if (fresh || tell_the_same(entry->second.text, text, external.host) ||
          !told.insert(address + "\n" + text).second)
        continue;
      report(f, external.link,
             link_note(LinkStatus::Ok, "link/same-address-two-texts",
                       fmt::format("\"{}\" and \"{}\" lead to the same address", entry->second.text, text),
                       "check that both are meant to"),
             entry->second.link);
    }
  }
}

void check_orphan_pages(const SiteLinks& site, const ReportFile& report) {
  const auto start = std::find_if(site.files.begin(), site.files.end(),
                                  [](const LinkedFile& file) { return file.path == "index.html"; });
  if (start == site.files.end()) return;
  std::vector<bool> reached(site.files.size(), false);
  std::vector<std::size_t> open = {static_cast<std::size_t>(start - site.files.begin())};
  reached[open.front()] = true;
  while (!open.empty()) {
    const std::size_t file = open.back();
    open.pop_back();
    for (const std::size_t next : site.links[file].follows) {
      if (reached[next]) continue;
      reached[next] = true;
      open.push_back(next);
    }
  }
  for (std::size_t f = 0; f < site.files.size(); ++f) {
    const LinkScan& scan = site.scanned[f].scan;
    if (reached[f] || !site.files[f].checked || !is_page(site.scanned[f]) || scan.noindex ||
        scan.redirect_stub || is_asked_for_unlinked(site.files[f].path))
      continue;
    report(f, {LinkStatus::Warn, Severity::Warning, "link/orphan-page",
               "no links lead from the start page to this page",
               "link to it from a page that readers find, or take it off the site", true});
  }
}

/// What a script that loads a file has of its name. Of numbered parts ("docs-12.json") it has the beginning
/// alone, and puts the number behind it.
std::string_view name_in_scripts(std::string_view file) {
  if (!file.ends_with(".json")) return file;
  const std::string_view stem = file.substr(0, file.size() - std::string_view(".json").size());
  const std::size_t last = stem.find_last_not_of("0123456789");
  const bool numbered =
      last != std::string_view::npos && last > 0 && last + 1 < stem.size() && stem[last] == '-';
  return numbered ? stem.substr(0, last + 1) : file;
}

void check_unused_assets(const SiteLinks& site, const ReportFile& report) {
  std::vector<bool> used(site.files.size(), false);
  for (std::size_t f = 0; f < site.files.size(); ++f) {
    for (const std::size_t target : site.links[f].uses) used[target] = used[target] || target != f;
  }
  std::vector<std::size_t> unlinked;
  std::vector<std::string_view> names;
  for (std::size_t f = 0; f < site.files.size(); ++f) {
    const std::string& path = site.files[f].path;
    if (used[f] || !site.files[f].checked || is_page(site.scanned[f]) || is_asked_for_unlinked(path))
      continue;
    unlinked.push_back(f);
    names.push_back(name_in_scripts(file_name_of(path)));
  }
  if (unlinked.empty()) return;
  NameFinder in_scripts(std::move(names));  // what scripts may load by name
  for (std::size_t f = 0; f < site.files.size(); ++f) {
    const std::string_view path = site.files[f].path;
    // Gazette's own list of what it built names every file, and uses none.
    if ((path.ends_with(".js") || path.ends_with(".mjs") || path.ends_with(".json")) &&
        file_name_of(path) != "build.json")
      in_scripts.read(site.files[f].bytes);
    for (const std::string_view script : site.scanned[f].scan.scripts) in_scripts.read(script);
  }
  for (std::size_t i = 0; i < unlinked.size(); ++i) {
    if (in_scripts.found(i)) continue;
    report(unlinked[i],
           {LinkStatus::Ok, Severity::Info, "link/unused-asset", "no page or style sheet uses this file",
            "take it off the site, or link to it", true});
  }
}

void check_redirect_table(const SiteIndex& index, const LinkJudge& judge, const RedirectTable& table,
                          Diagnostics& diagnostics) {
  constexpr std::size_t kMostRedirects = 20'000;
  FoundLink link;
  link.kind = LinkKind::Listing;
  std::size_t count = 0;
  for (const SiteRedirect& redirect : table.all()) {
    if (++count > kMostRedirects) break;
    if (redirect.to.find(":splat") != std::string::npos || redirect.to.find("/:") != std::string::npos)
      continue;
    Url url;
    UrlFault fault = UrlFault::None;
    LinkFinding finding;
    if (!parse_url_into(url, redirect.to, &index.root(), &fault)) {
      finding =
          link_error("link/redirect", fmt::format("`{}` is no address to send readers to", redirect.to));
    } else if (index.is_own(url)) {
      link.url = redirect.to;
      finding = judge.judge_own(link, url, 0).finding;
      if (finding.rule == "link/redirect" && finding.status == LinkStatus::Warn) {
        finding = link_warning(
            "link/redirect",
            fmt::format("this redirect leads to another one: {} has moved as well", url.path), finding.hint);
      }
    }
    if (finding.status == LinkStatus::Ok && !redirect.from.ends_with("*") &&
        redirect.from.find("/:") == std::string::npos && redirect.status != 200) {
      const Target hidden = index.find(redirect.from);
      if (hidden.state == TargetState::Found)
        finding = link_warning(
            "link/redirect",
            fmt::format("a file answers {}, so hosts may never look at this redirect", redirect.from),
            "remove the file or the redirect");
    }
    if (finding.status != LinkStatus::Warn && finding.status != LinkStatus::Broken) continue;
    Diagnostic diagnostic;
    diagnostic.severity = finding.severity;
    diagnostic.rule = finding.rule;
    diagnostic.message = std::move(finding.message);
    diagnostic.hint = std::move(finding.hint);
    diagnostic.place = redirect.place;
    diagnostic.url = redirect.to;
    diagnostic.status = link_status_name(finding.status);
    diagnostics.add(std::move(diagnostic));
  }
}

}  // namespace gazette
