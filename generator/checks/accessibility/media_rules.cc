// Rules on films, sounds, figures and moving text.

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/name_computation.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

void check_captions(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "video") || !page.is_exposed(id) || document.has_attribute(id, "muted"))
      continue;
    bool captions = false;
    for (HtmlNodeId child : document.children(id)) {
      if (!document.is_html(child, "track")) continue;
      const std::string kind = to_lower_ascii(document.attribute_value(child, "kind"));
      captions = captions || kind.empty() || kind == "captions" || kind == "subtitles";
    }
    if (!captions)
      report.add(id, "this film has no captions",
                 "add <track kind=\"captions\" src=\"….vtt\" srclang=\"en\">");
  }
}

void check_autoplay(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!(document.is_html(id, "video") || document.is_html(id, "audio"))) continue;
    if (!document.has_attribute(id, "autoplay") || document.has_attribute(id, "muted")) continue;
    report.add(id, "this plays sound by itself", "take autoplay off and let the reader start it");
  }
}

/// A drawing in a figure that nobody puts into words.
void check_figures(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "figure") || !page.is_exposed(id) || !page.name(id).empty()) continue;
    for (HtmlNodeId below = id + 1; below < document.node(id).subtree_end; ++below) {
      const std::string_view name = document.node(below).name;
      if (!(name == "svg" || name == "canvas") || !page.is_perceivable(below) || !page.name(below).empty())
        continue;
      if (!flatten_text(document.text_content(below)).empty()) continue;
      report.add(id, "nothing says what this figure shows", "give it a figcaption, or the drawing a title");
      break;
    }
  }
}

void check_moving_text(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!(document.is_html(id, "marquee") || document.is_html(id, "blink")) || !page.facts(id).shown)
      continue;
    report.add(id, "this text moves and cannot be stopped", "let it stand still");
  }
}

constexpr AccessibilityRule kMediaRules[] = {
    {{"a11y/video-captions", Severity::Warning, "Film without captions", "WCAG 2.2 1.2.2, technique H95",
      "1.2.2", "",
      "Without captions those who do not hear get a silent film. They may be part of the picture: then allow "
      "this finding there.",
      "<video src=\"talk.mp4\" controls></video>",
      "<video src=\"talk.mp4\" controls><track kind=\"captions\" src=\"talk.vtt\" srclang=\"en\"></video>"},
     check_captions},
    {{"a11y/autoplay", Severity::Warning, "Sound that plays by itself", "WCAG 2.2 1.4.2, failure F93",
      "1.4.2", "", "A screen reader speaks; other sound on top of it makes the page unusable.",
      "<audio src=\"jingle.mp3\" autoplay></audio>", "<audio src=\"jingle.mp3\" controls></audio>"},
     check_autoplay},
    {{"a11y/figure-text", Severity::Warning, "Figure that nothing describes", "WCAG 2.2 1.1.1", "1.1.1", "",
      "A drawing without a word to it is nothing to those who do not see it.",
      "<figure><svg><path d=\"…\"/></svg></figure>",
      "<figure><svg aria-hidden=\"true\"><path d=\"…\"/></svg><figcaption>Referrals "
      "rose.</figcaption></figure>"},
     check_figures},
    {{"a11y/moving-text", Severity::Error, "Text that moves without end",
      "WCAG 2.2 2.2.2, failures F16 and F47", "2.2.2", "",
      "Moving text draws the eye off everything else and cannot be read by many.", "<marquee>News</marquee>",
      "<p>News</p>"},
     check_moving_text},
};

}  // namespace

std::span<const AccessibilityRule> media_rules() {
  return kMediaRules;
}

}  // namespace gazette
