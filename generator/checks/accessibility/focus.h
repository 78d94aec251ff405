#pragma once
// What the keyboard reaches (HTML standard, "focusable area" and "sequential focus navigation").

#include <optional>

#include "formats/html/html_document.h"

namespace gazette {

/// The number in `tabindex`; nothing when there is none or it is no number.
std::optional<int> tab_index(const HtmlDocument& document, HtmlNodeId element);

/// A form control that is switched off, by itself or by the `fieldset` it stands in.
bool is_disabled(const HtmlDocument& document, HtmlNodeId element);

/// Whether the element can take focus when it is shown.
bool is_focusable(const HtmlDocument& document, HtmlNodeId element, bool disabled);

/// `button`, `input` (not hidden), `meter`, `output`, `progress`, `select`, `textarea`.
bool is_labelable(const HtmlDocument& document, HtmlNodeId element);

/// The `summary` that opens its `details`: the first among the children.
bool is_details_summary(const HtmlDocument& document, HtmlNodeId element);

}  // namespace gazette
