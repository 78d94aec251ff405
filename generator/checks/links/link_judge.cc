// Verdicts without the network.
#include "checks/links/link_judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "checks/links/address_forms.h"
#include "formats/url_host.h"

namespace gazette {
namespace {

constexpr int kMaxRedirects = 10;

bool is_loaded(LinkKind kind) {
  return kind == LinkKind::Image || kind == LinkKind::Media || kind == LinkKind::Script ||
         kind == LinkKind::Stylesheet || kind == LinkKind::Resource || kind == LinkKind::Frame;
}

/// Faults in what only machines read are worth a warning, no more.
bool is_minor(LinkKind kind) {
  return kind == LinkKind::Data || kind == LinkKind::Paint;
}

bool matches(std::string_view pattern, std::string_view text) {
  // The classic walk for `*`: on a mismatch, let the last star take one character more.
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

JudgedLink internal(LinkFinding finding) {
  JudgedLink judged;
  judged.finding = std::move(finding);
  judged.internal = true;
  return judged;
}

LinkFinding soften(LinkFinding finding, const FoundLink& link) {
  if (is_minor(link.kind) && finding.status == LinkStatus::Broken) {
    finding.status = LinkStatus::Warn;
    finding.severity = Severity::Warning;
  }
  return finding;
}

bool has_id(const std::vector<std::string_view>& sorted_ids, std::string_view id) {
  return std::binary_search(sorted_ids.begin(), sorted_ids.end(), id);
}

/// Whether an address matches one of the patterns of LinkOptions::exclude.
bool matches_any(const std::vector<std::string>& patterns, std::string_view url) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern.find('*') == std::string::npos ? url.starts_with(pattern) : matches(pattern, url);
  });
}

/// "page", "image", "style sheet": what a reader misses when the address leads nowhere.
std::string_view link_target_noun(LinkKind kind) {
  switch (kind) {
    case LinkKind::Image:
    case LinkKind::Share:
      return "image";
    case LinkKind::Media:
      return "media file";
    case LinkKind::Script:
      return "script";
    case LinkKind::Stylesheet:
      return "style sheet";
    case LinkKind::Resource:
    case LinkKind::Reference:
    case LinkKind::Paint:
      return "file";
    default:
      return "page";
  }
}

/// Whether a script of the page could act on an address like `#/settings`: one in a file, or one that
/// mentions what such scripts need.
bool could_read_fragments(const LinkScan& page) {
  if (page.has_script_file) return true;
  return std::any_of(page.scripts.begin(), page.scripts.end(), [](std::string_view script) {
    return script.find("hash") != std::string_view::npos || script.find("location") != std::string_view::npos;
  });
}

}  // namespace

std::optional<std::string> element_fragment(std::string_view fragment) {
  fragment = fragment.substr(0, std::min(fragment.find(":~:"), fragment.size()));
  if (fragment.empty() || equals_ignoring_case(percent_decode_lenient(fragment), "top")) return std::nullopt;
  return std::string(fragment);
}

bool finds_element(const std::vector<std::string_view>& sorted_ids, const std::string& fragment) {
  return has_id(sorted_ids, fragment) || has_id(sorted_ids, percent_decode_lenient(fragment));
}

JudgedLink LinkJudge::judge(std::size_t from, const FoundLink& link, Url& url) const {
  JudgedLink skipped;
  if (link.kind == LinkKind::Hint) {
    skipped.finding = link_skipped("names a host or a format, not a page");
    return skipped;
  }
  const std::string_view written = trim(link.url);
  if (written.empty()) return judge_empty(link);
  const bool own_document =
      link.kind == LinkKind::ImageMap || link.kind == LinkKind::Reference || link.kind == LinkKind::Paint;
  if (own_document && written.front() == '#') return judge_same_document(from, link);
  UrlFault fault = UrlFault::None;
  if (!parse_url_into(url, link.url, &files_[from].base, &fault)) {
    skipped.finding = explain_unreadable(link.url, fault);
    return skipped;
  }
  if (!options_.exclude.empty() && matches_any(options_.exclude, url.text())) {
    skipped.finding = link_skipped("left out by the site's settings");
    return skipped;
  }
  if (!url.is_web()) {
    skipped.finding = check_other_scheme(url, link.url);
    return skipped;
  }
  if (link.kind == LinkKind::PostForm || link.kind == LinkKind::Ping) {
    skipped.finding = link_skipped("takes what readers send; it cannot be tried");
    return skipped;
  }
  LinkFinding repairs = check_repairs(url, link.url);
  if (repairs.status == LinkStatus::Broken) {
    skipped.finding = std::move(repairs);
    return skipped;
  }
  const bool own = index_.is_own(url);
  JudgedLink judged = own ? judge_own(link, url, 0) : judge_external(link, url);
  const bool quiet = judged.finding.status == LinkStatus::Ok || judged.finding.severity == Severity::Info;
  if (quiet && repairs.status == LinkStatus::Warn) {
    judged.finding = std::move(repairs);
  } else if (quiet && own && index_.has_origin() && url.scheme == "http" && index_.root().scheme == "https") {
    judged.finding = link_warning("link/insecure", "this links to the site itself without https",
                                  fmt::format("write {}", url.path));
  } else if (quiet && own && link.kind == LinkKind::Share && url_scheme(link.url).empty()) {
    judged.finding = link_warning("link/malformed", "services that show this image need its whole address",
                                  fmt::format("write {}", url.text()));
  }
  judged.finding = soften(std::move(judged.finding), link);
  return judged;
}

