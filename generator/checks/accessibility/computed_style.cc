// Which declarations hold for which element, and in which order: matching, layers, importance, variables.
#include "checks/accessibility/computed_style.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "checks/accessibility/css_values.h"
#include "checks/accessibility/element_style.h"

namespace gazette {

namespace {

constexpr int kMaxVariables = 32;
// Elements looked at for all selectors of one page; some hundred for each element are usual.
constexpr std::size_t kMaxTrials = 20'000'000;

/// One declaration with its rank in the cascade.
struct Ranked {
  // In a layer, in a sheet, in the attribute; then the important ones in a sheet, in a layer, in the
  // attribute.
  int level = 0;
  CssSpecificity specificity;
  std::size_t order = 0;
  const CssDeclaration* declaration = nullptr;
};

/// `<meta name="color-scheme" content="dark">`; one that names light as well is drawn light here.
bool asks_for_dark(const HtmlDocument& document) {
  for (HtmlNodeId id = 0; id < document.page_end(); ++id) {
    if (!document.is_html(id, "meta")) continue;
    if (!equals_ignoring_case(trim(document.attribute_value(id, "name")), "color-scheme")) continue;
    return is_dark_scheme(document.attribute_value(id, "content"));
  }
  return false;
}

}  // namespace

bool draws_background(const ComputedStyle& style) {
  return style.background_image || style.inset_shadow || !style.background || style.background->alpha > 0;
}

/// Runs the cascade over a page in document order, so that a parent is always done before its children.
class StyleResolver {
 public:
  StyleResolver(ComputedStyles& result, const HtmlDocument& document, const StyleSheets& sheets,
                std::optional<MediaOrientation> orientation)
      : result_(result),
        document_(document),
        sheets_(sheets),
        orientation_(orientation),
        variable_owner_(document.page_end(), kNoHtmlNode) {}

  void run() {
    result_.styles_.resize(document_.page_end());
    root_.color = CssColor{0, 0, 0, 1};
    root_.background = CssColor{0, 0, 0, 0};
    if (asks_for_dark(document_)) {
      root_.dark_scheme = true;
      root_.color = std::nullopt;
    }
    for (HtmlNodeId id = 0; id < document_.page_end(); ++id) {
      const HtmlNode& node = document_.node(id);
      const HtmlNodeId parent = document_.parent_element(id);
      if (parent != kNoHtmlNode) variable_owner_[id] = variable_owner_[parent];
      if (node.kind == NodeKind::Element) {
        resolve(id, parent == kNoHtmlNode ? root_ : result_.styles_[parent]);
      } else if (parent != kNoHtmlNode) {
        result_.styles_[id].rendered = result_.styles_[parent].rendered;
      }
    }
    result_.truncated_ = budget_ == 0;
  }

 private:
  struct VariableScope {
    std::map<std::string, std::string, std::less<>> own;
    HtmlNodeId outer;
  };

  void resolve(HtmlNodeId id, const ComputedStyle& parent) {
    ComputedStyle& style = result_.styles_[id];
    ElementStyle element(style, parent, id, id == document_.html());
    element.inherit();
    if (!fallback_shown(id)) style.rendered = false;
    // What a canvas holds is never drawn, but the keyboard and screen readers come to it.
    const HtmlNodeId around = document_.parent_element(id);
    if (around != kNoHtmlNode && document_.is_html(around, "canvas")) style.out_of_sight = true;
    element.apply_browser_defaults(document_);
    const HtmlAttribute* attribute = document_.attribute(id, "style");
    matched_.clear();
    sheets_.collect(document_, id, orientation_, matched_, budget_);
    attribute_declarations_.clear();
    if (attribute != nullptr) attribute_declarations_ = parse_css_declarations(attribute->value);
    if (!matched_.empty() || !attribute_declarations_.empty()) {
      rank(CssPseudoElement::None);
      set_variables(id);
      for (const Ranked& ranked : ranked_) {
        if (ranked.declaration->property.starts_with("--")) continue;
        const std::string& value = ranked.declaration->value;
        const DeclaredIn origin =
            ranked.level == 2 || ranked.level == 5 ? DeclaredIn::StyleAttribute : DeclaredIn::Sheet;
        if (value.find("var(") == std::string::npos) {
          element.apply(*ranked.declaration, value, origin);
        } else {
          element.apply(*ranked.declaration, substitute(id, value), origin);
        }
      }
      generate_text(id);
      pseudo_boxes_wanted_ = true;
    }
    element.finish();
    if (pseudo_boxes_wanted_) keep_pseudo_layers(id);
    pseudo_boxes_wanted_ = false;
  }

  /// `::before` and `::after` that are placed by the page and draw something.
  void keep_pseudo_layers(HtmlNodeId id) {
    for (const CssPseudoElement pseudo : {CssPseudoElement::Before, CssPseudoElement::After}) {
      rank(pseudo);
      if (ranked_.empty()) continue;
      PseudoLayer layer;
      layer.element = id;
      ElementStyle box(layer.style, result_.styles_[id], id, false);
      box.inherit();
      bool made = false;
      bool picture = false;
      for (const Ranked& ranked : ranked_) {
        const std::string& property = ranked.declaration->property;
        if (property.starts_with("--")) continue;
        const std::string value = substitute(id, ranked.declaration->value);
        if (property == "content") {
          made = !value.empty() && !equals_ignoring_case(value, "none") &&
                 !equals_ignoring_case(value, "normal");
          picture = value.find("url(") != std::string::npos || value.find("gradient(") != std::string::npos;
        }
        box.apply(*ranked.declaration, value, DeclaredIn::Sheet);
      }
      box.finish();
      const ComputedStyle& style = layer.style;
      const bool placed = style.position == CssPosition::Absolute || style.position == CssPosition::Fixed ||
                          style.pulled || !style.grid_row.empty();
      if (made && placed && style.rendered && !style.visibility_hidden && !style.out_of_sight &&
          (picture || draws_background(style)))
        result_.layers_.push_back(std::move(layer));
    }
  }

