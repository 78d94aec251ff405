#pragma once
// A page as assistive technology meets it: which elements are shown, exposed and reachable by keyboard,
// with which role and which name. Everything is worked out once, in document order; names on demand.

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "checks/accessibility/aria.h"
#include "checks/accessibility/computed_style.h"
#include "formats/html/html_document.h"

namespace gazette {

/// What is known of one element.
struct ElementFacts {
  const AriaRole* role = nullptr;      // after conflict resolution; null when it has none
  const AriaRole* implicit = nullptr;  // what the element is without a `role` attribute
  const AriaRole* written = nullptr;   // the first valid role of the attribute, in force or not
  bool shown = false;                  // rendered and not `visibility: hidden`
  bool aria_hidden = false;            // itself or an ancestor says `aria-hidden="true"`
  bool inert = false;
  bool in_presentational = false;  // below an element whose children are presentational
  bool disabled = false;           // a form control that is switched off
  bool focusable = false;
  bool tabbable = false;  // in sequential focus navigation
};

class AccessiblePage {
 public:
  AccessiblePage(const HtmlDocument& document, const StyleSheets& sheets);
  ~AccessiblePage();
  AccessiblePage(const AccessiblePage&) = delete;
  AccessiblePage& operator=(const AccessiblePage&) = delete;

  const HtmlDocument& document() const { return document_; }
  const ComputedStyles& styles() const { return styles_; }
  const StyleSheets& sheets() const { return sheets_; }
  /// The page's elements in document order; templates left out.
  const std::vector<HtmlNodeId>& elements() const { return elements_; }

  const ElementFacts& facts(HtmlNodeId id) const { return facts_[id]; }
  bool has_role(HtmlNodeId id, std::string_view name) const {
    return facts_[id].role != nullptr && facts_[id].role->is(name);
  }
  /// The role comes from the `role` attribute and is not the one the element has anyway.
  bool has_explicit_role(HtmlNodeId id) const {
    return facts_[id].written != nullptr && facts_[id].role == facts_[id].written &&
           facts_[id].role != facts_[id].implicit;
  }
  /// The role is `none` or `presentation`.
  bool is_presentational(HtmlNodeId id) const;
  /// Rendered, not hidden, and not moved or clipped out of sight.
  bool is_visible(HtmlNodeId id) const { return facts_[id].shown && !styles_.of(id).out_of_sight; }
  /// Not hidden from assistive technology by any means, whatever its role.
  bool is_perceivable(HtmlNodeId id) const {
    return facts_[id].shown && !facts_[id].aria_hidden && !facts_[id].inert;
  }
  /// In the accessibility tree: perceivable, not presentational, not part of something atomic.
  bool is_exposed(HtmlNodeId id) const {
    return is_perceivable(id) && !facts_[id].in_presentational && !is_presentational(id);
  }

  /// Accessible name and description (accname-1.2), white space collapsed.
  const std::string& name(HtmlNodeId id) const;
  std::string description(HtmlNodeId id) const;

  /// `label` elements of a form control: those that name it in `for` and the one around it.
  const std::vector<HtmlNodeId>& labels(HtmlNodeId control) const;
  /// The elements that this one owns: the nearest below it that have a role, and those of `aria-owns`.
  std::vector<HtmlNodeId> owned(HtmlNodeId id) const;
  /// The element that owns it: named by `aria-owns`, or the nearest above that has a role.
  HtmlNodeId owner(HtmlNodeId id) const;

 private:
  friend class PageReader;

  const HtmlDocument& document_;
  const StyleSheets& sheets_;
  ComputedStyles styles_;
  std::vector<HtmlNodeId> elements_;
  std::vector<ElementFacts> facts_;
  std::unordered_map<HtmlNodeId, std::vector<HtmlNodeId>> labels_;
  std::unordered_map<HtmlNodeId, HtmlNodeId> owners_;  // by aria-owns
  mutable std::unordered_map<HtmlNodeId, std::string> names_;
};

/// White-space separated words, without repeats of blanks.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace gazette
