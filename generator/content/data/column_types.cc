// Looks at all cells of a column and at its name. A figure that is called a year by mistake loses its commas;
// a year that is called a figure is drawn, added up and read as "two thousand and nineteen children".
#include "content/data/column_types.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "content/words/data_forms.h"

namespace gazette {
namespace {

// "Year" in the languages of Europe and some more, in lower case; "fy" and "cohort" hold years as well.
constexpr std::array<std::string_view, 53> kYearWords = {
    "year",   "years", "yr",   "fy",    "cohort", "jahr",  "jahre", "année", "annee",    "années", "an",
    "ans",    "anno",  "anni", "año",   "ano",    "años",  "anos",  "any",   "blwyddyn", "bliain", "bliadhna",
    "jaar",   "år",    "ár",   "vuosi", "rok",    "roky",  "lata",  "év",    "leto",     "godina", "год",
    "година", "рік",   "έτος", "metai", "gads",   "aasta", "urte",  "yıl",   "viti",     "sena",   "سنة",
    "السنة",  "سال",   "שנה",  "年",    "年度",   "연도",  "वर्ष",   "ปี",     "năm"};
// Ends of compounds: Schuljahr, schooljaar, läsår.
constexpr std::array<std::string_view, 5> kYearEndings = {"jahr", "jaar", "år", "vuosi", "year"};
// Words for codes and numbers that are names.
constexpr std::array<std::string_view, 44> kCodeWords = {
    "code",  "codes",   "id",    "ids",       "identifier", "uprn",      "usrn",        "urn",      "upn",
    "ukprn", "laestab", "estab", "dfe",       "ons",        "gss",       "nuts",        "lau",      "insee",
    "siren", "siret",   "ref",   "reference", "phone",      "telephone", "tel",         "postcode", "zip",
    "plz",   "kod",     "kode",  "koodi",     "kód",        "cod",       "código",      "codigo",   "codice",
    "codi",  "cód",     "côd",   "kennung",   "kennzahl",   "nummer",    "identifiant", "objectid"};
constexpr std::array<std::string_view, 8> kCodeEndings = {
    "schlüssel", "schluessel", "kennziffer", "nummer", "kod", "koodi", "code", "leitzahl"};
// A column of one of these names tells when or who, not how many.
constexpr std::array<std::string_view, 22> kNamesOfKinds = {
    "age", "ages", "month", "week", "day", "quarter", "hour", "rank", "alter",    "monat", "woche",
    "âge", "mois", "edad",  "mes",  "oed", "mis",     "età",  "mese", "leeftijd", "maand", "no"};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <std::size_t N>
bool ends_in(const std::array<std::string_view, N>& endings, std::string_view word) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

/// The words of a column's name in lower case: "new_la_code", "wardCode" and "Ward code" are three, two, two.
std::vector<std::string> words_of(std::string_view name) {
  std::string parted;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool hump =
        i > 0 && is_ascii_upper(name[i]) && is_ascii_letter(name[i - 1]) && !is_ascii_upper(name[i - 1]);
    if (hump) parted += ' ';
    const bool letter = is_ascii_letter(name[i]) || static_cast<unsigned char>(name[i]) >= 0x80U;
    parted += letter ? name[i] : ' ';
  }
  std::vector<std::string> words;
  const std::string lower = to_lower(parted);
  for (const std::string_view word : split(lower, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

bool is_named_year(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return is_among(kYearWords, word) || ends_in(kYearEndings, word);
  });
}

bool is_named_code(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  if (words.empty()) return false;
  if (words.size() == 1 && is_among(kNamesOfKinds, words[0])) return true;
  // "Ward code", "code postal", "N uprn"; but "codes issued" and "id checks" count something.
  const std::string& first = words.front();
  const std::string& last = words.back();
  const bool code_of =
      first == "code" || first == "código" || first == "codigo" || first == "codice" || first == "côd";
  if (words.size() > 1 && last == "number" && first == "row") return true;
  return is_among(kCodeWords, last) || ends_in(kCodeEndings, last) || (code_of && words.size() > 1);
}

/// What the cells of one column have in common.
struct ColumnLook {
  bool figures = false;         // every cell that holds something is a number, and some do
  bool whole = true;            // without a point
  bool years = true;            // four digits from 1800 to 2200
  bool digits = false;          // digits alone, some with a nought in front
  std::set<std::string> signs;  // "£", "%" or "": what loose figures carry
  std::vector<long> values;     // of whole numbers up to nine digits, in the order of the file
};

class Inference {
 public:
  Inference(const CsvFile& file, const SchemaRest& rest, DataSet& set)
      : file_(file), rest_(rest), set_(set) {}

  void run() {
    looks_.resize(file_.header().size());
    for (std::size_t i = 0; i < looks_.size(); ++i) {
      if (rest_.typed[i]) continue;
      looks_[i] = look_at(i);
      set_type(i);
    }
    if (!any_names()) name_rows_by_first();
  }