  /// Contents of a frame, a film or a loaded object stand by and are not shown.
  bool fallback_shown(HtmlNodeId id) const {
    const HtmlNodeId parent = document_.parent_element(id);
    if (parent == kNoHtmlNode) return true;
    const std::string_view name = document_.node(parent).name;
    return name != "iframe" && name != "video" && name != "audio";
  }

  void rank(CssPseudoElement pseudo) {
    ranked_.clear();
    for (const StyleRule* rule : matched_) {
      if (rule->selector.pseudo_element != pseudo) continue;
      for (const CssDeclaration& declaration : rule->declarations) {
        ranked_.push_back({declaration.important ? (rule->layered ? 4 : 3) : (rule->layered ? 0 : 1),
                           rule->selector.specificity, rule->order, &declaration});
      }
    }
    if (pseudo == CssPseudoElement::None) {
      for (const CssDeclaration& declaration : attribute_declarations_) {
        ranked_.push_back({declaration.important ? 5 : 2, {}, 0, &declaration});
      }
    }
    std::stable_sort(ranked_.begin(), ranked_.end(), [](const Ranked& a, const Ranked& b) {
      return std::tie(a.level, a.specificity, a.order) < std::tie(b.level, b.specificity, b.order);
    });
  }

  void set_variables(HtmlNodeId id) {
    std::map<std::string, std::string, std::less<>> own;
    for (const Ranked& ranked : ranked_) {
      if (ranked.declaration->property.starts_with("--"))
        own[ranked.declaration->property] = ranked.declaration->value;
    }
    if (own.empty()) return;
    variables_[id] = {std::move(own), variable_owner_[id]};
    variable_owner_[id] = id;
  }

  /// Puts values in for `var(--name, fallback)`.
  std::string substitute(HtmlNodeId id, std::string value) const {
    for (int round = 0; round < kMaxVariables; ++round) {
      const std::size_t begin = value.find("var(");
      if (begin == std::string::npos || value.size() > 10'000) break;
      int open = 0;
      std::size_t end = begin + 3;
      for (; end < value.size(); ++end) {
        if (value[end] == '(') ++open;
        if (value[end] == ')' && --open == 0) break;
      }
      if (end >= value.size()) return {};
      const std::string_view inside = std::string_view(value).substr(begin + 4, end - begin - 4);
      const std::size_t comma = inside.find(',');
      const std::string_view name = trim(inside.substr(0, comma));
      std::string replacement;
      if (comma != std::string_view::npos) replacement = trim(inside.substr(comma + 1));
      for (HtmlNodeId owner = variable_owner_[id]; owner != kNoHtmlNode;) {
        const VariableScope& scope = variables_.at(owner);
        if (const auto found = scope.own.find(name); found != scope.own.end()) {
          replacement = found->second;
          break;
        }
        owner = scope.outer;
      }
      value.replace(begin, end + 1 - begin, replacement);
    }
    return value;
  }

  void generate_text(HtmlNodeId id) {
    GeneratedText text;
    for (const CssPseudoElement pseudo : {CssPseudoElement::Before, CssPseudoElement::After}) {
      rank(pseudo);
      std::string content;
      bool shown = true;
      for (const Ranked& ranked : ranked_) {
        if (ranked.declaration->property == "content") content = substitute(id, ranked.declaration->value);
        if (ranked.declaration->property == "display")
          shown = !equals_ignoring_case(ranked.declaration->value, "none");
        if (ranked.declaration->property == "visibility")
          shown = shown && !equals_ignoring_case(ranked.declaration->value, "hidden");
      }
      if (!shown || content.empty()) continue;
      (pseudo == CssPseudoElement::Before ? text.before : text.after) = content_text(content, document_, id);
    }
    if (!text.before.empty() || !text.after.empty()) result_.generated_.emplace(id, std::move(text));
  }

  ComputedStyles& result_;
  const HtmlDocument& document_;
  const StyleSheets& sheets_;
  std::optional<MediaOrientation> orientation_;
  ComputedStyle root_;
  std::vector<HtmlNodeId> variable_owner_;  // the nearest element, from here up, that sets custom properties
  std::unordered_map<HtmlNodeId, VariableScope> variables_;
  std::size_t budget_ = kMaxTrials;
  std::vector<const StyleRule*> matched_;
  std::vector<CssDeclaration> attribute_declarations_;
  std::vector<Ranked> ranked_;
  bool pseudo_boxes_wanted_ = false;
};

ComputedStyles::ComputedStyles(const HtmlDocument& document, const StyleSheets& sheets,
                               std::optional<MediaOrientation> orientation) {
  StyleResolver(*this, document, sheets, orientation).run();
}

}  // namespace gazette
