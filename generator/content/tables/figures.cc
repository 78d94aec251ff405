#include "content/tables/figures.h"

#include "base/text.h"

namespace gazette {

ChangeDirection change_direction(const Rational& from, const Rational& to) {
  const int order = compare(to, from);
  return order > 0 ? ChangeDirection::Up : order < 0 ? ChangeDirection::Down : ChangeDirection::Same;
}

std::string change_arrow(ChangeDirection direction) {
  switch (direction) {
    case ChangeDirection::Up:
      return "<span class=\"arrow\" aria-hidden=\"true\">▲</span> ";
    case ChangeDirection::Down:
      return "<span class=\"arrow\" aria-hidden=\"true\">▼</span> ";
    case ChangeDirection::Same:
      return "<span class=\"arrow\" aria-hidden=\"true\">=</span> ";
    case ChangeDirection::None:
      break;
  }
  return {};
}

int change_merit(ChangeDirection direction, Polarity polarity) {
  const bool moves = direction == ChangeDirection::Up || direction == ChangeDirection::Down;
  if (!moves || polarity == Polarity::None) return 0;
  return (direction == ChangeDirection::Up) == (polarity == Polarity::UpIsGood) ? 1 : -1;
}

std::string render_figures(const std::vector<HeadlineFigure>& figures) {
  if (figures.empty()) return {};
  std::string out = "<ul class=\"figures\">\n";
  for (const HeadlineFigure& figure : figures) {
    out += "<li class=\"figure-card\"><p class=\"figure-value\">" + escape_html(figure.value) +
           "</p><p class=\"figure-label\">";
    const std::string label = escape_html(figure.label);
    out += figure.href.empty() ? label : "<a href=\"" + escape_html(figure.href) + "\">" + label + "</a>";
    out += "</p>";
    if (!figure.change.empty()) {
      const int merit = change_merit(figure.direction, figure.polarity);
      out += "<p class=\"figure-change\">" + change_arrow(figure.direction) + escape_html(figure.change);
      if (merit != 0) out += " (" + escape_html(merit > 0 ? figure.better : figure.worse) + ")";
      out += "</p>";
    }
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

}  // namespace gazette
