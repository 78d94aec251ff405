// Rules on the page as a whole: its title, its refreshing, zooming and turning.

#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/name_computation.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

constexpr double kTwentyHours = 72'000;

void check_title(const AccessiblePage& page, RuleReport& report) {
  if (report.options().embedded) return;
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "title")) continue;
    // Browsers take the first title wherever it stands, and look at no other.
    if (flatten_text(document.text_content(id)).empty()) {
      report.add(id, "the page's title is empty", "say what the page is about: <title>Contact us</title>");
    }
    return;
  }
  const HtmlNodeId at = document.node(document.head()).implied ? document.html() : document.head();
  report.add(at, "the page has no title", "add <title>…</title> to the head");
}

/// The HTML standard's "shared declarative refresh steps"; nothing when the text asks for no refresh.
std::optional<double> refresh_seconds(std::string_view content) {
  std::size_t at = 0;
  const auto skip_space = [&] {
    while (at < content.size() && is_ascii_space(content[at])) ++at;
  };
  skip_space();
  const std::size_t begin = at;
  while (at < content.size() && is_ascii_digit(content[at])) ++at;
  double seconds = 0;
  if (at == begin) {
    if (at >= content.size() || content[at] != '.') return std::nullopt;
  } else {
    std::from_chars(content.data() + begin, content.data() + at, seconds);
  }
  while (at < content.size() && (is_ascii_digit(content[at]) || content[at] == '.')) ++at;
  if (at == content.size()) return seconds;
  if (content[at] != ';' && content[at] != ',' && !is_ascii_space(content[at])) return std::nullopt;
  return seconds;
}

void check_refresh(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    // Inside noscript it is for the few without scripts.
    if (!document.is_html(id, "meta") || document.ancestor(id, "noscript") != kNoHtmlNode ||
        !equals_ignoring_case(document.attribute_value(id, "http-equiv"), "refresh"))
      continue;
    const auto seconds = refresh_seconds(document.attribute_value(id, "content"));
    if (!seconds) continue;
    if (*seconds > 0) {
      Diagnostic& finding = report.add(
          id,
          "the page changes by itself after " + std::to_string(static_cast<long long>(*seconds)) + " seconds",
          "redirect at once (0), on the server, or let readers follow a link");
      if (*seconds > kTwentyHours) {
        finding.act = {"bisz58"};
        finding.wcag = {"2.2.4", "3.2.5"};
      }
    }
    return;  // the first one that can be read is the one that counts
  }
}

/// The number a viewport value stands for (CSS Device Adaptation 1, section 10).
double viewport_number(std::string_view value) {
  if (value == "yes") return 1;
  if (value == "no") return 0;
  if (value == "device-width" || value == "device-height") return 10;
  double number = 0;
  if (value.starts_with('+')) value.remove_prefix(1);
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
  return fault == std::errc{} ? number : 0;
}

/// What a viewport says of zooming, in the author's words; the last of several counts.
struct ViewportZoom {
  std::optional<std::string> user_scalable;
  std::optional<std::string> maximum_scale;
};

/// CSS Device Adaptation 1, section 10.3: anything may stand between a name and its `=`.
ViewportZoom read_viewport(std::string_view content) {
  constexpr std::string_view kSpace = " \t\r\n\f";
  constexpr std::string_view kSeparators = ",;";
  ViewportZoom zoom;
  const std::string text = to_lower_ascii(content);
  const auto is_one_of = [&](std::size_t at, std::string_view set) { return set.find(text[at]) != set.npos; };
  for (std::size_t at = 0; at < text.size();) {
    if (is_one_of(at, kSpace) || is_one_of(at, kSeparators) || text[at] == '=') {
      ++at;
      continue;
    }
    const std::size_t name_end = std::min(text.find_first_of(" \t\r\n\f,;=", at), text.size());
    const std::string_view name = std::string_view(text).substr(at, name_end - at);
    at = std::min(text.find_first_of(",;=", name_end), text.size());
    if (at == text.size() || is_one_of(at, kSeparators)) continue;
    while (at < text.size() && (is_one_of(at, kSpace) || text[at] == '=')) ++at;
    if (at == text.size() || is_one_of(at, kSeparators)) continue;
    const std::size_t value_end = std::min(text.find_first_of(" \t\r\n\f,;=", at), text.size());
    const std::string value = text.substr(at, value_end - at);
    if (name == "user-scalable") zoom.user_scalable = value;
    // A negative scale is dropped.
    if (name == "maximum-scale" && viewport_number(value) >= 0) zoom.maximum_scale = value;
    at = value_end;
  }
  return zoom;
}