JudgedLink LinkJudge::judge_empty(const FoundLink& link) const {
  JudgedLink judged;
  judged.internal = true;
  const std::string what = link.attribute.empty() ? std::string(link.element) : std::string(link.attribute);
  if (link.kind == LinkKind::Page) {
    judged.finding =
        link_warning("link/empty", fmt::format("this {} is empty: the link leads to the page it is on", what),
                     "write the address, or leave the link out");
  } else if (link.kind == LinkKind::Canonical || link.kind == LinkKind::Share ||
             link.kind == LinkKind::Alternate || link.kind == LinkKind::Related) {
    judged.finding = link_warning("link/empty", fmt::format("this {} is empty", what));
  } else if (link.kind == LinkKind::Image || link.kind == LinkKind::Script ||
             link.kind == LinkKind::Stylesheet || link.kind == LinkKind::Media ||
             link.kind == LinkKind::Resource) {
    judged.finding = link_error("link/empty", fmt::format("this {} is empty: there is no {} to load", what,
                                                          link_target_noun(link.kind)));
  } else if (link.kind == LinkKind::Frame || link.kind == LinkKind::Listing) {
    judged.finding = link_warning("link/empty", fmt::format("this {} is empty", what));
  }
  return judged;
}

/// `#id` in SVG and usemap means something in this very document, whatever its base.
JudgedLink LinkJudge::judge_same_document(std::size_t from, const FoundLink& link) const {
  const ScannedFile& file = files_[from];
  const std::string fragment = percent_decode_lenient(trim(link.url).substr(1));
  if (link.kind == LinkKind::ImageMap) {
    if (std::find(file.scan.maps.begin(), file.scan.maps.end(), fragment) != file.scan.maps.end())
      return internal({});
    return internal(link_error("link/fragment",
                               fmt::format("no map element with the name \"{}\" on this page", fragment)));
  }
  // A style sheet cannot know which page it is used on, and scripts may draw what is missing.
  const bool known = file.kind == LinkedFileKind::Html || file.kind == LinkedFileKind::Xhtml ||
                     file.kind == LinkedFileKind::Svg;
  if (!known || fragment.empty() || has_id(file.scan.ids, fragment)) return internal({});
  return internal(soften(link_error("link/fragment",
                                    fmt::format("no element with the id \"{}\" in this {}", fragment,
                                                file.kind == LinkedFileKind::Svg ? "drawing" : "page"),
                                    did_you_mean(fragment, {file.scan.ids.begin(), file.scan.ids.end()})),
                         link));
}

JudgedLink LinkJudge::judge_external(const FoundLink& link, const Url& url) const {
  JudgedLink judged;
  judged.external = link.kind != LinkKind::Data;
  const HostKind host = classify_host(url.host);
  const bool is_private = host == HostKind::LocalName || host == HostKind::PrivateAddress;
  if (is_private && !options_.external_options.allow_private) {
    judged.external = false;
    judged.finding = link_warning(
        "link/private",
        fmt::format("{} is an address of a private network: readers elsewhere cannot open it", url.host));
    return judged;
  }
  if (url.scheme != "http" || host != HostKind::Name || url.port >= 0) return judged;
  if (is_loaded(link.kind) && index_.root().scheme == "https" && index_.has_origin()) {
    const bool blocked =
        link.kind == LinkKind::Script || link.kind == LinkKind::Stylesheet || link.kind == LinkKind::Frame;
    std::string message =
        fmt::format("this page is read over https, so browsers {} a {} that is loaded over http",
                    blocked ? "block" : "distrust", link_target_noun(link.kind));
    judged.finding = blocked ? link_error("link/insecure", std::move(message), "write https://")
                             : link_warning("link/insecure", std::move(message), "write https://");
  } else if (link.kind == LinkKind::Page || link.kind == LinkKind::Form) {
    judged.finding =
        link_warning("link/insecure", "anybody on the way can read and change what comes over http",
                     "write https:// if the host answers there");
  }
  return judged;
}

