// Writes the table's markup. Header cells get ids, and data cells `headers`, only where scope alone
// would leave a screen reader guessing.
#include "content/tables/data_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "content/tables/data_table_layout.h"
#include "content/words/data_forms.h"
#include "content/words/figure_literal.h"
#include "content/words/markup.h"

namespace gazette {
namespace {

/// A phone held upright shows this much without scrolling.
constexpr double kNarrowRem = 20;

/// One change between two figures as markup: words first, an arrow for the eye alone, and "better" or
/// "worse" when a polarity is declared.
std::string change_html(const Rational& from, const Rational& to, ColumnType type, int decimal_places,
                        CompareAs as, Polarity polarity, const Wording& wording) {
  const int order = compare(to, from);
  std::string out = escape_html(change_in_words(from, to, type, decimal_places, as, wording));
  if (order != 0 && polarity != Polarity::None) {
    const bool better = (order > 0) == (polarity == Polarity::UpIsGood);
    out += " (" + escape_html(say(wording, better ? "change_better" : "change_worse")) + ")";
  }
  const std::string_view arrow = order > 0 ? "↑" : order < 0 ? "↓" : "→";
  return out + "&#160;" + tag("span", "class=\"arrow\" aria-hidden=\"true\"", arrow);
}

class TableWriter {
 public:
  TableWriter(const DataSet& set, const DataTableLayout& layout, const DataTableView& view,
              const DataTableOptions& options, const Wording& wording, std::vector<CellUse>* cells)
      : set_(set), layout_(layout), view_(view), options_(options), wording_(wording), uses_(cells) {}

  std::string write() {
    find_corrections();
    find_direction_columns();
    const std::string table = write_table();
    std::string out = legend();
    if (layout_.minimum_width_rem > kNarrowRem) {
      out += tag("div",
                 "class=\"scroll\" role=\"region\" " + attribute("aria-labelledby", caption_id()) +
                     " tabindex=\"0\"",
                 table);
    } else {
      out += table;
    }
    return out + "\n" + notes() + source() + downloads();
  }

 private:
  std::string id(std::string_view part, std::size_t number) const {
    return fmt::format("{}-{}{}", options_.id, part, number);
  }
  std::string caption_id() const { return options_.id + "-caption"; }
  std::string word(std::string_view key) const { return escape_html(say(wording_, key)); }

  // --- Notes -------------------------------------------------------------------------------------

  /// Waived failures of cells shown become notes, numbered after the author's own.
  void find_corrections() {
    std::size_t next = 1;
    for (const DataNote& note : set_.notes) {
      std::size_t number = 0;
      for (const char c : note.id)
        number =
            is_ascii_digit(c) && number < 10'000 ? number * 10 + static_cast<std::size_t>(c - '0') : number;
      next = std::max(next, number + 1);
    }
    for (const WaivedFailure& waived : options_.waived) {
      if (waived.set != set_.id || !waived.cell || waived.cell->set != set_.id || !shows(*waived.cell))
        continue;
      const std::string text = correction_text(waived);
      // One waiver may cover several cells in the same words: readers get them once.
      auto known = std::find_if(correction_texts_.begin(), correction_texts_.end(),
                                [&](const auto& correction) { return correction.second == text; });
      if (known == correction_texts_.end())
        known = correction_texts_.insert(known, {std::to_string(next++), text});
      corrections_[{waived.cell->row, waived.cell->column}].push_back(known->first);
    }
  }

  bool shows(const CellUse& cell) const {
    const auto in = [](const std::vector<std::size_t>& list, std::size_t item) {
      return std::find(list.begin(), list.end(), item) != list.end();
    };
    const bool row = std::any_of(layout_.bodies.begin(), layout_.bodies.end(),
                                 [&](const DataTableLayout::Body& body) { return in(body.rows, cell.row); });
    return row && in(layout_.columns, cell.column);
  }

  std::string correction_text(const WaivedFailure& waived) const {
    if (!waived.note.empty()) return waived.note;  // the author's own words, in place of the calculation
    std::string_view key = "table_correction";
    if (waived.finding_kind == FindingKind::Limit) key = "table_correction_limit";
    if (waived.finding_kind == FindingKind::OtherTable) key = "table_correction_other";
    if (waived.published.empty()) key = "table_correction_unprinted";
    return say(wording_, key,
               {{"published", waived.published}, {"finding", waived.finding}, {"reason", waived.reason}});
  }

