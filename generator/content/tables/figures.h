#pragma once
// A row of headline figures, for the `{figures}` directive.

#include <string>
#include <vector>

#include "model/data_set.h"

namespace gazette {

enum class ChangeDirection { None, Up, Down, Same };

/// One figure, all texts as readers see them. Only `value` and `label` must be there.
struct HeadlineFigure {
  std::string value;  // "33%"
  std::string label;  // "of referrals were repeat referrals"
  std::string
      change;  // "up 12 percentage points since 2018/19"; words, so that the arrow is no more than a help
  ChangeDirection direction = ChangeDirection::None;
  Polarity polarity = Polarity::None;  // tells better from worse where the author declared it
  std::string better = "better";       // the word for it, in the site's language
  std::string worse = "worse";
  std::string href;  // the page that says more; the label becomes its link. Already an address to print
};

/// A list of cards (`ul.figures > li.figure-card`), or nothing for no figures.
std::string render_figures(const std::vector<HeadlineFigure>& figures);

/// The direction from one figure to the next.
ChangeDirection change_direction(const Rational& from, const Rational& to);
/// An arrow hidden from assistive technology; empty for ChangeDirection::None.
std::string change_arrow(ChangeDirection direction);
/// 1 for a change to the better, -1 to the worse, 0 for neither or undeclared.
int change_merit(ChangeDirection direction, Polarity polarity);

}  // namespace gazette