JudgedLink LinkJudge::judge_own(const FoundLink& link, const Url& url, int hops) const {
  const std::string_view path = index_.local_path(url);
  // A rule marked with `!` wins over a file; the others are for addresses without one.
  const Target target = index_.find(path);
  if (target.state == TargetState::Missing || target.state == TargetState::NoIndex ||
      target.state == TargetState::EncodedSlash) {
    return judge_missing(link, url, target.state, hops);
  }
  JudgedLink judged;
  judged.internal = true;
  judged.file = target.file;
  if (url.has_fragment) judged.finding = judge_fragment(link, url, target.file);
  if (judged.finding.status != LinkStatus::Ok) return judged;
  if (target.state == TargetState::NeedsSlash) {
    judged.finding = link_warning(
        "link/trailing-slash",
        "this is a folder: the host has to send readers on to the address with a slash at its end",
        fmt::format("write {}/", url.path));
  } else if (target.state == TargetState::DoubledSlash) {
    judged.finding =
        link_warning("link/malformed", "two slashes in a row: some hosts find this page, others do not",
                     "write one slash");
  }
  return judged;
}

JudgedLink LinkJudge::judge_missing(const FoundLink& link, const Url& url, TargetState state,
                                    int hops) const {
  const std::string path(index_.local_path(url));
  if (const auto match = redirects_.find(percent_decode_lenient(path))) {
    if (hops >= kMaxRedirects)
      return internal(
          link_error("link/redirect", fmt::format("the redirects for {} go in a circle", url.path)));
    Url next;
    if (!parse_url_into(next, match->to, &index_.root()))
      return internal(link_error("link/redirect", fmt::format("{} is redirected to `{}`, which is no address",
                                                              url.path, match->to)));
    if (!next.has_fragment && url.has_fragment) {
      next.has_fragment = true;
      next.fragment = url.fragment;
    }
    JudgedLink judged = index_.is_own(next) ? judge_own(link, next, hops + 1) : judge_external(link, next);
    judged.internal = true;
    judged.external = false;
    const bool rewrite = match->redirect->status == 200;
    if (judged.finding.status == LinkStatus::Ok && !rewrite) {
      judged.finding = link_warning("link/redirect", fmt::format("{} has moved", url.path),
                                    fmt::format("link to {} directly", match->to));
    }
    return judged;
  }
  std::string hint;
  std::string message = fmt::format("no {} at {}", link_target_noun(link.kind), url.path);
  JudgedLink judged = internal({});
  if (const auto other = index_.find_ignoring_case(path); other && state != TargetState::EncodedSlash) {
    judged.finding =
        link_error("link/case", std::move(message), fmt::format("capitals count: it is {}", *other));
    return judged;
  }
  if (state == TargetState::NoIndex) {
    message += ": the folder has no index.html";
  } else if (state == TargetState::EncodedSlash) {
    hint = "%2F is part of a name; write / between folders";
  } else {
    const std::string_view written = trim(link.url);
    if (written.starts_with("www.") || written.starts_with("http//") || written.starts_with("https//")) {
      hint = fmt::format("did you mean https://{}?",
                         written.substr(written.starts_with("http") ? written.find("//") + 2 : 0));
    } else {
      judged.missing_path = path;
    }
  }
  judged.finding = link_error("link/broken", std::move(message), std::move(hint));
  return judged;
}

LinkFinding LinkJudge::judge_fragment(const FoundLink& link, const Url& url, std::size_t file) const {
  const ScannedFile& target = files_[file];
  const bool markup = target.kind == LinkedFileKind::Html || target.kind == LinkedFileKind::Xhtml ||
                      target.kind == LinkedFileKind::Svg;
  if (!markup) return {};
  const auto fragment = element_fragment(url.fragment);
  if (!fragment || finds_element(target.scan.ids, *fragment)) return {};
  const std::string shown = percent_decode_lenient(*fragment);
  if (target.kind == LinkedFileKind::Svg &&
      (shown.starts_with("svgView(") || shown.starts_with("xywh=") || shown.starts_with("t=")))
    return {};
  const bool route = shown.starts_with("/") || shown.starts_with("!");
  if (route && could_read_fragments(target.scan))
    return link_skipped("an address inside a page that a script draws");
  std::vector<std::string> ids(target.scan.ids.begin(),
                               target.scan.ids.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                             target.scan.ids.size(), 2000)));
  std::string hint = did_you_mean(shown, ids);
  const auto same = std::find_if(ids.begin(), ids.end(),
                                 [&](const std::string& id) { return to_lower(id) == to_lower(shown); });
  if (same != ids.end()) hint = fmt::format("capitals count: the id is \"{}\"", *same);
  return soften(
      link_error("link/fragment",
                 fmt::format("no element with the id \"{}\" on {}", shown, index_.address(file).path),
                 std::move(hint)),
      link);
}

}  // namespace gazette
