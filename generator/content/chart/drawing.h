#pragma once
// Builds one static SVG: shapes below, texts above, as few bytes as possible. Knows where each text
// stands, so that a layout can ask before it places one more. No `style` in it, as the site's
// content security policy forbids that.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "content/chart/text_width.h"

namespace gazette {

inline constexpr double kChartFontSize = 14;
inline constexpr double kChartLineHeight = 17;  // more than the 16.1 px such a font's box takes
inline constexpr double kChartAscent = 13;
inline constexpr double kChartDescent = 4;

enum class Anchor { Start, Middle, End };

/// A rectangle in px, y downwards.
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  bool overlaps(const Box& other, double gap = 0) const {
    return left < other.right + gap && other.left < right + gap && top < other.bottom + gap &&
           other.top < bottom + gap;
  }
  bool inside(const Box& other) const {
    return left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom;
  }
};

struct Point {
  double x = 0, y = 0;
};

/// True when the segment from `a` to `b` touches `box`.
bool segment_meets(const Box& box, Point a, Point b);

struct TextStyle {
  FontWeight weight = FontWeight::Normal;
  std::string_view colour = "#0b0c0c";
  bool halo = true;  // a white edge, so that a gridline behind does not cut the letters
};

/// A coordinate with at most `decimals` digits and no needless ones: "12", "-0.5" as "-.5".
std::string svg_number(double value, int decimals = 1);

/// Space the estimate gives one line of text whose baseline starts, centres or ends at (x, y).
Box text_box(double x, double y, Anchor anchor, std::string_view text,
             FontWeight weight = FontWeight::Normal);

class Drawing {
 public:
  /// `prefix` starts every id in it; unique on the page.
  Drawing(double width, std::string prefix) : width_(width), prefix_(std::move(prefix)) {}

  double width() const { return width_; }
  double height = 0;

  /// Adds markup below all texts. The caller answers for its form.
  void shape(std::string_view markup) { shapes_.append(markup); }
  /// One line of text; returns its box. Recorded even if it overlaps: required labels are laid out to fit.
  Box text(double x, double y, Anchor anchor, std::string_view text, TextStyle style = {});
  /// Lines below one another, the first with its baseline at `y`.
  void lines(double x, double y, Anchor anchor, const std::vector<std::string>& lines, TextStyle style = {});
  /// True when a text there would meet no other and stay on the plate.
  bool is_free(const Box& box, double gap = 2) const;

  /// An id of this drawing and a reference to it: "fig-3-n-m1".
  std::string id(std::string_view name) const { return prefix_ + "-" + std::string(name); }
  const std::vector<Box>& boxes() const { return boxes_; }

  /// The whole element. `title` becomes its accessible name.
  std::string svg(std::string_view css_class, std::string_view title) const;

 private:
  double width_;
  std::string prefix_;
  std::string shapes_;
  std::vector<Box> boxes_;
  std::map<std::tuple<std::string, bool, FontWeight, Anchor>, std::string>
      texts_;  // by colour, halo, weight, anchor
};

}  // namespace gazette
