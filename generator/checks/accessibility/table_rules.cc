// Rules on tables: headers that belong to cells, captions.

#include <algorithm>
#include <set>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/rule_report.h"
#include "checks/accessibility/tables.h"

namespace gazette {

namespace {

bool is_table_role(const AriaRole* role) {
  return role != nullptr && (role->is("table") || role->is("grid") || role->is("treegrid"));
}
bool is_header_role(const AriaRole* role) {
  return role != nullptr && (role->is("columnheader") || role->is("rowheader"));
}
bool is_cell(const HtmlDocument& document, HtmlNodeId id) {
  return document.is_html(id, "td") || document.is_html(id, "th");
}

/// The table that a cell stands in; tables may hold tables.
HtmlNodeId table_of(const HtmlDocument& document, HtmlNodeId cell) {
  return document.ancestor(cell, "table");
}

void check_headers_attribute(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const HtmlAttribute* attribute = is_cell(document, id) ? document.attribute(id, "headers") : nullptr;
    if (attribute == nullptr) continue;
    const HtmlNodeId table = table_of(document, id);
    if (table == kNoHtmlNode || !page.is_exposed(table) || !page.is_visible(table) ||
        !is_table_role(page.facts(table).role))
      continue;
    for (std::string_view word : words_of(attribute->value)) {
      const HtmlNodeId target = document.element_by_id(word);
      const std::string quoted = "\"" + std::string(word) + "\"";
      if (target == id) {
        report.add(id, attribute->value_span, "this cell names itself as its header",
                   "name the header cell's id instead");
      } else if (target == kNoHtmlNode || !is_cell(document, target) || table_of(document, target) != table) {
        report.add(id, attribute->value_span, "headers names " + quoted + ", which is no cell of this table",
                   "name the id of a header cell in the same table");
      } else {
        continue;
      }
      break;
    }
  }
}

/// Column and row headers of an HTML table that no cell has for a header.
void check_html_table(const AccessiblePage& page, HtmlNodeId table, RuleReport& report) {
  const HtmlDocument& document = page.document();
  const TableGrid grid(document, table);
  if (grid.truncated()) return;
  std::set<HtmlNodeId> named;
  bool has_data = false;
  for (const TableCell& cell : grid.cells()) {
    has_data = has_data || !cell.header;
    for (std::string_view word : words_of(document.attribute_value(cell.element, "headers"))) {
      const HtmlNodeId target = document.element_by_id(word);
      if (target != kNoHtmlNode && target != cell.element) named.insert(target);
    }
  }
  bool empty_body = false;
  for (HtmlNodeId child : document.children(table)) {
    const bool body = document.is_html(child, "tbody") && !document.node(child).implied;
    empty_body = empty_body || (body && document.node(child).subtree_end <= child + 2);
  }
  for (const TableCell& cell : grid.cells()) {
    if (!is_header_role(page.facts(cell.element).role) || !page.is_exposed(cell.element) ||
        !page.is_visible(cell.element))
      continue;
    if (named.count(cell.element) != 0 || grid.heads_any(cell)) continue;
    Diagnostic& finding =
        report.add(cell.element, "no cell belongs to this header",
                   "put the cells it heads into its row or column, or make it a plain cell");
    if (!has_data && empty_body) finding.severity = Severity::Warning;  // a script may fill the body
  }
}

/// The same for a grid made of roles: rows of cells without spans.
void check_aria_table(const AccessiblePage& page, HtmlNodeId table, RuleReport& report) {
  std::vector<std::vector<HtmlNodeId>> rows;
  for (HtmlNodeId id : page.owned(table)) {
    if (page.has_role(id, "row")) rows.push_back(page.owned(id));
    if (!page.has_role(id, "rowgroup")) continue;
    for (HtmlNodeId row : page.owned(id)) {
      if (page.has_role(row, "row")) rows.push_back(page.owned(row));
    }
  }
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      const AriaRole* role = page.facts(rows[y][x]).role;
      if (!is_header_role(role) || !page.is_exposed(rows[y][x]) || !page.is_visible(rows[y][x])) continue;
      bool used = role->is("rowheader") && rows[y].size() > 1;
      for (std::size_t below = 0; below < rows.size() && role->is("columnheader") && !used; ++below) {
        used = below != y && rows[below].size() > x && !page.has_role(rows[below][x], "columnheader");
      }
      if (!used) report.add(rows[y][x], "no cell belongs to this header", "give each row a cell for it");
    }
  }
}

