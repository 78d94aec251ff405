#pragma once
// Media queries (Media Queries 4), answered for one imagined screen.

#include <optional>
#include <string_view>

namespace gazette {

enum class MediaOrientation { Landscape, Portrait };

/// The screen that a checker imagines: a desktop window, light, no special wishes.
struct MediaEnvironment {
  bool print = false;
  double width_px = 1280;
  double height_px = 800;
  MediaOrientation orientation = MediaOrientation::Landscape;
  bool dark = false;
};

/// True when one of the comma-separated queries holds; an empty list holds always. A query that cannot
/// be understood does not hold, as in browsers.
bool media_matches(std::string_view queries, const MediaEnvironment& environment);

/// The orientation that a query list asks for, when it asks for one.
std::optional<MediaOrientation> media_orientation(std::string_view queries);

/// A length such as "12px", "1.5em", "0" or "calc(1em + 2px)" in pixels; `em_px` stands for one em, `root_px`
/// for one rem. Percentages and viewport units have no value here.
std::optional<double> css_length_px(std::string_view text, double em_px, double root_px = 16);

}  // namespace gazette