 private:
  /// A column is made of figures when every cell is a bare number or stands for a missing one. Cells that say
  /// so badly ("N/A", an unknown code) are told of one by one; they do not make the column one of words.
  ColumnLook look_at(std::size_t index) const {
    ColumnLook look;
    bool noughts = false;
    look.digits = true;
    look.figures = true;
    bool any = false;
    for (std::size_t i = 0; i < file_.row_count() && (look.figures || look.digits); ++i) {
      std::string text(trim(file_.row(i).cells[index].text));
      take_note_marks(text);
      if (text.empty() || is_missing(text) || is_in_brackets(text)) continue;
      if (!placeholder_hint(text, true).empty()) continue;
      any = true;
      look.digits = look.digits && is_digits(text, text.size());
      noughts = noughts || has_leading_nought(text);
      auto number = parse_plain_number(text);
      if (!number && rest_.loose) number = parse_loose_number(text);
      if (!number || has_leading_nought(text)) {
        look.figures = false;
        continue;
      }
      look.signs.insert(text.find("£") != std::string::npos ? "£" : text.ends_with('%') ? "%" : "");
      look.whole = look.whole && number->is_whole() && text.find('.') == std::string::npos;
      look.years = look.years && is_digits(text, 4) && text >= "1800" && text <= "2200";
      if (look.whole && text.size() <= 9) look.values.push_back(static_cast<long>(number->numerator()));
    }
    look.figures = look.figures && any && look.signs.size() == 1;
    look.digits = look.digits && any && noughts;
    return look;
  }

  bool is_missing(std::string_view text) const {
    return std::any_of(set_.missing_codes.begin(), set_.missing_codes.end(),
                       [&](const MissingCode& code) { return code.code == text; });
  }

  void set_type(std::size_t index) {
    const ColumnLook& look = looks_[index];
    Column& column = set_.columns[index];
    column.identifier = look.digits;
    if (!look.figures) return;
    const std::string& sign = *look.signs.begin();
    if (!sign.empty()) {
      column.type = sign == "%" ? ColumnType::Percent : ColumnType::Currency;
    } else if (is_year(index)) {
      column.type = ColumnType::Year;
    } else if (look.whole && (is_named_code(column.name) || counts_rows(index))) {
      column.identifier = true;
    } else {
      column.type = look.whole ? ColumnType::Integer : ColumnType::Decimal;
    }
  }

  /// By its name in many languages; without one, by its cells: the first column of a table is rarely a
  /// figure, and figures are rarely years that follow each other without a gap.
  bool is_year(std::size_t index) const {
    const ColumnLook& look = looks_[index];
    if (!look.years || !look.whole) return false;
    if (is_named_year(set_.columns[index].name)) return true;
    const auto [least, most] = std::minmax_element(look.values.begin(), look.values.end());
    if (*least < 1900 || *most > 2100 || looks_.size() < 2) return false;
    if (index == 0) return file_.row_count() > 1;
    const std::set<long> distinct(look.values.begin(), look.values.end());
    const bool without_gap = *most - *least + 1 == static_cast<long>(distinct.size());
    const bool repeated = distinct.size() < look.values.size() && distinct.size() > 1;
    return without_gap && (distinct.size() >= 3 || repeated);
  }

  /// 1, 2, 3 or 1001, 1002, 1003 in the first column: numbers of rows, or of cases.
  bool counts_rows(std::size_t index) const {
    const std::vector<long>& values = looks_[index].values;
    if (index != 0 || looks_.size() < 2 || values.size() < 3 || values.size() != file_.row_count())
      return false;
    for (std::size_t i = 1; i < values.size(); ++i) {
      if (values[i] != values[i - 1] + 1) return false;
    }
    return true;
  }

  bool any_names() const {
    return std::any_of(set_.columns.begin(), set_.columns.end(), [](const Column& column) {
      return !column.hidden && column.formula.empty() && !is_numeric(column.type);
    });
  }

  /// In a table of figures alone the first column says what the others are about. A single row of figures,
  /// and a column whose figures an author typed, stay what they are.
  void name_rows_by_first() {
    if (looks_.size() < 2 || file_.row_count() < 2 || rest_.typed[0] || !looks_[0].figures) return;
    Column& first = set_.columns.front();
    if (first.hidden || !set_.row_header.empty() || !looks_[0].signs.begin()->empty()) return;
    first.type = ColumnType::Text;
    first.identifier = true;
  }

  const CsvFile& file_;
  const SchemaRest& rest_;
  DataSet& set_;
  std::vector<ColumnLook> looks_;
};

}  // namespace

bool is_in_brackets(std::string_view text) {
  return text.size() > 2 && text.front() == '[' && text.back() == ']';
}

void take_formats(std::span<const ShownAs> shown, SchemaRest& rest, DataSet& set) {
  using Kind = ShownAs::Kind;
  for (std::size_t i = 0; i < std::min(shown.size(), rest.typed.size()); ++i) {
    Column& column = set.columns[i];
    const ShownAs& format = shown[i];
    const bool figures = rest.typed[i] ? is_numeric(column.type) : format.kind != Kind::General;
    if (figures && format.places && !column.decimal_places) column.decimal_places = format.places;
    if (rest.typed[i] || format.kind == Kind::General || format.kind == Kind::Number) continue;
    rest.typed[i] = true;
    column.identifier = format.kind == Kind::Code;
    if (format.kind == Kind::Percent) column.type = ColumnType::Percent;
    if (format.kind == Kind::Date) column.type = ColumnType::Date;
    if (format.kind != Kind::Currency) continue;
    const bool pounds = format.symbol == "£";
    column.type = pounds ? ColumnType::Currency : ColumnType::Decimal;
    if (!pounds && column.unit.empty()) column.unit = format.symbol;
  }
}

void infer_column_types(const CsvFile& file, const SchemaRest& rest, DataSet& set) {
  Inference(file, rest, set).run();
}

}  // namespace gazette