  std::string marks(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& note : ids) {
      const std::size_t times = ++marks_[note];
      out += " " + tag("a",
                       "class=\"note-mark\" " + attribute("id", mark_id(note, times)) + " " +
                           attribute("href", "#" + options_.id + "-note-" + slugify(note)),
                       escape_html(say(wording_, "table_note_mark", {{"number", note}})));
    }
    return out;
  }

  std::string mark_id(const std::string& note, std::size_t time) const {
    return fmt::format("{}-mark-{}{}", options_.id, slugify(note), time > 1 ? fmt::format("-{}", time) : "");
  }

  /// A note with a way back to each of its marks.
  std::string one_note(const std::string& number, const std::string& text) const {
    std::string item =
        escape_html(say(wording_, "table_note_mark", {{"number", number}})) + " " + escape_html(text);
    const std::string back = say(wording_, "table_note_back", {{"number", number}});
    const auto marks = marks_.find(number);
    for (std::size_t time = 1; marks != marks_.end() && time <= marks->second; ++time) {
      item += " " + tag("a", attribute("href", "#" + mark_id(number, time)),
                        escape_html(time > 1 ? fmt::format("{} ({})", back, time) : back));
    }
    return tag("li", attribute("id", options_.id + "-note-" + slugify(number)), item) + "\n";
  }

  std::string notes() const {
    std::string items;
    for (const DataNote& note : set_.notes) {
      if (marks_.count(note.id) > 0) items += one_note(note.id, note.text);
    }
    for (const auto& [number, text] : correction_texts_) items += one_note(number, text);
    if (items.empty()) return {};
    return tag("ul", "class=\"table-notes\"", "\n" + items) + "\n";
  }

  // --- Around the table ----------------------------------------------------------------------------

  std::string legend() const {
    std::string codes;
    for (const std::size_t code : used_codes_) {
      const MissingCode& known = set_.missing_codes[code];
      if (!codes.empty()) codes += ", ";
      codes += say(wording_, "table_legend_code",
                   {{"code", known.code}, {"meaning", spoken_meaning(known, wording_)}});
    }
    if (codes.empty()) return {};
    return tag("p", "class=\"legend\"", escape_html(say(wording_, "table_legend", {{"codes", codes}}))) +
           "\n";
  }

  std::string source() const {
    if (!options_.show_source || set_.source.empty()) return {};
    const std::string pattern = escape_html(say(wording_, "table_source"));
    return tag("p", "class=\"source\"",
               replace_all(pattern, "{source}", link_html(set_.source_url, set_.source))) +
           "\n";
  }

  std::string downloads() const {
    std::string items;
    const std::string& title = set_.title;
    for (const DataDownload& file : options_.downloads) {
      const std::string text =
          say(wording_, "table_download", {{"title", title}, {"format", file.format}, {"size", file.size}});
      items +=
          tag("li", "", tag("a", attribute("href", file.address) + " download=\"\"", escape_html(text))) +
          "\n";
    }
    if (items.empty()) return {};
    return tag("ul", "class=\"downloads\"", "\n" + items) + "\n";
  }

  // --- Header --------------------------------------------------------------------------------------

  /// The unit that every figure shown is in stands in the caption; other units stand in their headers.
  std::string common_unit() const {
    if (set_.unit.empty()) return {};
    for (const std::size_t column : layout_.columns) {
      const ColumnType type = set_.columns[column].type;
      const bool counted = is_numeric(type) && type != ColumnType::Percent && type != ColumnType::Currency;
      if (counted && set_.unit_of(column) == set_.unit) return set_.unit;
    }
    return {};
  }

  std::string caption() const {
    const std::string& title = view_.caption.empty() ? set_.title : view_.caption;
    std::string text;
    if (!options_.caption_number.empty()) text += escape_html(options_.caption_number) + " ";
    text += escape_html(title);
    const std::string unit = common_unit();
    if (!unit.empty()) text += " " + tag("span", "class=\"unit\"", "(" + escape_html(unit) + ")");
    return tag("caption", attribute("id", caption_id()), text) + "\n";
  }

  static std::string number_class(bool figures) { return figures ? " class=\"number\"" : ""; }

  std::string column_header(std::size_t column, std::size_t position, bool tall) {
    const Column& described = set_.columns[column];
    std::string text = escape_html(described.label) + marks(described.notes);
    if (!described.unit.empty() && described.unit != set_.unit) {
      text += " " + tag("span", "class=\"unit\"", "(" + escape_html(described.unit) + ")");
    }
    return header_cell(text, position, tall, is_numeric(described.type));
  }

  std::string header_cell(const std::string& text, std::size_t position, bool tall, bool figures) const {
    std::string attributes = "scope=\"col\"";
    if (layout_.ids) attributes = attribute("id", id("c", position)) + " " + attributes;
    if (tall) attributes += " rowspan=\"2\"";
    return tag("th", attributes + number_class(figures), text);
  }

