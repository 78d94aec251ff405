// Verdicts on other servers' answers.
#include "checks/links/external_verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/links/link_judge.h"

namespace gazette {
namespace {

/// Statuses in words that mean something to an author.
std::string_view status_words(int status) {
  switch (status) {
    case 401:
      return "a login is needed";
    case 403:
      return "the host refuses, perhaps only programs";
    case 404:
      return "not found";
    case 410:
      return "gone for good";
    case 429:
      return "the host asks to be left alone for a while";
    case 451:
      return "withheld for legal reasons";
    case 500:
      return "the host has a fault";
    case 503:
      return "the host is too busy or under maintenance";
    case 502:
    case 504:
      return "a machine behind the host does not answer";
    case 999:
      return "the host refuses programs";
    default:
      return {};
  }
}

std::string status_message(int status) {
  const std::string_view words = status_words(status);
  return words.empty() ? fmt::format("the host answers {}", status)
                       : fmt::format("the host answers {}: {}", status, words);
}

enum class BodyKind { Html, Xml, Svg, Other };

BodyKind body_kind(std::string_view content_type, std::string_view body) {
  const std::string type = to_lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
  if (type == "text/html") return BodyKind::Html;
  if (type == "application/xhtml+xml") return BodyKind::Xml;
  if (type == "image/svg+xml") return BodyKind::Svg;
  if (!type.empty()) return BodyKind::Other;
  const std::string start = to_lower_ascii(trim(body.substr(0, 512)));
  return start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<!--")
             ? BodyKind::Html
             : BodyKind::Other;
}

/// A page that scripts fill: hardly any text, and a script.
bool is_empty_shell(const LinkScan& page) {
  constexpr std::size_t kHardlyAny = 120;
  return page.has_script && page.text_characters < kHardlyAny && page.ids.size() < 3;
}

FragmentResult look_for(const LinkScan& page, const std::string& fragment, bool complete) {
  if (finds_element(page.ids, fragment)) return FragmentResult::Found;
  const std::string decoded = percent_decode_lenient(fragment);
  // Some hosts prefix the ids that their users write and let a script find them.
  if (std::binary_search(page.ids.begin(), page.ids.end(), std::string_view("user-content-" + decoded)))
    return FragmentResult::Found;
  const bool for_script =
      decoded.starts_with("/") || decoded.starts_with("!") || decoded.find('=') != std::string::npos;
  if (for_script && page.has_script) return FragmentResult::NotLooked;
  return complete && !is_empty_shell(page) ? FragmentResult::Missing : FragmentResult::CannotTell;
}

/// Neither right nor wrong can be told from such a status: the host refuses, is busy or has a fault that
/// passes.
bool is_uncertain_status(int status) {
  switch (status) {
    case 401:
    case 403:
    case 406:
    case 407:
    case 408:
    case 421:
    case 423:
    case 425:
    case 429:
    case 430:
    case 451:
    case 999:
      return true;
    default:
      return (status > 501 && status < 600 && status != 505) || (status >= 300 && status < 400);
  }
}

/// Where a copy of a page that is gone may be found; no request is made.
std::string archive_hint(std::string_view address) {
  return fmt::format("an archived copy may be at https://web.archive.org/web/{}", address);
}

}  // namespace

bool may_pass(int status) {
  return status == 408 || status == 425 || status == 429 ||
         (status >= 500 && status < 600 && status != 501 && status != 505);
}

bool may_pass(NetFault fault) {
  return fault == NetFault::Broken || fault == NetFault::Closed || fault == NetFault::Refused ||
         fault == NetFault::LookupFailed;
}

LinkFinding verdict_on_status(int status, std::string_view address) {
  if (status >= 200 && status < 300)
    return {LinkStatus::Ok, Severity::Info, "link/checked", fmt::format("the host answers {}", status), {},
            false};
  if (is_uncertain_status(status)) {
    return link_warning("link/unknown",
                        fmt::format("cannot tell whether this works: {}", status_message(status)),
                        "open it in a browser");
  }
  return link_error("link/broken", status_message(status),
                    status == 404 || status == 410 ? archive_hint(address) : "");
}

LinkFinding verdict_on_fault(NetFault fault, const std::string& detail, std::string_view address) {
  switch (fault) {
    case NetFault::NoSuchHost:
    case NetFault::Refused:
      return link_error("link/broken", detail, archive_hint(address));
    case NetFault::NotHttp:
    case NetFault::TooLarge:
      return link_error("link/broken", detail);
    case NetFault::Certificate:
    case NetFault::NoTls:
      return link_error("link/tls", detail, "readers see a warning instead of the page");
    case NetFault::Authority:
      return link_warning("link/tls", detail, "open it in a browser");
    case NetFault::PrivateAddress:
      return link_warning("link/private", fmt::format("not asked: {}", detail));
    default:
      return link_warning("link/unknown", fmt::format("cannot tell whether this works: {}", detail),
                          "open it in a browser");
  }
}

std::vector<std::pair<std::string, FragmentResult>> look_for_fragments(
    const std::vector<std::string>& fragments, std::string body, std::string_view content_type,
    bool complete) {
  std::vector<std::pair<std::string, FragmentResult>> results;
  const BodyKind kind = body_kind(content_type, body);
  const std::string text =
      kind == BodyKind::Other ? std::string() : body_as_utf8(std::move(body), content_type);
  LinkScan page;
  if (kind == BodyKind::Html) page = scan_links(text, LinkedFileKind::Html);
  if (kind == BodyKind::Xml) page = scan_links(text, LinkedFileKind::Xhtml);
  if (kind == BodyKind::Svg) page = scan_links(text, LinkedFileKind::Svg);
  std::sort(page.ids.begin(), page.ids.end());
  for (const std::string& fragment : fragments) {
    const auto element = element_fragment(fragment);
    const bool looked =
        element && kind != BodyKind::Other && !(kind == BodyKind::Svg && element->starts_with("svgView("));
    results.emplace_back(fragment, looked ? look_for(page, *element, complete) : FragmentResult::NotLooked);
  }
  return results;
}

}  // namespace gazette
