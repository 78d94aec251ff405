// Good practice on the shape of a page: landmarks, headings, ways past the menu, links that open windows.

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

// Fewer stops than this before the content are no burden.
constexpr std::size_t kManyStops = 6;

std::vector<HtmlNodeId> with_role(const AccessiblePage& page, std::string_view role) {
  std::vector<HtmlNodeId> found;
  for (HtmlNodeId id : page.elements()) {
    if (page.has_role(id, role) && page.is_exposed(id)) found.push_back(id);
  }
  return found;
}

/// Frames and pages without anything to read have no shape to judge.
bool has_shape(const AccessiblePage& page, const RuleReport& report) {
  const HtmlDocument& document = page.document();
  if (report.options().embedded || document.body() == kNoHtmlNode ||
      document.is_html(document.body(), "frameset"))
    return false;
  // A page that only sends the reader on is never read.
  for (HtmlNodeId id : page.elements()) {
    if (document.is_html(id, "meta") &&
        equals_ignoring_case(document.attribute_value(id, "http-equiv"), "refresh"))
      return false;
  }
  return document.node(document.body()).subtree_end > document.body() + 2;
}

void check_main(const AccessiblePage& page, RuleReport& report) {
  if (!has_shape(page, report)) return;
  const std::vector<HtmlNodeId> mains = with_role(page, "main");
  if (mains.empty())
    report.add(page.document().body(), "the page has no main landmark",
               "put its content into a main element");
  if (mains.size() > 1) report.add(mains[1], "the page has a second main landmark", "keep one main element");
}

int heading_level(const HtmlDocument& document, HtmlNodeId id) {
  int level = 0;
  const std::string_view written = trim(document.attribute_value(id, "aria-level"));
  std::from_chars(written.data(), written.data() + written.size(), level);
  const std::string_view name = document.node(id).name;
  if (level == 0 && name.size() == 2 && name[0] == 'h') level = name[1] - '0';
  return level > 0 ? level : 2;
}

void check_one_h1(const AccessiblePage& page, RuleReport& report) {
  if (!has_shape(page, report)) return;
  std::vector<HtmlNodeId> first_level;
  const std::vector<HtmlNodeId> headings = with_role(page, "heading");
  std::copy_if(headings.begin(), headings.end(), std::back_inserter(first_level),
               [&](HtmlNodeId id) { return heading_level(page.document(), id) == 1; });
  if (first_level.empty())
    report.add(headings.empty() ? page.document().body() : headings[0], "the page has no h1",
               "begin its content with one h1 that says what it is about");
  if (first_level.size() > 1) report.add(first_level[1], "the page has more than one h1", "make this an h2");
}

void check_heading_order(const AccessiblePage& page, RuleReport& report) {
  int before = 0;
  for (HtmlNodeId id : with_role(page, "heading")) {
    const int level = heading_level(page.document(), id);
    if (before > 0 && level > before + 1) {
      report.add(
          id,
          "this heading leaps from level " + std::to_string(before) + " to level " + std::to_string(level),
          "make it an h" + std::to_string(before + 1));
    }
    before = level;
  }
}

/// A link to a place on this page, or a heading to leap to, lets the keyboard pass the menu.
void check_skip_link(const AccessiblePage& page, RuleReport& report) {
  if (!has_shape(page, report)) return;
  const HtmlDocument& document = page.document();
  const std::vector<HtmlNodeId> mains = with_role(page, "main");
  if (mains.empty()) return;
  std::vector<HtmlNodeId> stops;
  for (HtmlNodeId id : page.elements()) {
    if (id >= mains[0]) break;
    if (page.facts(id).tabbable) stops.push_back(id);
  }
  if (stops.size() < kManyStops) return;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string_view address = document.attribute_value(stops[i], "href");
    if (!address.starts_with('#')) continue;
    const std::string id = percent_decode(address.substr(1)).value_or("");
    if (document.element_by_id(id) != kNoHtmlNode) return;
  }
  report.add(
      stops[0],
      std::to_string(stops.size()) + " stops of the Tab key lie before the content, and no link past them",
      "make the first link one to the main content: <a href=\"#main\">Skip to content</a>");
}

void check_landmark_names(const AccessiblePage& page, RuleReport& report) {
  for (std::string_view role :
       {"navigation", "complementary", "region", "form", "search", "banner", "contentinfo"}) {
    std::map<std::string, HtmlNodeId> names;
    for (HtmlNodeId id : with_role(page, role)) {
      if (role == "form" && page.name(id).empty()) continue;  // a form without a name is no landmark
      if (names.emplace(page.name(id), id).second) continue;
      report.add(id, "two " + std::string(role) + " landmarks have the same name",
                 "tell them apart with aria-label: \"Main\", \"On this page\"");
    }
  }
}

void check_list_items(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const std::string_view name = document.node(id).name;
    const bool item = name == "li";
    if (!(item || name == "dt" || name == "dd") || !page.is_exposed(id) || page.facts(id).written != nullptr)
      continue;
    HtmlNodeId parent = document.parent_element(id);
    if (!item && parent != kNoHtmlNode && document.is_html(parent, "div"))
      parent = document.parent_element(parent);
    const std::string_view around = parent == kNoHtmlNode ? std::string_view{} : document.node(parent).name;
    const bool fine = item ? around == "ul" || around == "ol" || around == "menu" ||
                                 (parent != kNoHtmlNode && page.has_role(parent, "list"))
                           : around == "dl";
    if (fine) continue;
    report.add(id, "this " + std::string(name) + " stands outside a list",
               item ? "put it into a ul or ol" : "put it into a dl");
  }
}

