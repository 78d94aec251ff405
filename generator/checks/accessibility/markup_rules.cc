// Faults of the markup itself that make programs disagree about a page.

#include <algorithm>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

void check_unique_ids(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const HtmlAttribute* attribute = document.attribute(id, "id");
    if (attribute == nullptr || attribute->value.empty()) continue;
    const HtmlNodeId first = document.element_by_id(attribute->value);
    if (first == id || first == kNoHtmlNode) continue;
    // A formatting element that the parser had to repeat is one in the author's text.
    if (document.node(first).span == document.node(id).span) continue;
    Diagnostic& finding = report.add(id, attribute->value_span,
                                     "the id \"" + std::string(attribute->value) + "\" is used twice",
                                     "give each element an id of its own");
    finding.notes.push_back({"it is used here first", report.options().place_of_all.source
                                                          ? report.options().place_of_all
                                                          : document.place(first)});
  }
}

void check_duplicate_attributes(const AccessiblePage& page, RuleReport& report) {
  for (const DuplicateAttribute& duplicate : page.document().duplicate_attributes()) {
    report.add(duplicate.element, duplicate.name_span,
               "this tag has the attribute " + duplicate.name + " twice; browsers drop the second",
               "keep one of them");
  }
}

bool is_xhtml_path(std::string_view path) {
  return to_lower_ascii(path).ends_with(".xhtml");
}

void check_doctype(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  if (report.options().embedded || document.has_doctype() || is_xhtml_path(document.source()->path())) return;
  report.add(document.html(), "this page has no doctype, so browsers show it as pages of 1998 were shown",
             "begin it with <!doctype html>");
}

/// The faults of one kind, said at the element that stands for the whole page: places are in the source.
template <typename Say>
void say_faults(const AccessiblePage& page, RuleReport& report, std::initializer_list<MarkupFaultKind> kinds,
                Say say) {
  for (const MarkupFault& fault : page.document().markup_faults()) {
    if (std::find(kinds.begin(), kinds.end(), fault.kind) == kinds.end()) continue;
    auto [message, hint] = say(fault);
    report.add(page.document().html(), fault.span, std::move(message), std::move(hint)).selector.clear();
  }
}

using Saying = std::pair<std::string, std::string>;

void check_stray_end_tags(const AccessiblePage& page, RuleReport& report) {
  say_faults(page, report, {MarkupFaultKind::StrayEndTag, MarkupFaultKind::OutOfOrder},
             [](const MarkupFault& fault) {
               const std::string tag = "</" + fault.name + ">";
               if (fault.kind == MarkupFaultKind::OutOfOrder)
                 return Saying(tag + " closes an element while others inside it are still open",
                               "close what was opened last first: <b><i>…</i></b>");
               return Saying(tag + " closes nothing: no <" + fault.name + "> is open here",
                             "take it out, or open the element where it should begin");
             });
}

void check_missing_end_tags(const AccessiblePage& page, RuleReport& report) {
  say_faults(page, report, {MarkupFaultKind::MissingEndTag}, [](const MarkupFault& fault) {
    return Saying("<" + fault.name + "> is never closed", "write </" + fault.name + "> where it ends");
  });
}

void check_slashes(const AccessiblePage& page, RuleReport& report) {
  say_faults(page, report, {MarkupFaultKind::SlashOnElement}, [](const MarkupFault& fault) {
    return Saying("the slash does not close <" + fault.name + "/>: all that follows lands inside it",
                  "write <" + fault.name + "></" + fault.name + ">");
  });
}

void check_broken_attributes(const AccessiblePage& page, RuleReport& report) {
  say_faults(page, report, {MarkupFaultKind::BrokenAttribute}, [](const MarkupFault& fault) {
    if (!fault.name.empty())
      return Saying("the value of " + fault.name + " has no closing quote and swallows what follows",
                    "close it with the quote that it begins with");
    if (fault.detail.empty())
      return Saying("this tag never ends, and the rest of the page is lost in it", "end it with >");
    return Saying("there is a " + fault.detail + " inside this tag where none may stand",
                  fault.detail == "<" ? "end the tag before it with >"
                                      : "write &quot; within a value, or close the value before it");
  });
}

constexpr AccessibilityRule kMarkupRules[] = {
    {{"html/no-doctype", Severity::Warning, "Page without a doctype", "HTML standard, 13.1.1", "", "",
      "Without it browsers fall back to the ways of old ones: sizes, tables and fonts come out otherwise.",
      "<html lang=\"en\"> …", "<!doctype html> <html lang=\"en\"> …"},
     check_doctype},
    {{"html/end-tag-stray", Severity::Warning, "End tag that closes nothing", "HTML standard, 13.2.6", "", "",
      "Browsers drop it or close something else, and a box, a list or a column ends where nobody meant it "
      "to.",
      "<div>Text</span></div>", "<div>Text</div>"},
     check_stray_end_tags},
    {{"html/end-tag-missing", Severity::Warning, "Element that is never closed", "HTML standard, 13.1.2", "",
      "", "Bold letters, a link or a box run on over what follows, and screen readers read it as one.",
      "<div><b>Note: text</div>", "<div><b>Note:</b> text</div>"},
     check_missing_end_tags},
    {{"html/slash-on-element", Severity::Warning, "Slash that closes nothing", "HTML standard, 13.1.2.1", "",
      "", "In HTML only br, img and their like end in the tag: any other stays open and holds what follows.",
      "<h2><a id=\"part\"/>Part</h2>", "<h2><a id=\"part\"></a>Part</h2>"},
     check_slashes},
    {{"html/broken-attribute", Severity::Error, "Quote or < astray in a tag", "HTML standard, 13.2.5", "", "",
      "With one quote too few a value runs on to the next: words, links and whole paragraphs are lost.",
      "<p><a href=\"/a.html>one</a> and <a href=\"/b.html\">two</a></p>",
      "<p><a href=\"/a.html\">one</a> and <a href=\"/b.html\">two</a></p>"},
     check_broken_attributes},
    {{"a11y/id-unique", Severity::Error, "Id used twice",
      "HTML standard, WCAG 2.1 4.1.1, ACT 3ea0c8, technique H93", "4.1.1", "3ea0c8",
      "Labels, table headers and links find an element by its id, and take the first of two: the wrong one "
      "half of the time.",
      "<h2 id=\"plans\">…</h2> <h2 id=\"plans\">…</h2>", "<h2 id=\"plans\">…</h2> <h2 id=\"plans-2\">…</h2>"},
     check_unique_ids},
    {{"a11y/attribute-duplicate", Severity::Error, "Attribute given twice",
      "HTML standard, WCAG 2.1 4.1.1, ACT e6952f, technique H94", "4.1.1", "e6952f",
      "Browsers keep the first and drop the second without a word, so one of the two texts never reaches "
      "anyone.",
      "<img src=\"a.png\" alt=\"\" alt=\"Our office\">", "<img src=\"a.png\" alt=\"Our office\">"},
     check_duplicate_attributes},
};

}  // namespace

std::span<const AccessibilityRule> markup_rules() {
  return kMarkupRules;
}

}  // namespace gazette
