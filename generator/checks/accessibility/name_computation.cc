#include "checks/accessibility/name_computation.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "checks/accessibility/focus.h"
#include "checks/accessibility/implicit_roles.h"

namespace gazette {

namespace {

// Text beyond this is no name; a bound for references into huge pages.
constexpr std::size_t kMaxName = 100'000;

struct Context {
  bool referenced = false;    // inside an aria-labelledby or aria-describedby traversal
  bool from_content = false;  // reached from above, collecting a name from contents or a label
  bool hidden_root = false;   // the traversal began at something hidden, so all below it counts
};

class NameComputation {
 public:
  NameComputation(const AccessiblePage& page, HtmlNodeId root)
      : page_(page), document_(page.document()), root_(root) {}

  std::string run() { return text_of(root_, {}); }

  std::string referenced_text(HtmlNodeId id) {
    Context context;
    context.referenced = true;
    context.hidden_root = !page_.is_perceivable(id);
    return text_of(id, context);
  }

  std::string references(std::string_view ids) {
    std::string text;
    for (std::string_view word : words_of(ids)) {
      const HtmlNodeId target = document_.element_by_id(word);
      if (target == kNoHtmlNode) continue;
      // Each reference is a walk of its own, which follows no further ones: an element may name itself.
      std::set<HtmlNodeId> before = std::move(visited_);
      visited_.clear();
      text += " " + referenced_text(target);
      visited_ = std::move(before);
    }
    return text;
  }

 private:
  /// Steps 2A to 2I of the specification, in their order.
  std::string text_of(HtmlNodeId id, Context context) {
    if (!visited_.insert(id).second || produced_ > kMaxName) return {};
    const bool walking = context.referenced || context.from_content;
    if (walking && !context.hidden_root && !page_.is_perceivable(id)) return {};
    if (!context.referenced) {
      if (const HtmlAttribute* ids = document_.attribute(id, "aria-labelledby")) {
        const std::string text = references(ids->value);
        if (!flatten_text(text).empty()) return text;
      }
    }
    if (walking && id != root_) {
      if (const auto value = embedded_value(id)) return *value;
    }
    const std::string_view label = document_.attribute_value(id, "aria-label");
    if (!flatten_text(label).empty()) return std::string(label);
    if (!page_.is_presentational(id)) {
      if (const auto text = host_text(id, context)) return *text;
    }
    if (walking || named_from_contents(id)) {
      std::string text = content_text_of(id, context);
      if (!flatten_text(text).empty()) return text;
    }
    return std::string(tooltip(id));
  }

  bool named_from_contents(HtmlNodeId id) const {
    const AriaRole* role = page_.facts(id).role;
    return (role != nullptr && role->name_from_contents) || is_details_summary(document_, id);
  }

  std::string_view tooltip(HtmlNodeId id) const {
    const HtmlNode& node = document_.node(id);
    if (node.markup_namespace == MarkupNamespace::Svg) return document_.attribute_value(id, "xlink:title");
    if (page_.is_presentational(id)) return {};
    const std::string_view title = document_.attribute_value(id, "title");
    if (!flatten_text(title).empty()) return title;
    const bool field = node.name == "input" || node.name == "textarea";
    if (const std::string_view placeholder = document_.attribute_value(id, "placeholder");
        field && !placeholder.empty())
      return placeholder;
    return document_.attribute_value(id, "aria-placeholder");
  }

  /// 2C: a control inside a label speaks its value.
  std::optional<std::string> embedded_value(HtmlNodeId id) {
    const AriaRole* role = page_.facts(id).role;
    if (role == nullptr) return std::nullopt;
    const std::string_view name = document_.node(id).name;
    if (role->is("textbox") || role->is("searchbox")) {
      return name == "input" ? std::string(document_.attribute_value(id, "value"))
                             : document_.text_content(id);
    }
    if (role->is("combobox") || role->is("listbox")) {
      if (name == "input") return std::string(document_.attribute_value(id, "value"));
      return selected_option(id);
    }
    if (role->is("slider") || role->is("spinbutton") || role->is("progressbar") || role->is("meter") ||
        role->is("scrollbar")) {
      for (std::string_view attribute : {"aria-valuetext", "aria-valuenow", "value"}) {
        if (const HtmlAttribute* value = document_.attribute(id, attribute)) return std::string(value->value);
      }
      return std::string();
    }
    return std::nullopt;
  }

  std::string selected_option(HtmlNodeId id) const {
    HtmlNodeId first = kNoHtmlNode;
    for (HtmlNodeId below = id + 1; below < document_.node(id).subtree_end; ++below) {
      if (!document_.is_element(below) || !page_.has_role(below, "option")) continue;
      if (document_.has_attribute(below, "selected") ||
          document_.attribute_value(below, "aria-selected") == "true")
        return document_.text_content(below);
      if (first == kNoHtmlNode) first = below;
    }
    return first != kNoHtmlNode && document_.is_html(id, "select") ? document_.text_content(first)
                                                                   : std::string();
  }

  /// 2E: what the language of the page itself offers. Nothing when it offers nothing, so that the search
  /// goes on; a decorative picture answers with empty text.
  std::optional<std::string> host_text(HtmlNodeId id, const Context& context) {
    const HtmlNode& node = document_.node(id);
    if (node.markup_namespace == MarkupNamespace::Svg) return child_text(id, "title", MarkupNamespace::Svg);
    if (node.markup_namespace != MarkupNamespace::Html) return std::nullopt;
    const std::string_view name = node.name;
    if (name == "img" || name == "area") return attribute_text(id, "alt");
    if (name == "input") return input_text(id, context);
    if (is_labelable(document_, id)) return label_text(id, context);
    if (name == "table") return child_text(id, "caption", MarkupNamespace::Html);
    if (name == "fieldset") return child_text(id, "legend", MarkupNamespace::Html);
    if (name == "figure") return child_text(id, "figcaption", MarkupNamespace::Html);
    if (name == "optgroup" || name == "option") return attribute_text(id, "label");
    return std::nullopt;
  }

