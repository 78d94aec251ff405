#include "content/chart/drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

std::string_view anchor_name(Anchor anchor) {
  switch (anchor) {
    case Anchor::Start:
      return "start";
    case Anchor::Middle:
      return "middle";
    case Anchor::End:
      break;
  }
  return "end";
}

/// Which side of the line a-b a corner lies on.
double side(Point a, Point b, double x, double y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

}  // namespace

bool segment_meets(const Box& box, Point a, Point b) {
  if (std::max(a.x, b.x) < box.left || std::min(a.x, b.x) > box.right) return false;
  if (std::max(a.y, b.y) < box.top || std::min(a.y, b.y) > box.bottom) return false;
  const double sides[] = {side(a, b, box.left, box.top), side(a, b, box.right, box.top),
                          side(a, b, box.left, box.bottom), side(a, b, box.right, box.bottom)};
  const auto [least, most] = std::minmax_element(std::begin(sides), std::end(sides));
  return *least <= 0 && *most >= 0;
}

std::string svg_number(double value, int decimals) {
  if (!std::isfinite(value)) return "0";
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') != std::string::npos) {
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  if (text == "-0") return "0";
  if (text.starts_with("0.")) return text.substr(1);
  if (text.starts_with("-0.")) return "-" + text.substr(2);
  return text;
}

Box text_box(double x, double y, Anchor anchor, std::string_view text, FontWeight weight) {
  const double width = text_width(text, kChartFontSize, weight);
  const double left = anchor == Anchor::Start ? x : anchor == Anchor::Middle ? x - width / 2 : x - width;
  return {left, y - kChartAscent, left + width, y + kChartDescent};
}

Box Drawing::text(double x, double y, Anchor anchor, std::string_view text, TextStyle style) {
  const Box box = text_box(x, y, anchor, text, style.weight);
  if (text.empty()) return box;
  boxes_.push_back(box);
  std::string& out = texts_[{std::string(style.colour), style.halo, style.weight, anchor}];
  out += "<text x=\"" + svg_number(x, 0) + "\" y=\"" + svg_number(y, 0) + "\">";
  append_escaped_html(out, text);
  out += "</text>";
  return box;
}

void Drawing::lines(double x, double y, Anchor anchor, const std::vector<std::string>& lines,
                    TextStyle style) {
  for (const std::string& line : lines) {
    text(x, y, anchor, line, style);
    y += kChartLineHeight;
  }
}

bool Drawing::is_free(const Box& box, double gap) const {
  const Box plate{0, 0, width_, height > 0 ? height : 1e9};
  if (!box.inside(plate)) return false;
  return std::none_of(boxes_.begin(), boxes_.end(),
                      [&](const Box& other) { return box.overlaps(other, gap); });
}

std::string Drawing::svg(std::string_view css_class, std::string_view title) const {
  const std::string w = svg_number(width_, 0);
  const std::string h = svg_number(std::ceil(height), 0);
  std::string out = fmt::format(
      "<svg class=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}\""
      " font-family=\"Arial,Helvetica,sans-serif\" font-size=\"14\" direction=\"ltr\">"
      "<title id=\"{}\">{}</title><path class=\"chart-plate\" fill=\"#fff\" d=\"M0 0h{}v{}H0z\" />",
      css_class, w, h, w, h, id("t"), id("t"), escape_html(title), w, h);
  out += shapes_;
  for (const auto& [key, markup] : texts_) {
    const auto& [colour, halo, weight, anchor] = key;
    out += fmt::format("<g fill=\"{}\"", colour);
    if (halo) out += " stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\"";
    if (weight == FontWeight::Bold) out += " font-weight=\"700\"";
    if (anchor != Anchor::Start) out += fmt::format(" text-anchor=\"{}\"", anchor_name(anchor));
    out += ">" + markup + "</g>";
  }
  out += "</svg>";
  return out;
}

}  // namespace gazette