  std::string head() {
    const bool grouped = !layout_.spans.empty();
    const std::size_t first = layout_.headers.size();
    std::string top;
    std::string below;
    for (std::size_t i = 0; i < first; ++i) top += column_header(layout_.headers[i], i, grouped);
    if (!grouped) {
      for (std::size_t i = 0; i < layout_.columns.size(); ++i)
        top += column_header(layout_.columns[i], first + i, false);
    }
    for (std::size_t s = 0; s < layout_.spans.size(); ++s) {
      const DataTableLayout::Span& span = layout_.spans[s];
      if (span.label.empty()) {
        top += column_header(layout_.columns[span.first], first + span.first, true);
        continue;
      }
      top += tag("th",
                 attribute("id", id("g", s)) + " scope=\"colgroup\" " +
                     attribute("colspan", std::to_string(span.count)),
                 escape_html(span.label) + marks(span.notes));
      for (std::size_t i = span.first; i < span.first + span.count; ++i) {
        below += column_header(layout_.columns[i], first + i, false);
      }
    }
    if (layout_.change) top += header_cell(change_label(), layout_.width() - 1, grouped, false);
    std::string rows = tag("tr", "", top) + "\n";
    if (grouped) rows += tag("tr", "", below) + "\n";
    return column_groups() + tag("thead", "", "\n" + rows) + "\n";
  }

  std::string change_label() const {
    return set_.compare->label.empty() ? word("table_change") : escape_html(set_.compare->label);
  }

  /// scope=colgroup means nothing without the groups themselves.
  std::string column_groups() const {
    if (layout_.spans.empty()) return {};
    const auto group = [](std::size_t count) {
      return "<colgroup span=\"" + std::to_string(count) + "\"></colgroup>";
    };
    std::string out = layout_.headers.empty() ? std::string() : group(layout_.headers.size());
    for (const DataTableLayout::Span& span : layout_.spans) out += group(span.count);
    if (layout_.change) out += group(1);
    return out + "\n";
  }

  // --- Body ----------------------------------------------------------------------------------------

  std::string write_table() {
    std::string rows;
    std::string inner = caption() + head();
    for (std::size_t b = 0; b < layout_.bodies.size(); ++b) {
      const DataTableLayout::Body& body = layout_.bodies[b];
      rows.clear();
      if (!body.label.empty()) {
        rows += tag("tr", "",
                    tag("th",
                        attribute("id", id("b", b)) + " scope=\"rowgroup\" " +
                            attribute("colspan", std::to_string(layout_.width())),
                        escape_html(body.label))) +
                "\n";
      }
      for (const std::size_t row : body.rows)
        rows += write_row(row, body.label.empty() ? std::string() : id("b", b));
      inner += tag("tbody", "", "\n" + rows) + "\n";
    }
    return tag("table", "class=\"data\" " + attribute("id", options_.id), "\n" + inner);
  }

  std::string write_row(std::size_t row, const std::string& group_id) {
    std::string cells;
    std::string row_ids = group_id;
    const std::size_t number = row_number_++;
    for (std::size_t i = 0; i < layout_.headers.size(); ++i) {
      const std::size_t column = layout_.headers[i];
      const std::string header_id =
          fmt::format("{}-r{}{}", options_.id, number, i == 0 ? "" : "-" + std::to_string(i));
      std::string attributes = "scope=\"row\"";
      if (layout_.ids) {
        std::string named_by = group_id.empty() ? id("c", i) : group_id + " " + id("c", i);
        attributes = attribute("id", header_id) + " " + attributes + " " + attribute("headers", named_by);
        row_ids += (row_ids.empty() ? "" : " ") + header_id;
      }
      cells +=
          tag("th", attributes + number_class(is_numeric(set_.columns[column].type)), cell_html(row, column));
    }
    for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
      const std::size_t column = layout_.columns[i];
      if (uses_ != nullptr) uses_->push_back({set_.id, row, column});
      cells += tag("td",
                   data_attributes(row_ids, layout_.headers.size() + i, span_of(i),
                                   is_numeric(set_.columns[column].type)),
                   cell_html(row, column));
    }
    if (layout_.change) cells += change_cell(row, row_ids);
    return tag("tr", set_.is_total(row) ? "class=\"total\"" : "", cells) + "\n";
  }

