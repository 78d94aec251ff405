#pragma once
// Values of the CSS properties that the checks look at.

#include <optional>
#include <string>
#include <string_view>

#include "checks/accessibility/computed_style.h"

namespace gazette {

/// Degrees, clockwise, that a `transform` turns around the z axis; nothing when it cannot be read.
std::optional<double> transform_rotation(std::string_view value);

/// "90deg", "0.25turn", "1.57rad", "100grad" in degrees.
std::optional<double> css_angle(std::string_view text);

/// The text of a `content` value; `element` is looked at for `attr()`.
std::string content_text(std::string_view value, const HtmlDocument& document, HtmlNodeId element);

std::optional<CssDisplay> css_display(std::string_view value);

/// `font-size` in pixels against the parent's; `root_px` stands for one rem.
std::optional<double> css_font_size(std::string_view value, double parent_px, double root_px = 16);

/// What browsers show an element as before any sheet of the author's.
CssDisplay default_display(const HtmlDocument& document, HtmlNodeId element);

/// Whether `clip` or `clip-path` leaves nothing to see.
bool clips_to_nothing(std::string_view value);

/// Whether a `color-scheme` is dark on a screen whose owner asked for nothing: it names dark and not light.
bool is_dark_scheme(std::string_view value);

}  // namespace gazette
