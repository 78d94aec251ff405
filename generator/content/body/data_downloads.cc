// CSV and ODS for reuse.
#include "content/body/data_downloads.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "content/body/csvw.h"
#include "content/body/directives.h"
#include "content/prose/link_target.h"
#include "formats/csv/csv.h"
#include "formats/spreadsheet/ods_writer.h"

namespace gazette {
namespace {

OdsRow text_row(std::string first, std::string second = {}, OdsRowStyle style = OdsRowStyle::Plain) {
  OdsRow row;
  row.style = style;
  row.cells.push_back(ods_text(std::move(first)));
  if (!second.empty()) row.cells.push_back(ods_text(std::move(second)));
  return row;
}

OdsSheet cover_sheet(const Site& site, const DataSet& set) {
  OdsSheet sheet;
  sheet.name = say(site.theme.strings, "ods_cover");
  sheet.rows.push_back(text_row(set.title.empty() ? set.id : set.title, {}, OdsRowStyle::Heading));
  if (!set.description.empty()) sheet.rows.push_back(text_row(set.description));
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) sheet.rows.push_back(text_row(say(site.theme.strings, key), value));
  };
  fact("ods_source", set.source);
  fact("ods_unit", set.unit);
  fact("ods_publisher",
       site.config.organisation_name.empty() ? site.config.title : site.config.organisation_name);
  fact("ods_address", site.config.origin() + href_of(site, "/data/" + set.id + ".csv"));
  return sheet;
}

OdsSheet notes_sheet(const Site& site, const DataSet& set) {
  OdsSheet sheet;
  sheet.name = say(site.theme.strings, "notes_heading");
  sheet.rows.push_back(text_row(say(site.theme.strings, "notes_heading"), {}, OdsRowStyle::Heading));
  for (const DataNote& note : set.notes) {
    sheet.rows.push_back(
        text_row(say(site.theme.strings, "table_note_mark", {{"number", note.id}}), note.text));
  }
  for (const MissingCode& code : set.missing_codes) {
    const bool used = std::any_of(set.rows.begin(), set.rows.end(), [&](const DataRow& row) {
      return std::any_of(row.cells.begin(), row.cells.end(), [&](const Cell& cell) {
        return cell.is_missing() &&
               set.missing_codes[static_cast<std::size_t>(cell.missing)].code == code.code;
      });
    });
    if (used) sheet.rows.push_back(text_row(code.code, code.meaning));
  }
  return sheet;
}

/// "Within 3 months [note 1]", as the notes sheet names it.
std::string with_marks(const Site& site, std::string text, const std::vector<std::string>& notes) {
  for (const std::string& id : notes)
    text += " " + say(site.theme.strings, "table_note_mark", {{"number", id}});
  return text;
}

OdsCell ods_cell(const Site& site, const DataSet& set, std::size_t row, std::size_t column) {
  const Cell& cell = set.rows[row].cells[column];
  OdsCell out = ods_text(cell_text(set, row, column));
  const ColumnType type = set.columns[column].type;
  if (cell.number) {
    out.kind = type == ColumnType::Percent    ? OdsCellKind::Percent
               : type == ColumnType::Currency ? OdsCellKind::Currency
                                              : OdsCellKind::Number;
    out.value = cell.text;
    out.decimal_places = set.shown_decimal_places(column);
  } else if (type == ColumnType::Date && cell.text.size() == 10) {
    out.kind = OdsCellKind::Date;
    out.value = cell.text;
  } else {
    out.text = with_marks(site, out.text, cell.notes);
  }
  return out;
}

OdsSheet table_sheet(const Site& site, const DataSet& set) {
  OdsSheet sheet;
  sheet.name = set.id;
  OdsRow header;
  header.style = OdsRowStyle::Header;
  for (std::size_t column = 0; column < set.columns.size(); ++column) {
    const Column& described = set.columns[column];
    if (described.hidden) continue;
    header.cells.push_back(ods_text(with_marks(site, column_label(set, column), described.notes)));
  }
  sheet.rows.push_back(std::move(header));
  for (std::size_t row = 0; row < set.rows.size(); ++row) {
    OdsRow out;
    if (set.is_total(row)) out.style = OdsRowStyle::Total;
    for (std::size_t column = 0; column < set.columns.size(); ++column) {
      if (!set.columns[column].hidden) out.cells.push_back(ods_cell(site, set, row, column));
    }
    sheet.rows.push_back(std::move(out));
  }
  return sheet;
}

}  // namespace

bool offers(const DataSet& set, std::string_view format) {
  return format == "csv" ||
         std::find(set.downloads.begin(), set.downloads.end(), format) != set.downloads.end();
}

std::vector<DataDownload> data_downloads(const Site& site, const DataSet& set) {
  const std::string address = href_of(site, "/data/" + set.id);
  std::vector<DataDownload> out{
      {address + ".csv", "CSV", directives::file_size_text(csv_download(set).size())}};
  if (offers(set, "ods"))
    out.push_back({address + ".ods", "ODS", directives::file_size_text(data_set_ods(site, set).size())});
  return out;
}

std::vector<MatrixDownload> matrix_downloads(const Site& site) {
  const ResponsibilityMatrix& matrix = site.matrix;
  if (matrix.rows.empty()) return {};
  const auto file = [&](const char* text, const char* name, const char* format, std::size_t size) {
    return MatrixDownload{text, href_of(site, name), format, directives::file_size_text(size)};
  };
  std::vector<MatrixDownload> out = {
      file("matrix_download", "/data/responsibilities-grid.csv", "CSV",
           matrix_grid_csv(matrix, site.theme.strings).size()),
      file("matrix_download", "/data/responsibilities-grid.ods", "ODS", matrix_grid_ods(site).size()),
      file("matrix_download_topics", "/data/responsibilities.csv", "CSV", matrix.rows_source->text().size())};
  if (matrix.boards_source)
    out.push_back(
        file("matrix_download_boards", "/data/boards.csv", "CSV", matrix.boards_source->text().size()));
  return out;
}

std::string matrix_grid_ods(const Site& site) {
  OdsDocument document;
  document.title = say(site.theme.strings, "matrix_grid_caption");
  document.language = site.config.language;
  OdsSheet sheet;
  sheet.name = "responsibilities-grid";
  const auto source =
      std::make_shared<const SourceFile>("grid.csv", matrix_grid_csv(site.matrix, site.theme.strings));
  Diagnostics none;  // our own file
  if (const auto grid = parse_csv(source, none)) {
    const auto row_of = [](std::span<const CsvCell> cells, OdsRowStyle style) {
      OdsRow row;
      row.style = style;
      for (const CsvCell& cell : cells) row.cells.push_back(ods_text(std::string(cell.text)));
      return row;
    };
    sheet.rows.push_back(row_of(grid->header(), OdsRowStyle::Header));
    for (std::size_t i = 0; i < grid->row_count(); ++i)
      sheet.rows.push_back(row_of(grid->row(i).cells, OdsRowStyle::Plain));
  }
  document.sheets.push_back(std::move(sheet));
  return write_ods(document);
}

std::string data_set_ods(const Site& site, const DataSet& set) {
  OdsDocument document;
  document.title = set.title.empty() ? set.id : set.title;
  document.language = site.config.language;
  document.sheets.push_back(cover_sheet(site, set));
  OdsSheet notes = notes_sheet(site, set);
  if (notes.rows.size() > 1) document.sheets.push_back(std::move(notes));
  document.sheets.push_back(table_sheet(site, set));
  return write_ods(document);
}

}  // namespace gazette
