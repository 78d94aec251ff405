// One pass over the bytes; values are views into the source unless they held doubled quotes.
#include "formats/csv/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/counted.h"
#include "base/text.h"

namespace gazette {
namespace {

constexpr std::size_t kMostFindings = 20;

std::string separator_name(char separator) {
  return separator == ';' ? "semicolons" : separator == '\t' ? "tabs" : "vertical bars";
}

/// Which separator the first line uses, when it is not the comma.
char guess_separator(std::string_view first_line) {
  std::size_t commas = 0;
  std::map<char, std::size_t> others = {{';', 0}, {'\t', 0}, {'|', 0}};
  bool quoted = false;
  for (const char c : first_line) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ',') ++commas;
    if (const auto found = others.find(c); found != others.end()) ++found->second;
  }
  for (const auto& [separator, count] : others) {
    if (commas == 0 && count > 0) return separator;
  }
  return ',';
}

/// Windows-1252 is what an English spreadsheet writes when it does not write UTF-8.
std::string encoding_hint(unsigned char byte) {
  static const std::map<unsigned char, std::string> kLikely = {
      {0x91, "‘"}, {0x92, "’"}, {0x93, "“"}, {0x94, "”"}, {0x96, "–"}, {0x97, "—"}, {0xA3, "£"}, {0xE9, "é"}};
  const auto found = kLikely.find(byte);
  const std::string letter = found == kLikely.end() ? "" : " (it was probably " + found->second + ")";
  return "save the file as \"CSV UTF-8\"" + letter;
}

}  // namespace

/// Walks the text once. Kept apart from CsvFile so that a finished file has no reading state.
class CsvReader {
 public:
  CsvReader(const SourcePtr& source, Diagnostics& diagnostics)
      : text_(source->text()), file_(source), diagnostics_(diagnostics) {}

  std::optional<CsvFile> read() {
    if (!readable()) return std::nullopt;
    skip_byte_order_mark();
    choose_separator();
    while (at_ < text_.size() && !stopped_) read_record();
    report_counts();
    if (file_.header_.empty()) {
      report(Severity::Error, "csv/empty", {at_, at_}, "this file has no header row",
             "the first row names the columns");
      return std::nullopt;
    }
    return std::move(file_);
  }

 private:
  Place place(Span span) const { return {file_.source_, span}; }

  void report(Severity severity, const std::string& rule, Span span, std::string message, std::string hint) {
    if (++counts_[rule] > kMostFindings) return;
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.rule = rule;
    diagnostic.place = place(span);
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostics_.add(std::move(diagnostic));
  }

  void report_counts() {
    for (const auto& [rule, count] : counts_) {
      if (count <= kMostFindings) continue;
      diagnostics_.info(rule, place({0, 0}),
                        fmt::format("{} more findings like those listed", count - kMostFindings),
                        "mend the first ones; the rest often have the same cause");
    }
  }

  bool readable() {
    const bool utf16 = text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF");
    const std::size_t nul = text_.find('\0');
    if (utf16 || (nul != std::string_view::npos && nul < 4)) {
      report(Severity::Error, "csv/encoding", {0, 1}, "this file is UTF-16, not UTF-8",
             "in the spreadsheet, choose \"CSV UTF-8\" rather than \"Unicode text\"");
      return false;
    }
    if (text_.starts_with("PK\x03\x04")) {
      report(Severity::Error, "csv/encoding", {0, 1}, "this is a spreadsheet or zip file, not CSV",
             "open it in the spreadsheet and save it as \"CSV UTF-8\"");
      return false;
    }
    if (nul != std::string_view::npos) {
      report(Severity::Error, "csv/encoding", {nul, nul + 1},
             "there is a NUL byte here, so this is not a text file", "export the file anew as \"CSV UTF-8\"");
      return false;
    }
    if (const auto invalid = find_invalid_utf8(text_)) {
      report(Severity::Error, "csv/encoding", {*invalid, *invalid + 1}, "this character is not UTF-8",
             encoding_hint(static_cast<unsigned char>(text_[*invalid])));
      return false;
    }
    for (auto at = find_unprintable(text_); at; at = find_unprintable(text_, *at + 1)) {
      const DecodedCharacter character = decode_utf8(text_, *at);
      report(Severity::Error, "file/control-character", {*at, *at + character.length},
             fmt::format("the character U+{:04X} cannot be shown", std::uint32_t{character.value}),
             "delete it: type the value anew");
    }
    if (trim(text_).empty() || trim(text_) == "\xEF\xBB\xBF") {
      report(Severity::Error, "csv/empty", {0, 0}, "this file is empty", "the first row names the columns");
      return false;
    }
    return true;
  }

  void skip_byte_order_mark() {
    if (!text_.starts_with("\xEF\xBB\xBF")) return;
    report(Severity::Info, "csv/byte-order-mark", {0, 3},
           "this file opens with a byte order mark, which is left out", "");
    at_ = 3;
  }