void check_new_window(const AccessiblePage& page, RuleReport& report) {
  constexpr std::array<std::string_view, 8> kHints{"new tab",      "new window",    "opens in",
                                                   "newydd",       "neues fenster", "nouvel onglet",
                                                   "nouvelle fen", "external"};
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!(document.is_html(id, "a") || document.is_html(id, "area")) || !document.has_attribute(id, "href") ||
        !page.is_exposed(id))
      continue;
    const HtmlAttribute* target = document.attribute(id, "target");
    if (target == nullptr || !equals_ignoring_case(target->value, "_blank")) continue;
    const std::string said = to_lower(page.name(id) + " " + page.description(id));
    if (std::any_of(kHints.begin(), kHints.end(),
                    [&](std::string_view hint) { return said.find(hint) != std::string::npos; }))
      continue;
    report.add(id, target->value_span, "this link opens a new window without saying so",
               "take target off, or end the link with \"(opens in new tab)\"");
  }
}

void check_references(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    for (std::string_view name : {"aria-labelledby", "aria-describedby", "for"}) {
      const HtmlAttribute* attribute = document.attribute(id, name);
      if (attribute == nullptr || (name == "for" && !document.is_html(id, "label"))) continue;
      for (std::string_view word : words_of(attribute->value)) {
        if (document.element_by_id(word) != kNoHtmlNode) continue;
        report.add(
            id, attribute->value_span,
            std::string(name) + " names \"" + std::string(word) + "\", but nothing on the page has that id",
            "correct the id");
        break;
      }
    }
  }
}

constexpr AccessibilityRule kStructureRules[] = {
    {{"a11y/main-landmark", Severity::Warning, "Page without one main landmark",
      "WCAG 2.2 1.3.1, technique ARIA11", "1.3.1", "",
      "Screen readers leap to the main part of a page with one key, where there is one.",
      "<div id=\"content\">", "<main id=\"content\">"},
     check_main},
    {{"a11y/one-h1", Severity::Warning, "Page without exactly one h1", "WCAG 2.2 1.3.1, technique H42",
      "1.3.1", "",
      "The h1 says what the page is about and where its content begins. None, or several, leave the reader "
      "guessing.",
      "<h2>Neglect</h2>", "<h1>Neglect</h1>"},
     check_one_h1},
    {{"a11y/heading-order", Severity::Warning, "Heading that leaves out a level",
      "WCAG 2.2 1.3.1, technique G141", "1.3.1", "",
      "Headings make the contents list that screen readers show. A level left out looks like a part that is "
      "missing.",
      "<h2>Plans</h2> <h4>Reviews</h4>", "<h2>Plans</h2> <h3>Reviews</h3>"},
     check_heading_order},
    {{"a11y/skip-link", Severity::Warning, "No way past the menu", "WCAG 2.2 2.4.1, technique G1", "2.4.1",
      "",
      "Who uses the keyboard must pass every link of the menu on every page, unless the first link leads to "
      "the content.",
      "<body><nav>…", "<body><a href=\"#main\">Skip to content</a><nav>…"},
     check_skip_link},
    {{"a11y/landmark-name", Severity::Warning, "Landmarks that cannot be told apart",
      "WAI-ARIA Authoring Practices, technique ARIA6", "", "",
      "A list of landmarks that says \"navigation\" three times helps nobody to choose.",
      "<nav>…</nav> <nav>…</nav>",
      "<nav aria-label=\"Main\">…</nav> <nav aria-label=\"On this page\">…</nav>"},
     check_landmark_names},
    {{"a11y/list-item", Severity::Warning, "List item outside a list", "WCAG 2.2 1.3.1, technique H48",
      "1.3.1", "",
      "Outside its list an item is not counted, and screen readers do not say that there is a list at all.",
      "<div><li>One</li></div>", "<ul><li>One</li></ul>"},
     check_list_items},
    {{"a11y/new-window", Severity::Warning, "Link that opens a new window unsaid",
      "WCAG 2.2 3.2.5, technique G201", "3.2.5", "",
      "In a new window the back button does nothing, and those who do not see the change wonder why.",
      "<a href=\"https://example.org/\" target=\"_blank\">Example</a>",
      "<a href=\"https://example.org/\">Example</a>"},
     check_new_window},
    {{"a11y/reference", Severity::Warning, "Reference to an id that is not there",
      "WCAG 2.2 1.3.1, technique ARIA16", "1.3.1", "",
      "A label or description that points at nothing is lost on those who need it.",
      "<input aria-describedby=\"hint\">",
      "<input aria-describedby=\"hint\"> <p id=\"hint\">As on your card</p>"},
     check_references},
};

}  // namespace

std::span<const AccessibilityRule> structure_rules() {
  return kStructureRules;
}

}  // namespace gazette
