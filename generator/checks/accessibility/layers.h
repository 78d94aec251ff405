#pragma once
// What may lie behind a text though it is none of the elements around it: boxes that a page takes out of the
// flow, pulls over their neighbours or puts into one cell of a grid (CSS 2.2 appendix E, CSS Grid 8). No
// layout is done, so an answer is "may lie", never "lies".

#include <vector>

#include "checks/accessibility/accessible_page.h"

namespace gazette {

class Layers {
 public:
  explicit Layers(const AccessiblePage& page);

  /// Whether something is or may be drawn between the text of an element and `base`, the nearest element
  /// around it with a colour that lets nothing through (kNoHtmlNode: the canvas).
  bool may_lie_behind(HtmlNodeId text, HtmlNodeId base) const;

 private:
  struct Layer {
    HtmlNodeId element = kNoHtmlNode;
    HtmlNodeId scope = kNoHtmlNode;  // lies somewhere over this one
    const ComputedStyle* style = nullptr;
    bool pseudo = false;
  };

  bool draws(HtmlNodeId id) const { return drawn_[page_.document().node(id).subtree_end] > drawn_[id]; }
  HtmlNodeId scope_of(HtmlNodeId id, const ComputedStyle& style, bool pseudo) const;
  /// Where a node is painted among the children of `above`: -1 below the flow, 0 in it, 1 and more above it.
  int level(HtmlNodeId id, HtmlNodeId above) const;
  int level(const Layer& layer, HtmlNodeId above) const;
  bool hidden_by(const Layer& layer, HtmlNodeId base) const;
  bool shares_grid_cell(HtmlNodeId text, HtmlNodeId base) const;

  const AccessiblePage& page_;
  std::vector<std::uint32_t> drawn_;  // elements before each node that draw something
  std::vector<Layer> layers_;
  bool has_grid_ = false;
};

}  // namespace gazette