  void choose_separator() {
    std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = trim(text_.substr(at_, end - at_));
    if (line.size() <= 5 && to_lower_ascii(line.substr(0, 4)) == "sep=") {
      report(Severity::Error, "csv/sep-line", {at_, at_ + line.size()},
             "this line is an instruction to Excel, not a row",
             "delete it and use commas between the values");
      if (line.size() == 5) separator_ = line[4];
      at_ = std::min(end + 1, text_.size());
      ++row_number_;
      return;
    }
    separator_ = guess_separator(line);
    if (separator_ == ',') return;
    report(Severity::Error, "csv/separator", {at_, at_ + line.size()},
           "this file has " + separator_name(separator_) + " between its values, not commas",
           "save it as \"CSV UTF-8 (comma delimited)\"");
  }

  bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

  void step_over_line_end() {
    if (at_ >= text_.size()) return;
    if (text_[at_] == '\r') {
      ++at_;
      if (at_ < text_.size() && text_[at_] == '\n') {
        ++at_;
      } else {
        report(Severity::Warning, "csv/line-ending", {at_ - 1, at_},
               "this line ends the way old Macintosh files do", "save the file as \"CSV UTF-8\"");
      }
      return;
    }
    ++at_;
  }

  void read_record() {
    const std::size_t begin = at_;
    record_.clear();
    ++row_number_;
    while (true) {
      record_.push_back(read_value());
      if (stopped_) return;
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      break;
    }
    const std::size_t end = at_;
    step_over_line_end();
    if (file_.header_.empty()) {
      keep_header({begin, end});
    } else {
      keep_row({begin, end});
    }
  }

  CsvCell read_value() {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted();
    const std::size_t begin = at_;
    bool told = false;
    for (; !at_line_end() && text_[at_] != separator_; ++at_) {
      if (text_[at_] != '"' || told) continue;
      told = true;
      report(Severity::Error, "csv/quote", {at_, at_ + 1},
             "a quotation mark stands inside a value without quotes",
             "put the whole value in double quotes and write \"\" for each one inside");
    }
    return {text_.substr(begin, at_ - begin), {begin, at_}};
  }

  CsvCell read_quoted() {
    const std::size_t begin = at_;
    std::size_t close = begin + 1;
    bool doubled = false;
    while (true) {
      close = text_.find('"', close);
      if (close == std::string_view::npos) {
        report(Severity::Error, "csv/quote", {begin, begin + 1}, "this quotation mark is never closed",
               "close it after the value; everything from here on was read as one value");
        stopped_ = true;
        at_ = text_.size();
        return {};
      }
      if (close + 1 >= text_.size() || text_[close + 1] != '"') break;
      doubled = true;
      close += 2;
    }
    at_ = close + 1;
    std::string_view value = text_.substr(begin + 1, close - begin - 1);
    if (doubled) value = file_.unquoted_.emplace_back(replace_all(value, "\"\"", "\""));
    skip_after_quote();
    return {value, {begin, at_}};
  }

  void skip_after_quote() {
    const std::size_t begin = at_;
    while (!at_line_end() && text_[at_] != separator_) ++at_;
    if (at_ == begin) return;
    const std::string_view rest = trim(text_.substr(begin, at_ - begin));
    report(Severity::Error, "csv/quote", {begin, at_},
           rest.empty() ? "there are blanks after the closing quotation mark"
                        : fmt::format("`{}` stands after the closing quotation mark", rest),
           rest.empty() ? "take them out" : "write \"\" for a quotation mark inside a value");
  }

  void keep_header(Span span) {
    const bool blank =
        std::all_of(record_.begin(), record_.end(), [](const CsvCell& c) { return trim(c.text).empty(); });
    if (blank) {
      report(Severity::Error, "csv/blank-row", span, "the header row is empty",
             "the first row names the columns");
      return;
    }
    std::unordered_map<std::string_view, Span> seen;
    for (std::size_t i = 0; i < record_.size(); ++i) {
      CsvCell& cell = record_[i];
      cell.text = trim(cell.text);
      if (cell.text.empty()) {
        report(Severity::Error, "csv/column-name", cell.span.begin < cell.span.end ? cell.span : span,
               fmt::format("column {} has no name", i + 1), "give each column a name in the first row");
        cell.text = file_.unquoted_.emplace_back(fmt::format("column_{}", i + 1));
      }
      const auto [first, fresh] = seen.emplace(cell.text, cell.span);
      if (fresh) continue;
      report(Severity::Error, "csv/column-name", cell.span,
             fmt::format("two columns are called `{}`", cell.text), "give each column a name of its own");
      if (counts_["csv/column-name"] <= kMostFindings) {
        diagnostics_.items().back().notes.push_back({"the first one is here", place(first->second)});
      }
      cell.text = file_.unquoted_.emplace_back(fmt::format("{}_{}", cell.text, i + 1));
    }
    file_.header_ = record_;
  }

  void keep_row(Span span) {
    const std::size_t width = file_.header_.size();
    const bool blank = std::all_of(record_.begin(), record_.end(),
                                   [](const CsvCell& c) { return c.span.begin == c.span.end; });
    if (blank && (record_.size() > 1 || width > 1)) {
      blank_rows_.emplace_back(row_number_, span);
      return;
    }
    report_blank_rows();
    const bool ragged = record_.size() != width;
    if (ragged) report_ragged(span);
    record_.resize(width, CsvCell{{}, {span.end, span.end}});
    file_.cells_.insert(file_.cells_.end(), record_.begin(), record_.end());
    file_.row_numbers_.push_back(row_number_);
    file_.row_ragged_.push_back(ragged);
  }