void check_assigned_cells(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!is_table_role(page.facts(id).role) || !page.is_exposed(id) || !page.is_visible(id) ||
        !report.wants_more())
      continue;
    if (document.is_html(id, "table")) {
      check_html_table(page, id, report);
    } else {
      check_aria_table(page, id, report);
    }
  }
}

struct TableShape {
  int rows = 0;
  int headers = 0;
  int data = 0;
};

TableShape shape_of(const HtmlDocument& document, HtmlNodeId table) {
  TableShape shape;
  for (HtmlNodeId id = table + 1; id < document.node(table).subtree_end; ++id) {
    if (document.is_html(id, "table")) {
      id = document.node(id).subtree_end - 1;  // an inner table is looked at by itself
    } else if (document.is_html(id, "tr")) {
      ++shape.rows;
    } else if (document.is_html(id, "th")) {
      ++shape.headers;
    } else if (document.is_html(id, "td")) {
      ++shape.data;
    }
  }
  return shape;
}

void check_table_captions(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "table") || !page.is_exposed(id) || !is_table_role(page.facts(id).role))
      continue;
    const TableShape shape = shape_of(document, id);
    if (shape.headers == 0 || shape.data == 0 || !page.name(id).empty()) continue;
    const HtmlNodeId figure = document.ancestor(id, "figure");
    if (figure != kNoHtmlNode && !page.name(figure).empty()) continue;
    report.add(id, "this table has no caption", "say in a caption what it shows");
  }
}

void check_headers_present(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "table") || !page.is_exposed(id) || !page.has_role(id, "table")) continue;
    const TableShape shape = shape_of(document, id);
    if (shape.headers > 0 || shape.rows < 2 || shape.data < 4) continue;
    bool aria = false;
    for (HtmlNodeId below = id + 1; below < document.node(id).subtree_end && !aria; ++below) {
      aria = document.is_element(below) && is_header_role(page.facts(below).role);
    }
    if (!aria)
      report.add(id, "this table has no header cells",
                 "mark the headers with th, or say role=\"presentation\" when it only lays things out");
  }
}

constexpr AccessibilityRule kTableRules[] = {
    {{"a11y/table-headers-attribute", Severity::Error, "Cell that names a header which is not there",
      "WCAG 2.2 1.3.1, ACT a25f45, technique H43", "1.3.1", "a25f45",
      "With `headers` a cell says which header cells to read out with it. A wrong id leaves it without any.",
      "<th id=\"q1\">Quarter 1</th> … <td headers=\"q11\">91</td>",
      "<th id=\"q1\">Quarter 1</th> … <td headers=\"q1\">91</td>"},
     check_headers_attribute},
    {{"a11y/table-header-unused", Severity::Error, "Header cell without cells", "WCAG 2.2 1.3.1, ACT d0f69e",
      "1.3.1", "d0f69e",
      "A header that heads nothing is a sign of a missing cell or a wrong span: the numbers are then read "
      "out under the wrong header.",
      "<tr><th>Rate</th><th>Number</th></tr><tr><td>15%</td></tr>",
      "<tr><th>Rate</th><th>Number</th></tr><tr><td>15%</td><td>12</td></tr>"},
     check_assigned_cells},
    {{"a11y/table-caption", Severity::Warning, "Table without a caption", "WCAG 2.2 1.3.1, technique H39",
      "1.3.1", "",
      "Screen readers list the tables of a page by their captions, and everyone finds the right one sooner.",
      "<table><tr><th>Quarter</th></tr> <tr><td>1</td></tr></table>",
      "<table><caption>Referrals by quarter</caption><tr><th>Quarter</th></tr> <tr><td>1</td></tr></table>"},
     check_table_captions},
    {{"a11y/table-headers", Severity::Warning, "Table without header cells",
      "WCAG 2.2 1.3.1, technique H51, failure F91", "1.3.1", "",
      "Without header cells a number is read out alone, and nobody can tell which row and column it stands "
      "in.",
      "<tr><td>Quarter</td><td>Number</td></tr>",
      "<tr><th scope=\"col\">Quarter</th><th scope=\"col\">Number</th></tr>"},
     check_headers_present},
};

}  // namespace

std::span<const AccessibilityRule> table_rules() {
  return kTableRules;
}

}  // namespace gazette