void check_viewport(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "meta") ||
        !equals_ignoring_case(document.attribute_value(id, "name"), "viewport"))
      continue;
    const HtmlAttribute* content = document.attribute(id, "content");
    if (content == nullptr) continue;
    const ViewportZoom zoom = read_viewport(content->value);
    if (zoom.user_scalable && std::abs(viewport_number(*zoom.user_scalable)) < 1) {
      report.add(id, content->value_span,
                 "the viewport forbids zooming: user-scalable=" + *zoom.user_scalable,
                 "leave user-scalable out");
    } else if (zoom.maximum_scale && viewport_number(*zoom.maximum_scale) < 2) {
      report.add(id, content->value_span,
                 "the viewport keeps readers from zooming to 200%: maximum-scale=" + *zoom.maximum_scale,
                 "leave maximum-scale out");
    }
  }
}

/// Whether turning by `degrees` puts a page on its side.
bool is_quarter_turn(double degrees) {
  const double rest = std::fmod(std::fmod(degrees, 180) + 180, 180);
  return std::abs(rest - 90) < 1;
}

bool has_visible_content(const AccessiblePage& page, HtmlNodeId id) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId below = id; below < document.node(id).subtree_end; ++below) {
    const HtmlNode& node = document.node(below);
    if (node.kind == NodeKind::Text && !trim(node.text).empty() && page.is_visible(node.parent)) return true;
    if (node.kind == NodeKind::Element && page.is_visible(below) &&
        (node.name == "img" || node.name == "svg" || node.name == "input" || node.name == "video"))
      return true;
  }
  return false;
}

void check_orientation(const AccessiblePage& page, RuleReport& report) {
  if (!page.sheets().depends_on_orientation()) return;
  const HtmlDocument& document = page.document();
  const ComputedStyles portrait(document, page.sheets(), MediaOrientation::Portrait);
  const ComputedStyles landscape(document, page.sheets(), MediaOrientation::Landscape);
  for (HtmlNodeId id : page.elements()) {
    const double turn = portrait.of(id).rotation - landscape.of(id).rotation;
    if (!is_quarter_turn(turn) || !has_visible_content(page, id)) continue;
    report.add(id, describe_element(document, id) + " is turned on its side when the screen is turned",
               "let the page follow the screen in both orientations");
  }
}

constexpr AccessibilityRule kDocumentRules[] = {
    {{"a11y/page-title", Severity::Error, "Page without a title", "WCAG 2.2 2.4.2, ACT 2779a5, technique H25",
      "2.4.2", "2779a5",
      "The title is the first thing a screen reader says and what stands on the tab, in bookmarks and in "
      "search results. "
      "Give each page a title of its own that says what it is about.",
      "<head></head>", "<head><title>Annual report 2019/20</title></head>"},
     check_title},
    {{"a11y/meta-refresh", Severity::Error, "Page that reloads or leaves by itself",
      "WCAG 2.2 2.2.1, 2.2.4 and 3.2.5, ACT bc659a and bisz58, failures F40 and F41", "2.2.1 2.2.4 3.2.5",
      "bc659a bisz58",
      "Readers who are slow, or who listen to the page, lose their place when it changes under them. "
      "Redirect at once or on the server instead.",
      "<meta http-equiv=\"refresh\" content=\"30; url=/new/\">",
      "<meta http-equiv=\"refresh\" content=\"0; url=/new/\">"},
     check_refresh},
    {{"a11y/viewport-zoom", Severity::Error, "Viewport that forbids zooming", "WCAG 2.2 1.4.4, ACT b4f0c3",
      "1.4.4", "b4f0c3",
      "People with low vision enlarge the page. A viewport that forbids it, or stops below twice the size, "
      "locks them out on a phone.",
      "<meta name=\"viewport\" content=\"width=device-width, maximum-scale=1\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"},
     check_viewport},
    {{"a11y/orientation", Severity::Error, "Page that only works in one orientation",
      "WCAG 2.2 1.3.4, ACT b33eff, failure F97", "1.3.4", "b33eff",
      "Some people have their screen fixed to a wheelchair and cannot turn it. Do not rotate the content "
      "against the orientation of the screen.",
      "@media (orientation: portrait) { body { transform: rotate(90deg) } }",
      "@media (orientation: portrait) { body { font-size: 1.1rem } }"},
     check_orientation},
};

}  // namespace

std::span<const AccessibilityRule> document_rules() {
  return kDocumentRules;
}

}  // namespace gazette