  // Spreadsheets leave empty rows at the end, which say nothing; in the middle one may be a lost record.
  void report_blank_rows() {
    for (const auto& [number, span] : blank_rows_) {
      report(Severity::Warning, "csv/blank-row", span, fmt::format("row {} is empty", number), "delete it");
    }
    blank_rows_.clear();
  }

  void report_ragged(Span span) {
    const std::size_t width = file_.header_.size();
    const bool too_many = record_.size() > width;
    const Span where = too_many ? Span{record_[width].span.begin, span.end} : span;
    report(Severity::Error, "csv/ragged-row", where,
           fmt::format("row {} has {}, but there are {}", row_number_, counted(record_.size(), "value"),
                       counted(width, "column")),
           too_many ? "a value with a comma in it goes in double quotes" : "add the missing values");
  }

  std::string_view text_;
  CsvFile file_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::size_t> counts_;
  std::vector<CsvCell> record_;
  std::vector<std::pair<std::size_t, Span>> blank_rows_;
  std::size_t at_ = 0;
  std::size_t row_number_ = 0;
  char separator_ = ',';
  bool stopped_ = false;
};

CsvRow CsvFile::row(std::size_t index) const {
  const std::size_t width = header_.size();
  return {std::span(cells_).subspan(index * width, width), row_numbers_[index], row_ragged_[index]};
}

std::optional<std::size_t> CsvFile::find_column(std::string_view name) const {
  const auto found =
      std::find_if(header_.begin(), header_.end(), [&](const CsvCell& cell) { return cell.text == name; });
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

std::optional<CsvFile> parse_csv(const SourcePtr& source, Diagnostics& diagnostics) {
  return CsvReader(source, diagnostics).read();
}

void append_csv_value(std::string& out, std::string_view value) {
  const bool plain = value.find_first_of(",\"\r\n") == std::string_view::npos && trim(value) == value;
  if (plain) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::span<const Rule> csv_rules() {
  static constexpr std::array kRules = {
      Rule{"csv/encoding", Severity::Error, "CSV file that is not UTF-8 text", "RFC 3629; RFC 4180", "", "",
           "Letters with accents, dashes and pound signs would turn into rubbish on the page. Save the file "
           "as "
           "CSV UTF-8.",
           "A file saved as \"Unicode text\" (UTF-16).", "The same file saved as \"CSV UTF-8\"."},
      Rule{"csv/empty", Severity::Error, "CSV file without a header row", "RFC 4180", "", "",
           "Without a row of names nothing can be said about the columns.", "An empty file.",
           "year,cases\n2019,47"},
      Rule{"csv/byte-order-mark", Severity::Info, "CSV file that opens with a byte order mark", "RFC 3629",
           "", "",
           "Spreadsheets put three hidden bytes before the first name. They are left out and do no harm.",
           "A file saved by Excel.", "The same file saved by a text editor."},
      Rule{"csv/sep-line", Severity::Error, "CSV file with an instruction to Excel", "RFC 4180", "", "",
           "A first line such as sep=; is read by Excel alone; every other reader takes it for the column "
           "names.",
           "sep=;\nyear;cases", "year,cases"},
      Rule{"csv/separator", Severity::Error, "CSV file with semicolons or tabs between its values",
           "RFC 4180", "", "", "Readers of the download expect commas. Save the file as comma delimited.",
           "year;cases\n2019;47", "year,cases\n2019,47"},
      Rule{"csv/line-ending", Severity::Warning, "CSV file with old Macintosh line endings", "RFC 4180", "",
           "", "Most programs read such a file as one long line.",
           "Lines that end in a lone carriage return.", "Lines that end in a line feed."},
      Rule{"csv/quote", Severity::Error, "Quotation mark out of place in a CSV file", "RFC 4180", "", "",
           "A quotation mark that is not closed or not doubled makes the rest of the file one value.",
           "She said \"yes\",3", "\"She said \"\"yes\"\"\",3"},
      Rule{"csv/column-name", Severity::Error, "Column without a name, or two with one name", "RFC 4180", "",
           "", "Tables, charts and checks name columns, so each needs a name of its own.", "year,cases,cases",
           "year,cases,cases_closed"},
      Rule{"csv/blank-row", Severity::Warning, "Empty row in a CSV file", "", "", "",
           "An empty row may be a lost record. It is left out.", "2018,79\n\n2019,47", "2018,79\n2019,47"},
      Rule{"csv/ragged-row", Severity::Error, "Row with too few or too many values", "RFC 4180", "", "",
           "The values after the gap stand in the wrong columns. A value with a comma in it goes in double "
           "quotes.",
           "year,cases\n2019,1,047", "year,cases\n2019,1047"},
  };
  return kRules;
}

}  // namespace gazette
