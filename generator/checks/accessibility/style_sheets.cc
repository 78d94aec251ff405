#include "checks/accessibility/style_sheets.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gazette {

namespace {

constexpr int kMaxImports = 8;
constexpr int kMaxImportsInAll = 200;
// More than this many rules without an id, class or type to sort them by are a hostile sheet.
constexpr std::size_t kMaxUnsorted = 2'000;

// What the checks look at; all else is dropped on reading.
constexpr std::array<std::string_view, 38> kWanted{"all",
                                                   "background",
                                                   "background-clip",
                                                   "background-color",
                                                   "background-image",
                                                   "clip",
                                                   "clip-path",
                                                   "color",
                                                   "content",
                                                   "content-visibility",
                                                   "display",
                                                   "filter",
                                                   "float",
                                                   "font",
                                                   "font-size",
                                                   "font-weight",
                                                   "height",
                                                   "inset",
                                                   "left",
                                                   "letter-spacing",
                                                   "line-height",
                                                   "margin",
                                                   "margin-left",
                                                   "margin-top",
                                                   "mix-blend-mode",
                                                   "opacity",
                                                   "overflow",
                                                   "position",
                                                   "right",
                                                   "rotate",
                                                   "text-indent",
                                                   "text-shadow",
                                                   "top",
                                                   "transform",
                                                   "visibility",
                                                   "white-space",
                                                   "width",
                                                   "word-spacing"};

bool is_wanted(std::string_view property) {
  return property.starts_with("--") || property == "bottom" || property == "max-height" ||
         property == "max-width" || property == "font-family" || property == "text-wrap" ||
         property == "translate" || property == "scale" || property == "margin-right" ||
         property == "margin-bottom" || property == "z-index" || property == "box-shadow" ||
         property == "color-scheme" || property == "backdrop-filter" || property.starts_with("grid-area") ||
         property.starts_with("grid-row") || property.starts_with("grid-column") ||
         property == "-webkit-text-fill-color" ||
         std::binary_search(kWanted.begin(), kWanted.end(), property);
}

const CssCondition* key_of(const CssSelector& selector, CssCondition::Kind kind) {
  for (const CssCondition& condition : selector.compounds.back().conditions) {
    if (condition.kind == kind) return &condition;
  }
  return nullptr;
}

bool asks_for_style_sheet(std::string_view rel) {
  bool style = false;
  for (std::string_view word : split_css_words(rel)) {
    if (equals_ignoring_case(word, "alternate")) return false;
    style = style || equals_ignoring_case(word, "stylesheet");
  }
  return style;
}

/// An address in a sheet means a file beside that sheet, not beside the page.
std::string beside(std::string_view sheet, std::string_view address) {
  const bool whole = address.starts_with('/') || address.find("://") != std::string_view::npos;
  sheet = sheet.substr(0, sheet.find_first_of("?#"));
  const std::size_t slash = sheet.rfind('/');
  if (whole || slash == std::string_view::npos) return std::string(address);
  return std::string(sheet.substr(0, slash + 1)) + std::string(address);
}

/// What is left of an import's media after its layer and its conditions, which today's browsers meet.
std::string media_of_import(std::string_view media) {
  std::string rest;
  for (std::string_view word : split_css_words(media)) {
    const std::string lower = to_lower_ascii(word);
    if (lower == "layer" || lower.starts_with("layer(") || lower.starts_with("supports(")) continue;
    rest += (rest.empty() ? "" : " ") + std::string(word);
  }
  return rest;
}

}  // namespace

StyleSheets StyleSheets::of(const HtmlDocument& document, const StyleSheetLoader& load) {
  StyleSheets sheets;
  for (HtmlNodeId id = 0; id < document.page_end(); ++id) {
    // What stands in a noscript is for browsers without scripts.
    if (document.is_html(id, "noscript")) {
      id = document.node(id).subtree_end - 1;
      continue;
    }
    if (document.node(id).name == "style" && document.is_element(id)) {
      const std::string_view type = trim(document.attribute_value(id, "type"));
      if (!type.empty() && !equals_ignoring_case(type, "text/css")) continue;
      sheets.add_sheet(parse_css(document.text_content(id)), {}, document.attribute_value(id, "media"), load,
                       0);
    } else if (document.is_html(id, "link") && asks_for_style_sheet(document.attribute_value(id, "rel"))) {
      const std::string_view media = document.attribute_value(id, "media");
      if (document.has_attribute(id, "disabled")) continue;
      if (!media_orientation(media) && !media_matches(media, {})) continue;
      const std::string_view address = document.attribute_value(id, "href");
      const auto text = load ? load(address) : std::nullopt;
      if (text) {
        sheets.add_sheet(parse_css(*text), address, media, load, 0);
      } else {
        sheets.incomplete_ = true;
      }
    }
  }
  return sheets;
}