  std::optional<std::string> input_text(HtmlNodeId id, const Context& context) {
    const std::string_view type = input_type(document_, id);
    if (type == "button" || type == "submit" || type == "reset") {
      if (const auto label = label_text(id, context)) return label;
      if (document_.has_attribute(id, "value")) return attribute_text(id, "value");
      if (type == "button" || document_.has_attribute(id, "title")) return std::nullopt;
      return type == "submit" ? "Submit" : "Reset";
    }
    const auto label = label_text(id, context);
    return label || type != "image" ? label : attribute_text(id, "alt");
  }

  std::optional<std::string> attribute_text(HtmlNodeId id, std::string_view attribute) const {
    const std::string_view text = document_.attribute_value(id, attribute);
    if (flatten_text(text).empty()) return std::nullopt;
    return std::string(text);
  }

  /// The text of a control's labels. A label that is itself hidden still names it.
  std::optional<std::string> label_text(HtmlNodeId id, const Context& context) {
    std::string text;
    for (HtmlNodeId label : page_.labels(id)) {
      if (visited_.count(label) != 0) continue;  // the control stands in the label that is being read
      Context inside;
      inside.from_content = true;
      inside.referenced = context.referenced;
      inside.hidden_root = !page_.is_perceivable(label);
      text += " " + text_of(label, inside);
    }
    if (flatten_text(text).empty()) return std::nullopt;
    return text;
  }

  std::optional<std::string> child_text(HtmlNodeId id, std::string_view name,
                                        MarkupNamespace markup_namespace) {
    for (HtmlNodeId child : document_.children(id)) {
      const HtmlNode& node = document_.node(child);
      if (node.kind != NodeKind::Element || node.name != name || node.markup_namespace != markup_namespace)
        continue;
      Context context;
      context.from_content = true;
      context.hidden_root = markup_namespace == MarkupNamespace::Svg;  // a title is never drawn
      std::string text = text_of(child, context);
      if (flatten_text(text).empty()) return std::nullopt;
      return text;
    }
    return std::nullopt;
  }

  /// 2F: generated text, then each child. Blocks stand apart, inline elements touch.
  std::string content_text_of(HtmlNodeId id, const Context& context) {
    std::string text;
    const GeneratedText* generated = page_.styles().generated_text(id);
    if (generated != nullptr) text += generated->before;
    Context below = context;
    below.from_content = true;
    for (HtmlNodeId child : document_.children(id)) {
      const HtmlNode& node = document_.node(child);
      if (node.kind == NodeKind::Text) {
        produced_ += node.text.size();
        if (produced_ <= kMaxName) text += node.text;
      } else if (node.kind == NodeKind::Element) {
        append_child(text, child, below);
      }
    }
    for (std::string_view word : words_of(document_.attribute_value(id, "aria-owns"))) {
      const HtmlNodeId owned = document_.element_by_id(word);
      if (owned != kNoHtmlNode && !document_.contains(owned, id) && !document_.contains(id, owned))
        append_child(text, owned, below);
    }
    if (generated != nullptr) text += generated->after;
    return text;
  }

  void append_child(std::string& text, HtmlNodeId child, const Context& context) {
    const std::string_view name = document_.node(child).name;
    if (name == "br") {
      text += ' ';
      return;
    }
    if (name == "script" || name == "style") return;
    const std::string inside = text_of(child, context);
    const CssDisplay display = page_.styles().of(child).display;
    const bool inline_text = display == CssDisplay::Inline || display == CssDisplay::Contents;
    if (!inline_text) text += ' ';
    text += inside;
    if (!inline_text) text += ' ';
  }

  const AccessiblePage& page_;
  const HtmlDocument& document_;
  HtmlNodeId root_;
  std::set<HtmlNodeId> visited_;
  std::size_t produced_ = 0;
};

}  // namespace

std::string flatten_text(std::string_view text) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    const bool blank = (c.value < 0x80 && is_ascii_space(text[at])) || c.value == 0xA0 || c.value == 0x3000 ||
                       (c.value >= 0x2000 && c.value <= 0x200B) || c.value == 0x2028 || c.value == 0x2029 ||
                       c.value == 0x202F || c.value == 0x2060 || c.value == 0xFEFF;
    if (blank) {
      gap = true;
    } else {
      if (gap && !out.empty()) out += ' ';
      gap = false;
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

std::string compute_accessible_name(const AccessiblePage& page, HtmlNodeId element) {
  return flatten_text(NameComputation(page, element).run());
}

std::string compute_accessible_description(const AccessiblePage& page, HtmlNodeId element) {
  const HtmlDocument& document = page.document();
  if (const HtmlAttribute* ids = document.attribute(element, "aria-describedby")) {
    const std::string text = flatten_text(NameComputation(page, kNoHtmlNode).references(ids->value));
    if (!text.empty()) return text;
  }
  const std::string text = flatten_text(document.attribute_value(element, "aria-description"));
  if (!text.empty()) return text;
  const std::string title = flatten_text(document.attribute_value(element, "title"));
  return title == page.name(element) ? std::string() : title;
}

}  // namespace gazette
