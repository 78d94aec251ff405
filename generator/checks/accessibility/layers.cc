#include "checks/accessibility/layers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace gazette {

namespace {

// More on one page than a checker compares with each text; beyond that nothing is certain.
constexpr std::size_t kMostLayers = 400;

bool is_replaced(std::string_view name) {
  constexpr std::array<std::string_view, 8> kReplaced{"img",    "picture", "video", "canvas",
                                                      "iframe", "object",  "embed", "svg"};
  return std::find(kReplaced.begin(), kReplaced.end(), name) != kReplaced.end();
}

int level_of(const ComputedStyle& style) {
  if (style.position == CssPosition::Static && !style.has_transform && style.opacity >= 1 && !style.z_index)
    return 0;
  const int z = style.z_index.value_or(0);
  return z < 0 ? -1 : z + 1;
}

HtmlNodeId common_ancestor(const HtmlDocument& document, HtmlNodeId one, HtmlNodeId other) {
  while (one != kNoHtmlNode && !document.contains(one, other)) one = document.parent_element(one);
  return one;
}

/// `2/4` as lines 2 and 4; nothing for names, spans and lines counted from the end.
std::optional<std::pair<int, int>> grid_lines(std::string_view text) {
  const auto number = [](std::string_view word) -> std::optional<int> {
    int value = 0;
    word = trim(word);
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (fault != std::errc{} || end != word.data() + word.size() || value <= 0) return std::nullopt;
    return value;
  };
  const std::size_t slash = text.find('/');
  const auto first = number(text.substr(0, slash));
  if (!first) return std::nullopt;
  if (slash == std::string_view::npos) return std::pair(*first, *first + 1);
  const auto last = number(text.substr(slash + 1));
  if (!last) return std::nullopt;
  return std::pair(std::min(*first, *last), std::max(*first, *last));
}

bool may_overlap(std::string_view one, std::string_view other) {
  if (one.empty() || other.empty()) return false;
  if (one == other) return one != "auto";
  const auto first = grid_lines(one);
  const auto second = grid_lines(other);
  if (first && second) return first->first < second->second && second->first < first->second;
  // Areas of other names lie apart.
  const bool names = is_ascii_letter(one.front()) && is_ascii_letter(other.front());
  return !names || one.starts_with("span") || other.starts_with("span");
}

bool share_cell(const ComputedStyle& one, const ComputedStyle& other) {
  return may_overlap(one.grid_row, other.grid_row) && may_overlap(one.grid_column, other.grid_column);
}

}  // namespace

Layers::Layers(const AccessiblePage& page) : page_(page) {
  const HtmlDocument& document = page.document();
  drawn_.assign(document.size() + 1, 0);
  for (const PseudoLayer& layer : page.styles().pseudo_layers()) drawn_[layer.element + 1] = 1;
  for (HtmlNodeId id : page.elements()) {
    const ComputedStyle& style = page.styles().of(id);
    has_grid_ = has_grid_ || !style.grid_row.empty();
    if (page.is_visible(id) && (is_replaced(document.node(id).name) || draws_background(style)))
      drawn_[id + 1] = 1;
  }
  for (std::size_t i = 1; i < drawn_.size(); ++i) drawn_[i] += drawn_[i - 1];
  for (const PseudoLayer& layer : page.styles().pseudo_layers()) {
    if (!page.is_visible(layer.element)) continue;
    layers_.push_back({layer.element, scope_of(layer.element, layer.style, true), &layer.style, true});
  }
  for (HtmlNodeId id : page.elements()) {
    const ComputedStyle& style = page.styles().of(id);
    const bool fixed = style.position == CssPosition::Fixed;
    // A bar at an edge of the window lies over what is scrolled past it, not behind it.
    const bool placed = style.position == CssPosition::Absolute || style.pulled ||
                        (fixed && (style.stretched || style.z_index.value_or(0) < 0));
    if (placed && page.is_visible(id) && draws(id))
      layers_.push_back({id, scope_of(id, style, false), &style, false});
  }
}

HtmlNodeId Layers::scope_of(HtmlNodeId id, const ComputedStyle& style, bool pseudo) const {
  const HtmlDocument& document = page_.document();
  if (style.position == CssPosition::Fixed) return document.html();
  HtmlNodeId up = pseudo ? id : document.parent_element(id);
  if (style.position != CssPosition::Absolute) return up == kNoHtmlNode ? document.html() : up;
  for (; up != kNoHtmlNode; up = document.parent_element(up)) {
    const ComputedStyle& around = page_.styles().of(up);
    if (around.position != CssPosition::Static || around.has_transform) return up;
  }
  return document.html();
}

int Layers::level(HtmlNodeId id, HtmlNodeId above) const {
  int found = 0;
  for (; id != kNoHtmlNode && id != above; id = page_.document().parent_element(id)) {
    if (const int own = level_of(page_.styles().of(id)); own != 0) found = own;
  }
  return found;
}

int Layers::level(const Layer& layer, HtmlNodeId above) const {
  if (!layer.pseudo) return level(layer.element, above);
  const int around = level(layer.element, above);
  return around != 0 ? around : level_of(*layer.style);
}

/// The base is painted after it, and covers it.
bool Layers::hidden_by(const Layer& layer, HtmlNodeId base) const {
  const HtmlDocument& document = page_.document();
  if (base == kNoHtmlNode || document.contains(base, layer.element)) return false;
  const HtmlNodeId above = common_ancestor(document, layer.element, base);
  const int own = level(layer, above);
  const int other = level(base, above);
  return own < other || (own == other && layer.element < base);
}

bool Layers::shares_grid_cell(HtmlNodeId text, HtmlNodeId base) const {
  const HtmlDocument& document = page_.document();
  for (HtmlNodeId item = text; item != kNoHtmlNode; item = document.parent_element(item)) {
    if (base != kNoHtmlNode && document.contains(item, base)) return false;
    const ComputedStyle& style = page_.styles().of(item);
    const HtmlNodeId grid = document.parent_element(item);
    if (style.grid_row.empty() || grid == kNoHtmlNode) continue;
    for (HtmlNodeId other : document.children(grid)) {
      if (other == item || !document.is_element(other) || !page_.is_visible(other) || !draws(other)) continue;
      if (share_cell(style, page_.styles().of(other))) return true;
    }
  }
  return false;
}

bool Layers::may_lie_behind(HtmlNodeId text, HtmlNodeId base) const {
  if (layers_.size() > kMostLayers) return true;
  if (has_grid_ && shares_grid_cell(text, base)) return true;
  const HtmlDocument& document = page_.document();
  const double line = page_.styles().of(text).font_size_px * 0.75;
  for (const Layer& layer : layers_) {
    if (!document.contains(layer.scope, text)) continue;
    if (!layer.pseudo && document.contains(layer.element, text)) continue;
    // Lower or narrower than a letter: a rule, an arrow, a dot.
    const ComputedStyle& style = *layer.style;
    if ((style.own_height && *style.own_height < line) || (style.own_width && *style.own_width < line))
      continue;
    if (hidden_by(layer, base)) continue;
    if (layer.pseudo && document.contains(layer.element, text)) return true;
    const HtmlNodeId above = common_ancestor(document, layer.element, text);
    const int own = level(layer, above);
    const int of_text = level(text, above);
    if (own < of_text || (own == of_text && (own == 0 || layer.element < text))) return true;
  }
  return false;
}

}  // namespace gazette
