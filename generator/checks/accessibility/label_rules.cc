// The visible label is part of the name (WCAG 2.5.3). Two texts are compared word by word, as the ACT
// rules' "label in name algorithm" does.

#include <algorithm>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/name_computation.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

enum class Hyphens { Part, Join };  // "non-standard" is two words, or one

struct Word {
  std::string text;
  bool abbreviated = false;  // a full stop follows
};

/// What stands in brackets is left out: "(YYYY-MM-DD)" explains, it is no label.
std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) {
      --depth;
      out += ' ';
    }
  }
  return depth == 0 ? out : std::string(text);
}

bool is_hyphen(char32_t c) {
  return c == U'-' || c == 0x2010 || c == 0x2011;
}

/// Lower-case words of letters, marks and digits. Everything else, emoji too, parts words.
std::vector<Word> label_words(std::string_view text, Hyphens hyphens) {
  std::vector<Word> words;
  std::string lower = to_lower(without_brackets(text));
  bool open = false;
  for (std::size_t at = 0; at < lower.size();) {
    const DecodedCharacter c = decode_utf8(lower, at);
    const bool symbol = (c.value >= 0x2000 && c.value < 0x2C00) || (c.value >= 0xE000 && c.value <= 0xF8FF) ||
                        c.value >= 0x1F000 || (c.value >= 0xFE00 && c.value <= 0xFE0F);
    if (c.value == 0xAD) {
      // A soft hyphen only says where a word may be parted.
    } else if (is_word_character(c.value) && c.value != U'_' && !symbol) {
      if (!open) words.emplace_back();
      open = true;
      words.back().text += lower.substr(at, c.length);
    } else if (!(is_hyphen(c.value) && hyphens == Hyphens::Join && open)) {
      if (c.value == U'.' && open) words.back().abbreviated = true;
      open = false;
    }
    at += c.length;
  }
  return words;
}

/// "ave." in a label stands for "avenue" in a name.
bool same_word(const Word& label, const Word& name) {
  return label.text == name.text ||
         (label.abbreviated && name.text.size() > label.text.size() && name.text.starts_with(label.text));
}

bool label_is_in_name(std::string_view label, std::string_view name) {
  for (const Hyphens hyphens : {Hyphens::Part, Hyphens::Join}) {
    const std::vector<Word> wanted = label_words(label, hyphens);
    const std::vector<Word> given = label_words(name, hyphens);
    if (std::search(given.begin(), given.end(), wanted.begin(), wanted.end(),
                    [](const Word& a, const Word& b) { return same_word(b, a); }) != given.end() ||
        wanted.empty()) {
      return true;
    }
  }
  return false;
}

/// Letters of an icon font are drawn as pictures.
bool draws_symbols(const AccessiblePage& page, HtmlNodeId element) {
  const std::string_view classes = page.document().attribute_value(element, "class");
  return page.styles().of(element).icon_font || classes.find("material-icons") != std::string_view::npos ||
         classes.find("material-symbols") != std::string_view::npos;
}

/// The text that one sees in the element, blocks and line breaks parted by blanks. Images count as none.
std::string visible_text(const AccessiblePage& page, HtmlNodeId element) {
  const HtmlDocument& document = page.document();
  std::string text;
  std::vector<HtmlNodeId> block_ends;
  for (HtmlNodeId id = element + 1; id < document.node(element).subtree_end && text.size() < 10'000; ++id) {
    while (!block_ends.empty() && id >= block_ends.back()) {
      text += ' ';
      block_ends.pop_back();
    }
    const HtmlNode& node = document.node(id);
    if (node.kind == NodeKind::Text && page.is_visible(node.parent) && !draws_symbols(page, node.parent)) {
      text += node.text;
    } else if (node.kind == NodeKind::Element) {
      const CssDisplay display = page.styles().of(id).display;
      if (node.name == "br" || (display != CssDisplay::Inline && display != CssDisplay::Contents)) {
        text += ' ';
        block_ends.push_back(node.subtree_end);
      }
    }
  }
  return flatten_text(text);
}

/// A lone letter on a control is a sign ("x" closes, "B" makes bold), not a word.
bool is_symbol(std::string_view label) {
  const std::vector<Word> words = label_words(label, Hyphens::Part);
  return words.size() == 1 && count_characters(words[0].text) == 1 && !is_ascii_digit(words[0].text[0]);
}

void check_label_in_name(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* role = page.facts(id).role;
    if (role == nullptr || !role->widget || !role->name_from_contents || !page.is_exposed(id)) continue;
    if (!document.has_attribute(id, "aria-label") && !document.has_attribute(id, "aria-labelledby")) continue;
    const std::string label = visible_text(page, id);
    if (label.empty() || is_symbol(label) || page.name(id).empty() || label_is_in_name(label, page.name(id)))
      continue;
    report.add(id, "this is called \"" + page.name(id) + "\" but shows \"" + label + "\"",
               "begin the name with the words that one sees, or take the aria-label off");
  }
}

constexpr AccessibilityRule kLabelRules[] = {
    {{"a11y/label-in-name", Severity::Error, "Name that does not hold the visible label",
      "WCAG 2.2 2.5.3, ACT 2ee8b8, failure F96", "2.5.3", "2ee8b8",
      "Who speaks to the computer says what the button shows; when its hidden name is another, nothing "
      "happens.",
      "<button aria-label=\"Submit form\">Send</button>",
      "<button aria-label=\"Send the form\">Send</button>"},
     check_label_in_name},
};

}  // namespace

std::span<const AccessibilityRule> label_rules() {
  return kLabelRules;
}

}  // namespace gazette