  std::optional<std::size_t> span_of(std::size_t position) const {
    for (std::size_t s = 0; s < layout_.spans.size(); ++s) {
      const DataTableLayout::Span& span = layout_.spans[s];
      const bool inside = position >= span.first && position < span.first + span.count;
      if (inside && !span.label.empty()) return s;
    }
    return std::nullopt;
  }

  std::string data_attributes(const std::string& row_ids, std::size_t position,
                              std::optional<std::size_t> span, bool figures) const {
    std::string out;
    if (figures) out = "class=\"number\"";
    if (!layout_.ids) return out;
    std::string headers = row_ids;
    if (span) headers += (headers.empty() ? "" : " ") + id("g", *span);
    headers += (headers.empty() ? "" : " ") + id("c", position);
    if (!out.empty()) out += " ";
    return out + attribute("headers", headers);
  }

  std::string cell_html(std::size_t row, std::size_t column) {
    const Cell& cell = set_.rows[row].cells[column];
    std::string out;
    if (cell.is_missing()) {
      out = missing_html(static_cast<std::size_t>(cell.missing));
    } else if (direction_columns_.count(column) > 0) {
      out = direction_html(cell.text);
    } else {
      out = escape_html(cell_text(set_, row, column));
    }
    out += marks(cell.notes);
    const auto corrected = corrections_.find({row, column});
    if (corrected != corrections_.end()) out += marks(corrected->second);
    return out;
  }

  std::string missing_html(std::size_t code) {
    used_codes_.insert(code);
    const MissingCode& known = set_.missing_codes[code];
    return escape_html(known.code) +
           tag("span", "class=\"vh\"", " " + escape_html(spoken_meaning(known, wording_)));
  }

  /// Columns that a change-direction check names hold up, down, no-change or arrows.
  void find_direction_columns() {
    for (const DataCheck& check : set_.checks) {
      if (check.kind != CheckKind::ChangeDirection) continue;
      if (const auto column = find_column(set_, check.column.text)) direction_columns_.insert(*column);
    }
  }

  static std::string arrow_html(std::string_view arrow) {
    // A no-break space: an arrow on a line of its own points at nothing.
    return "&#160;" + tag("span", "class=\"arrow\" aria-hidden=\"true\"", arrow);
  }

  std::string direction_html(const std::string& text) const {
    const std::string lower = to_lower_ascii(text);
    const auto size_less = [&](std::string_view key) {
      return std::string(trim(say(wording_, key, {{"size", ""}})));
    };
    if (lower == "up" || text == "↑" || text == "▲")
      return escape_html(size_less("change_up")) + arrow_html("↑");
    if (lower == "down" || text == "↓" || text == "▼")
      return escape_html(size_less("change_down")) + arrow_html("↓");
    if (lower == "no-change" || lower == "no change" || text == "→")
      return word("change_none") + arrow_html("→");
    return escape_html(text);
  }

  std::string change_cell(std::size_t row, const std::string& row_ids) {
    const Compare& compare = *set_.compare;
    const Cell& from = set_.rows[row].cells[compare.from];
    const Cell& to = set_.rows[row].cells[compare.to];
    std::string text;
    if (from.number && to.number) {
      const int places =
          std::max(set_.shown_decimal_places(compare.from), set_.shown_decimal_places(compare.to));
      text = change_html(*from.number, *to.number, set_.columns[compare.to].type, places, compare.as,
                         compare.polarity, wording_);
    } else {
      for (std::size_t i = 0; i < set_.missing_codes.size() && text.empty(); ++i) {
        if (set_.missing_codes[i].code == "[z]") text = missing_html(i);
      }
    }
    return tag("td", data_attributes(row_ids, layout_.width() - 1, std::nullopt, false), text);
  }

  const DataSet& set_;
  const DataTableLayout& layout_;
  const DataTableView& view_;
  const DataTableOptions& options_;
  const Wording& wording_;
  std::vector<CellUse>* uses_;
  std::map<std::string, std::size_t> marks_;  // note id: how often it was marked
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::string>> corrections_;
  std::vector<std::pair<std::string, std::string>> correction_texts_;
  std::set<std::size_t> used_codes_;
  std::set<std::size_t> direction_columns_;
  std::size_t row_number_ = 0;
};

}  // namespace

std::optional<std::string> data_table_html(const DataSet& set, const DataTableView& view,
                                           const DataTableOptions& options, const Wording& wording,
                                           const Place& place, Diagnostics& diagnostics,
                                           std::vector<CellUse>* cells) {
  const auto layout = lay_out_table(set, view, place, diagnostics);
  if (!layout) return std::nullopt;
  return TableWriter(set, *layout, view, options, wording, cells).write();
}

}  // namespace gazette
