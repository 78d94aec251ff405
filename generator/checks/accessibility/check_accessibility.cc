#include "checks/accessibility/check_accessibility.h"

#include <array>
#include <vector>

#include "base/text.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

constexpr std::array<std::span<const AccessibilityRule> (*)(), 14> kGroups{
    document_rules,  language_rules,  name_rules,  label_rules, aria_attribute_rules,
    aria_role_rules, focus_rules,     form_rules,  table_rules, text_spacing_rules,
    contrast_rules,  structure_rules, media_rules, markup_rules};

/// Frames in frames in frames end somewhere.
constexpr int kMaxFrames = 4;

bool is_html_file(std::string_view path) {
  const std::string lower = to_lower_ascii(path);
  for (std::string_view other : {".svg", ".xml", ".js", ".css", ".json", ".txt", ".rdf", ".atom", ".rss"}) {
    if (lower.ends_with(other)) return false;
  }
  return true;
}

bool is_xml_text(std::string_view text) {
  text = trim(text);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text.starts_with("<?xml") && text.find("<html") == std::string_view::npos;
}

void check_page(const HtmlDocument& document, const StyleSheets& sheets, const AccessibilityOptions& options,
                int depth, Diagnostics& diagnostics);

/// A page of its own in an attribute. Its findings point at the attribute, the one place an author can mend.
void check_frames(const HtmlDocument& document, const AccessibilityOptions& options, int depth,
                  Diagnostics& diagnostics) {
  if (depth >= kMaxFrames) return;
  for (HtmlNodeId id = 0; id < document.page_end(); ++id) {
    if (!document.is_html(id, "iframe")) continue;
    const HtmlAttribute* attribute = document.attribute(id, "srcdoc");
    if (attribute == nullptr) continue;
    Diagnostics inner_diagnostics;
    const auto source =
        std::make_shared<SourceFile>(document.source()->path(), std::string(attribute->value));
    const HtmlDocument inner = parse_html(source, inner_diagnostics);
    AccessibilityOptions inner_options = options;
    inner_options.embedded = true;
    inner_options.place_of_all =
        options.place_of_all.source ? options.place_of_all : document.place(attribute->value_span);
    if (inner.readable()) check_page(inner, StyleSheets::of(inner), inner_options, depth + 1, diagnostics);
  }
}

void check_page(const HtmlDocument& document, const StyleSheets& sheets, const AccessibilityOptions& options,
                int depth, Diagnostics& diagnostics) {
  const AccessiblePage page(document, sheets);
  for (const auto group : kGroups) {
    for (const AccessibilityRule& rule : group()) {
      RuleReport report(page, rule.rule, options, diagnostics);
      rule.check(page, report);
    }
  }
  check_frames(document, options, depth, diagnostics);
}

}  // namespace

Diagnostic& RuleReport::add(HtmlNodeId element, std::string message, std::string hint) {
  return add(element, page_.document().place(element).span, std::move(message), std::move(hint));
}

Diagnostic& RuleReport::add(HtmlNodeId element, Span span, std::string message, std::string hint) {
  // What the parser had to open again stands in the source once, and is judged there.
  if (page_.document().node(element).copied || ++count_ > kMost) return beyond_;
  const Place place = options_.place_of_all.source ? options_.place_of_all : page_.document().place(span);
  Diagnostic diagnostic;
  diagnostic.severity = rule_.severity;
  diagnostic.rule = rule_.id;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  diagnostic.place = place;
  diagnostic.selector = css_selector(page_.document(), element);
  for (std::string_view word : words_of(rule_.wcag)) diagnostic.wcag.emplace_back(word);
  for (std::string_view word : words_of(rule_.act)) diagnostic.act.emplace_back(word);
  return diagnostics_.add(std::move(diagnostic));
}

std::string describe_element(const HtmlDocument& document, HtmlNodeId element) {
  std::string text = "<" + std::string(document.node(element).name);
  for (std::string_view name : {"id", "class"}) {
    const std::string_view value = document.attribute_value(element, name);
    if (value.empty() || value.size() > 30) continue;
    text += " " + std::string(name) + "=\"" + std::string(value) + "\"";
    break;
  }
  return text + ">";
}

void check_accessibility(const HtmlDocument& document, const StyleSheets& sheets,
                         const AccessibilityOptions& options, Diagnostics& diagnostics) {
  if (!document.readable() || document.html() == kNoHtmlNode) return;
  if (!is_html_file(document.source()->path()) || is_xml_text(document.source()->text())) return;
  check_page(document, sheets, options, 0, diagnostics);
}

std::span<const Rule> accessibility_rules() {
  static const std::vector<Rule> all = [] {
    std::vector<Rule> rules;
    for (const auto group : kGroups) {
      for (const AccessibilityRule& rule : group()) rules.push_back(rule.rule);
    }
    return rules;
  }();
  return all;
}

}  // namespace gazette
