#pragma once
// The forms a cell's text may have: dates, periods, figures as people type them, codes and note marks.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.h"
#include "content/words/wording.h"
#include "model/data_set.h"

namespace gazette {

/// Exactly `count` ASCII digits.
bool is_digits(std::string_view text, std::size_t count);
/// True for a date of the calendar written `2019-05-01`.
bool is_iso_date(std::string_view text);
/// The form of a date: `2019-05-01`; in words, "1 May 2019" or "May-19"; in figures alone, "01/05/2019",
/// which is two different days to two readers.
enum class DateForm { None, Iso, Words, Figures };
DateForm date_form(std::string_view text);
/// "007": a code of figures, which loses something when it is read as a number.
bool has_leading_nought(std::string_view text);
/// 2019, 2019-05 or 2019-05-01.
bool is_partial_date(std::string_view text);
/// 2019, 2019/20, 2019-04/2020-03, Q2 2019/20.
bool is_period(std::string_view text);

/// A figure as people type it: "13,540", "£5", "38%", "−0.5". The number, or nullopt.
std::optional<Rational> parse_loose_number(std::string_view text);

/// For text that stands for a missing value without saying why ("N/A", "..", "*"): what to write
/// instead. Empty for other text. Words such as "none" count only in columns of figures.
std::string_view placeholder_hint(std::string_view text, bool figures);

/// The codes of the Analysis Function's guidance on symbols, which every data set knows.
std::vector<MissingCode> standard_missing_codes();
/// What a code means in the language of the page; a meaning that the data set gives itself stands as written.
std::string spoken_meaning(const MissingCode& code, const Wording& wording);

/// Takes the note marks `[note 1]` out of `text` and gives their ids in order.
std::vector<std::string> take_note_marks(std::string& text);

}  // namespace gazette
