#pragma once
// Numbers in English words: "nine", "one hundred and five", "two thirds", "twenty-first". Each reader
// takes what it knows off the front of a text and leaves the rest.

#include <optional>
#include <string_view>
#include <utility>

#include "base/rational.h"

namespace gazette {

/// Takes `words` off the front of `text` when a blank or the end follows; letter case does not matter.
bool take_words(std::string_view& text, std::string_view words);

/// "nine", "Twenty-four", "thirty seven", "a hundred", "one hundred and five", "two thousand", "three
/// million", "a dozen", "twelve and a half", "none", "no".
std::optional<Rational> take_number_words(std::string_view& text);

/// "half", "a third", "two-fifths", "seven tenths": part and whole. Not "third" alone, which is an ordinal.
std::optional<std::pair<int, int>> take_fraction_words(std::string_view& text);

/// "first", "third", "twenty-first".
std::optional<int> take_ordinal_words(std::string_view& text);

/// The ending of a number in digits: "st" for 1 and 21, "th" for 11.
std::string_view ordinal_ending(int number);

}  // namespace gazette
