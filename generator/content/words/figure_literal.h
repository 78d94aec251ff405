#pragma once
// Figures as authors write them in a sentence: "38%", "nine", "£1.2 million", "nearly 12,000",
// "down 32". Read so that an assertion can compare them with the data; and changes put in words.

#include <optional>
#include <string>
#include <string_view>

#include "base/rational.h"
#include "content/words/wording.h"
#include "model/data_set.h"

namespace gazette {

/// How close the text claims to be.
enum class Closeness { Exact, About, Nearly, JustOver, Over, Under, AtLeast, AtMost };

/// A claim of direction: "up 37", "fell by 59", "no change".
enum class Direction { None, Up, Down, Same };

struct FigureLiteral {
  std::optional<Rational> number;  // absent for "no change" and for words that are no figure
  int decimal_places = 0;          // of the last digit shown; negative for "1.2 million"
  Closeness closeness = Closeness::Exact;
  Direction direction = Direction::None;
  bool percent = false;
  bool points = false;
  bool currency = false;
  bool fraction = false;         // "a third", "one in five": the number is a share of 100
  bool ordinal = false;          // "first", "21st"
  std::optional<Rational> part;  // "19 of 50": the two figures as told
  std::optional<Rational> whole;
  bool counts_too = false;  // "38% (19 of 50)", "19 (38%)": `number` is the share, the counts stand beside it
  std::optional<Rational> upper;  // "10 to 20", "between 10 and 20": `number` is the lower end
  std::string unit;               // words after the figure
};

/// Reads a figure. nullopt when the text is no figure; `why` then says what stood in the way, if
/// something nearly was one ("13,54": commas must stand in threes).
std::optional<FigureLiteral> parse_figure_literal(std::string_view text, std::string* why = nullptr);

/// "down 32", "down 32, 41%", "up 2 percentage points", "no change". `as` Percent and Both give the
/// change as a share of `from`; percentages always change in points. A share of nought is left out.
std::string change_in_words(const Rational& from, const Rational& to, ColumnType type, int decimal_places,
                            CompareAs as, const Wording& wording = {});

}  // namespace gazette