void StyleSheets::add(std::string_view css, std::string_view media) {
  add_sheet(parse_css(css), {}, media, {}, 0);
}

void StyleSheets::add_sheet(const CssSheet& sheet, std::string_view address, std::string_view media,
                            const StyleSheetLoader& load, int depth) {
  for (const CssImport& import : sheet.imports) {
    const std::string import_media = media_of_import(import.media);
    if (!media_orientation(import_media) && !media_matches(import_media, {})) continue;
    const std::string target = beside(address, import.address);
    // Sheets that import each other end, and one that imports many is no author's.
    const bool follow = load && depth < kMaxImports && ++imports_ <= kMaxImportsInAll;
    const auto text = follow ? load(target) : std::nullopt;
    if (text) {
      add_sheet(parse_css(*text), target, import_media.empty() ? media : std::string_view(import_media), load,
                depth + 1);
    } else {
      incomplete_ = true;
    }
  }
  incomplete_ = incomplete_ || sheet.truncated;
  for (const CssRule& rule : sheet.rules) {
    std::vector<std::string> queries = rule.media;
    if (!trim(media).empty()) queries.emplace_back(media);
    // Queries for an orientation are answered later, once for each; all others now.
    std::vector<std::string> open;
    bool holds = true;
    for (std::string& query : queries) {
      if (media_orientation(query)) {
        open.push_back(std::move(query));
      } else {
        holds = holds && media_matches(query, {});
      }
    }
    if (holds) add_rule(rule, std::move(open));
  }
}

void StyleSheets::add_rule(const CssRule& rule, std::vector<std::string> media) {
  std::vector<CssDeclaration> wanted;
  for (const CssDeclaration& declaration : rule.declarations) {
    if (is_wanted(declaration.property)) wanted.push_back(declaration);
  }
  if (wanted.empty()) return;
  auto selectors = parse_css_selectors(rule.selectors);
  if (!selectors) return;
  depends_on_orientation_ = depends_on_orientation_ || !media.empty();
  ++order_;
  for (CssSelector& selector : *selectors) {
    if (selector.pseudo_element == CssPseudoElement::Other) continue;
    const auto index = static_cast<std::uint32_t>(rules_.size());
    if (const CssCondition* id = key_of(selector, CssCondition::Kind::Id)) {
      by_id_[id->name].push_back(index);
    } else if (const CssCondition* name = key_of(selector, CssCondition::Kind::Class)) {
      by_class_[name->name].push_back(index);
    } else if (const CssCondition* type = key_of(selector, CssCondition::Kind::Type)) {
      by_type_[to_lower_ascii(type->name)].push_back(index);
    } else if (others_.size() < kMaxUnsorted) {
      others_.push_back(index);
    } else {
      incomplete_ = true;
      continue;
    }
    rules_.push_back(StyleRule{std::move(selector), wanted, media, order_, rule.layered});
  }
}

void StyleSheets::try_bucket(const Bucket& bucket, const HtmlDocument& document, HtmlNodeId element,
                             std::optional<MediaOrientation> orientation, std::vector<const StyleRule*>& out,
                             std::size_t& budget) const {
  MediaEnvironment environment;
  if (orientation) environment.orientation = *orientation;
  if (environment.orientation == MediaOrientation::Portrait)
    std::swap(environment.width_px, environment.height_px);
  for (std::uint32_t index : bucket) {
    if (budget == 0) return;
    const StyleRule& rule = rules_[index];
    const bool holds = std::all_of(rule.media.begin(), rule.media.end(), [&](const std::string& query) {
      return media_matches(query, environment);
    });
    if (holds && css_matches(rule.selector, document, element, budget)) out.push_back(&rule);
  }
}

void StyleSheets::collect(const HtmlDocument& document, HtmlNodeId element,
                          std::optional<MediaOrientation> orientation, std::vector<const StyleRule*>& out,
                          std::size_t& budget) const {
  if (rules_.empty()) return;
  const auto look_up = [&](const std::unordered_map<std::string, Bucket>& map, std::string_view key) {
    if (map.empty()) return;
    const auto found = map.find(std::string(key));
    if (found != map.end()) try_bucket(found->second, document, element, orientation, out, budget);
  };
  if (const HtmlAttribute* id = document.attribute(element, "id")) look_up(by_id_, id->value);
  if (const HtmlAttribute* classes = document.attribute(element, "class")) {
    std::vector<std::string_view> words = split_css_words(classes->value);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    for (std::string_view word : words) look_up(by_class_, word);
  }
  look_up(by_type_, to_lower_ascii(document.node(element).name));
  try_bucket(others_, document, element, orientation, out, budget);
}

}  // namespace gazette
