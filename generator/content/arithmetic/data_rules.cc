// The table behind every `data/*` diagnostic.
#include <array>

#include "content/arithmetic/data_checks.h"

namespace gazette {
namespace {

constexpr std::string_view kSymbols = "Analysis Function: using symbols and shorthand in tables";
constexpr std::string_view kTableSchema = "Frictionless Table Schema";
constexpr std::string_view kScreening = "DfE data screener";

constexpr Severity kError = Severity::Error;
constexpr Severity kWarning = Severity::Warning;

// Reading a data set.
constexpr std::array kReading = {
    Rule{"data/no-csv", kWarning, "YAML file without its CSV", "", "", "",
         "A data set is a CSV file; the YAML beside it only describes it.", "kpis.yaml beside kpi.csv",
         "kpi.yaml beside kpi.csv"},
    Rule{
        "data/not-read", kWarning, "File among the data that nothing reads", "", "", "",
        "In content/data/ stand tables (.csv, .xlsx, .ods) and what describes them (.yaml). Anything else is "
        "without effect there: it is neither read nor published.",
        "content/data/kpi.yml", "content/data/kpi.yaml"},
    Rule{"data/title", kError, "Data set without a title", "WCAG 2.2 technique H39", "1.3.1", "",
         "The title becomes the caption, which is how people find a table among others.", "unit: cases",
         "title: Allegations by year\nunit: cases"},
    Rule{"data/schema", kError, "Value of the wrong kind in the YAML of a data set", "", "", "",
         "The key is known, but its value cannot be used, so what it asked for would be lost.", "dp: many",
         "dp: 1"},
    Rule{"data/unknown-key", kWarning, "Unknown key in the YAML of a data set", "", "", "",
         "A mistyped key does nothing. The nearest known key is offered.", "sorce: LADO report",
         "source: LADO report"},
    Rule{"data/unknown-type", kError, "Unknown column type", kTableSchema, "", "",
         "The type says how figures are read and shown.", "type: percentage", "type: percent"},
    Rule{"data/unknown-column", kError, "Column that is not in the data set", "", "", "",
         "A name in the YAML, a directive or an expression fits no column.", "columns: {n192: {}}",
         "columns: {n1920: {}}"},
    Rule{"data/unknown-row", kError, "Row that is not in the data set", "", "", "",
         "A row key in the YAML, a directive or an expression fits no row.", "totals: [totl]",
         "totals: [total]"},
    Rule{"data/number", kError, "Cell that is not a bare number", "CSV on the Web", "", "",
         "Readers of the download calculate with these cells. Signs, commas and units are added for readers "
         "of the "
         "page by the column's type.",
         "\"13,540\"", "13540"},
    Rule{"data/form", kError, "Cell that is not a date, period or year", "ISO 8601", "", "",
         "Dates in one form sort and compare; 01/02/2019 is two different days.", "01/02/2019", "2019-02-01"},
    Rule{"data/blank", kWarning, "Empty cell in a column of figures", kSymbols, "", "",
         "Readers cannot tell nought from unknown from forgotten. Say which. An error where the column is "
         "`required: true`; nothing with `required: false`, and in columns of words and dates.",
         "2019,", "2019,[x]"},
    Rule{"data/placeholder", kError, "Placeholder that does not say why a value is missing", kSymbols, "", "",
         "Screen readers skip or spell out such signs, and nobody knows what they stand for.", "2019,N/A",
         "2019,[z]"},
    Rule{"data/missing-code", kError, "Unknown missing-value code", kSymbols, "", "",
         "Only known codes get an explanation above the table.", "2019,[n/a]", "2019,[z]"},
    Rule{"data/disclosure", kError, "Confidential figure that can be worked out",
         "GSS guidance on disclosure control; Eurostat: secondary suppression", "", "",
         "A figure withheld as [c] is published all the same when its row or column adds up to a total. "
         "Withhold a second figure, or merge rows.",
         "ward,children\nNorth,14\nSouth,[c]\nEast,9\nTotal,26",
         "ward,children\nNorth,14\nSouth,[c]\nEast,[c]\nTotal,26"},
    Rule{"data/duplicate-key", kError, "Two rows with one key", kTableSchema, "", "",
         "`primaryKey` names columns that together tell every row apart; expressions and checks name rows by "
         "them. Without it rows may share a name, as long as nothing names a row by it.",
         "primaryKey: year\n\nyear,sex,n\n2019,M,5\n2019,F,6",
         "primaryKey: [year, sex]\n\nyear,sex,n\n2019,M,5\n2019,F,6"},
    Rule{"data/repeated-row", kWarning, "Row that repeats an earlier one", kScreening, "", "",
         "A row is easily pasted twice, and is then counted twice.", "North,5\nNorth,5", "North,5"},
    Rule{"data/percent-fraction", kWarning, "Shares typed as fractions", "", "", "",
         "A percent column holds 38 for 38%. A column of 0.38 and 0.12 would be published as 0% and 0%.",
         "share\n0.38\n0.12", "share\n38\n12"},
    Rule{"data/note", kError, "Note that is missing or never referred to", "", "", "",
         "A mark without a note leads nowhere; a note without a mark is not read.",
         "Within 3 months [note 2]", "Within 3 months [note 1]"},
    Rule{"data/spaces", kWarning, "Stray blanks in a cell", kScreening, "", "",
         "Two values that look alike then differ, and searches miss one. So do characters that nobody sees.",
         "\" Neglect\"", "Neglect"},
    Rule{"data/number-as-text", kWarning, "Figures kept as text", kScreening, "", "",
         "Text cannot be added up, checked or drawn.", "30%", "30, with type: percent"},
    Rule{"data/mixed-units", kWarning, "Column that mixes units", kScreening, "", "",
         "Figures in different units cannot be compared down a column.", "30%\n36", "30\n36"},
    Rule{"data/mixed-column", kWarning, "Column of figures and words", kScreening, "", "",
         "A word among figures turns the whole column into text.", "5\nNot collated", "5\n[x]"},
    Rule{"data/date-form", kWarning, "Date in another form", kScreening, "", "",
         "01/02/2019 is February to some readers and January to others.", "01/02/2019", "2019-02-01"},
    Rule{"data/duplicate-column", kWarning, "Two columns with the same figures", kScreening, "", "",
         "A column is easily pasted twice, and the figures that belong there are then lost.",
         "n1819 and n1920 alike in every row", "each year's own figures"},
    Rule{"data/outlier", Severity::Info, "Figure far from the rest of its series", kScreening, "", "",
         "It may be right; a slipped decimal point looks the same.",
         "2014,10\n2015,12\n2016,11\n2017,13\n2018,12\n2019,1300",
         "2014,10\n2015,12\n2016,11\n2017,13\n2018,12\n2019,13"},
    Rule{"data/pattern", kError, "Cell that does not fit its column's pattern", kTableSchema, "", "",
         "The YAML says what the cells of this column look like.", "a1", "A1"},
    Rule{"data/many-columns", Severity::Info, "Table with more than eight columns",
         "GOV.UK Design System; WAI tutorials", "", "",
         "Wide tables are hard to read on a phone and with a magnifier. Consider several simpler ones.",
         "A table of fifteen columns.", "Two tables of seven."},
    Rule{"data/many-rows", Severity::Info, "Table with more than forty rows",
         "GOV.UK Design System; WAI tutorials", "", "",
         "Long tables are hard to find one's way in. Show the rows that matter and offer the rest as a "
         "download.",
         "A table of 300 rows.", "A table of ten rows and a download."},
    Rule{"data/view", kError, "Table that cannot be made as asked", "", "", "",
         "The columns or rows asked for leave nothing to show.", ":columns: key", ":columns: n1819, n1920"},
};

// Expressions and values.
constexpr std::array kValues = {
    Rule{"data/value", kError, "Figure in the text that the data does not give", "", "", "",
         "Readers meet one figure in the sentence and another in the table. Mend whichever is wrong.",
         "{value}`40% = pct(findings[substantiated, n1920], findings[total, n1920])`",
         "{value}`38% = pct(findings[substantiated, n1920], findings[total, n1920])`"},
    Rule{"data/unit", kError, "Figures of two kinds", "", "", "",
         "A percentage is no number of cases, and a difference of percentages is in percentage points.",
         "{value}`2% = change(plans[neglect, p1819], plans[neglect, p1920])`",
         "{value}`2 percentage points = change(plans[neglect, p1819], plans[neglect, p1920])`"},
    Rule{"data/literal", kError, "Text that is not a figure", "", "", "",
         "Only the figure itself goes before the equals sign.", "{value}`many = kpi[neglect, y1920]`",
         "{value}`51% = kpi[neglect, y1920]`"},
    Rule{"data/expression", kError, "Expression that cannot be read", "", "", "",
         "A bracket, name or value is missing or out of place.", "{value}`pct(19, 50`",
         "{value}`pct(19, 50)`"},
    Rule{"data/unknown-set", kError, "Data set that does not exist", "", "", "",
         "A data set is named after its CSV file in content/data.", "{value}`finding[total, n1920]`",
         "{value}`findings[total, n1920]`"},
    Rule{"data/missing", kError, "Value that is missing in the data", "", "", "",
         "The cell holds a code such as [x], so there is no figure to print or to hold the text against.",
         "{value}`kpi[lac, national]`", "{value}`kpi[lac, y1920]`"},
    Rule{"data/not-a-figure", kError, "Words in a calculation", "", "", "",
         "Only figures can be added up or compared.", "{value}`kpi[lac, commentary] + 1`",
         "{value}`kpi[lac, y1920] + 1`"},
    Rule{"data/division", kError, "Division by nought", "", "", "", "A share of nothing is no figure.",
         "{value}`pct(5, 0)`", "{value}`pct(5, 10)`"},
    Rule{"data/overflow", kError, "Result too large to hold", "", "", "",
         "Figures are kept exactly, up to 38 digits.", "{value}`999999999999 * …`", "{value}`19 * 50`"},
    Rule{"data/circular", kError, "Formulas that need each other", "", "", "",
         "Each waits for the other, so neither has a value.", "a: {formula: b + 1}, b: {formula: a + 1}",
         "a: {formula: n + 1}, b: {formula: a + 1}"},
};

// Checks, waivers and corrections.
constexpr std::array kChecks = {
    Rule{"data/sum", kError, "Sum that does not add up", "", "", "",
         "Readers who add up the rows get another total than the one printed.", "2 + 2 = 5", "2 + 2 = 4"},
    Rule{"data/pct", kError, "Share that does not fit its figures", "", "", "",
         "A printed percentage may be half a unit of its last digit off, and no more.", "44 of 91, 49%",
         "44 of 91, 48%"},
    Rule{"data/cumulative", kError, "Running share or total that does not fit", "", "", "",
         "Each line should hold everything up to it.", "30%, 80%", "30%, 82%"},
    Rule{"data/equal", kError, "Two figures that should be equal", "", "", "",
         "The same thing is given as two figures.", "47 and 50", "47 and 47"},
    Rule{"data/cross-equal", kError, "Figure that differs from another data set", "", "", "",
         "Two tables give one thing differently.", "47 here, 50 there", "47 in both"},
    Rule{"data/target", kError, "Target that is not met", "", "", "",
         "The rule names a limit that a figure should reach or keep to.", "82%, target 90%",
         "91%, target 90%"},
    Rule{"data/change-direction", kError, "Arrow that does not fit its figures", "", "", "",
         "Readers who see only the arrow are told the opposite of the figures.", "711 to 652, up",
         "711 to 652, down"},
    Rule{"data/monotonic", kError, "Series that turns", "", "", "",
         "The text or the nature of the figures says that they only rise or only fall.", "13, 11, 12",
         "13, 11, 8"},
    Rule{"data/sums-to", kError, "Shares that do not add up to the whole", "", "", "",
         "Each share may be half a unit off from rounding, and no more.", "49 + 28 + 11 + 8",
         "49 + 28 + 11 + 12"},
    Rule{"data/row-count", kError, "Rows missing or too many", "", "", "", "A row may have been lost.",
         "row-count: 5, four rows", "row-count: 5, five rows"},
    Rule{"data/unique", kError, "Value that stands twice", kTableSchema, "", "",
         "Each value of the column should differ.", "a\na", "a\nb"},
    Rule{"data/in", kError, "Value that is not among those allowed", kTableSchema, "", "",
         "The column has a fixed set of values.", "opne", "open"},
    Rule{"data/range", kError, "Figure outside its limits", kTableSchema, "", "",
         "A share over 100 or a negative count is a slip.", "101%", "100%"},
    Rule{"data/required", kError, "Value that must be there", kTableSchema, "", "",
         "The check asks for a value in each row.", "[x]", "12"},
    Rule{"data/check-empty", kWarning, "Check that compares nothing", "", "", "",
         "It looks as if something were checked, and nothing is.", "A sum over a column of [x].",
         "A sum over a column of figures."},
    Rule{"data/total-unchecked", kWarning, "Total that no check adds up", "", "", "",
         "A row named under `totals` is a promise about the rows above it.", "totals: [total]",
         "totals: [total], and a check sum(rows) = row total"},
    Rule{"data/waiver", kError, "Waiver without a reason or an end date", "", "", "",
         "A waiver is published: readers are told why a figure stands as printed, and somebody looks at it "
         "again.",
         "waive: {reason: rounding}", "waive: {reason: rounding, until: 2027-04-01}"},
    Rule{"data/waiver-expired", kError, "Waiver past its end date", "", "", "",
         "Somebody promised to look at this figure again by then.", "until: 2020-01-01", "until: 2027-04-01"},
    Rule{"data/waiver-unneeded", kWarning, "Waiver that excuses nothing", "", "", "",
         "The figures agree now, so readers would be told of a slip that is gone.",
         "waive on a check that passes", "the check alone"},
    Rule{"data/unknown-waiver", kError, "Waiver that is not in corrections.yaml", "", "", "",
         "A value names a correction by its id.", "waive lad", "waive lado-2019-20"},
    Rule{"data/correction", kError, "Correction that is not complete", "", "", "",
         "The corrections page needs to say where, what and why.", "- id: x",
         "- {id: x, where: a.md, reason: …}"},
};

constexpr auto joined() {
  std::array<Rule, kReading.size() + kValues.size() + kChecks.size()> all{};
  std::size_t at = 0;
  for (const Rule& rule : kReading) all[at++] = rule;
  for (const Rule& rule : kValues) all[at++] = rule;
  for (const Rule& rule : kChecks) all[at++] = rule;
  return all;
}

}  // namespace

std::span<const Rule> data_rules() {
  static constexpr auto kAll = joined();
  return kAll;
}

}  // namespace gazette
