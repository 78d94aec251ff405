// Reads everything of a data set's YAML but its checks.
#include "content/data/schema.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"
#include "base/written_time.h"
#include "content/data/fields.h"
#include "content/words/data_forms.h"

namespace gazette {
namespace {

struct TypeName {
  std::string_view name;
  ColumnType type;
};

// Ours, then Frictionless names that mean the same.
constexpr std::array<TypeName, 15> kTypes = {{{"text", ColumnType::Text},
                                              {"integer", ColumnType::Integer},
                                              {"decimal", ColumnType::Decimal},
                                              {"percent", ColumnType::Percent},
                                              {"currency", ColumnType::Currency},
                                              {"rate", ColumnType::Rate},
                                              {"date", ColumnType::Date},
                                              {"period", ColumnType::Period},
                                              {"enum", ColumnType::Enum},
                                              {"year", ColumnType::Year},
                                              {"boolean", ColumnType::Boolean},
                                              {"string", ColumnType::Text},
                                              {"any", ColumnType::Text},
                                              {"number", ColumnType::Decimal},
                                              {"yearmonth", ColumnType::Date}}};

class SchemaReader {
 public:
  SchemaReader(const YamlNode& root, DataSet& set, Diagnostics& diagnostics)
      : fields_(root, set.schema, diagnostics), set_(set), diagnostics_(diagnostics) {}

  SchemaRest read() {
    rest_.typed.assign(set_.columns.size(), false);
    set_.title = fields_.text("title");
    set_.source = fields_.text("source");
    read_source_url();
    set_.description = fields_.text("description");
    set_.unit = fields_.text("unit");
    set_.licence = fields_.text("licence");
    rest_.loose = fields_.flag("loose").value_or(false);
    rest_.primary_key = fields_.list("primaryKey");
    rest_.totals = fields_.list("totals");
    read_columns();
    read_fields();
    read_missing_values();
    read_notes();
    read_row_header();
    read_groups();
    read_compare();
    read_chart();
    read_downloads();
    read_page();
    read_publish();
    fields_.known_keys({"title",   "source",     "source_url",    "description", "unit",
                        "licence", "row_header", "primaryKey",    "groups",      "row_groups",
                        "columns", "fields",     "missingValues", "totals",      "notes",
                        "compare", "chart",      "downloads",     "checks",      "loose",
                        "page",    "publish",    "sheet",         "header_row",  "range"});
    fields_.integer("header_row", 1, 1'048'576);
    if (const YamlNode* checks = fields_.sequence("checks")) read_checks(*checks, set_, diagnostics_);
    return std::move(rest_);
  }

 private:
  /// The index of a column an author named, or a report.
  std::optional<std::size_t> column(const PlacedText& name) {
    if (const auto found = find_column(set_, name.text)) return found;
    diagnostics_.error("data/unknown-column", name.place,
                       "`" + set_.id + "` has no column `" + name.text + "`",
                       suggest_column(set_, name.text));
    return std::nullopt;
  }

  std::vector<std::size_t> columns(std::string_view key, const DataFields& fields) {
    std::vector<std::size_t> out;
    for (const PlacedText& name : fields.list(key)) {
      if (const auto found = column(name)) out.push_back(*found);
    }
    return out;
  }

  void read_source_url() {
    const PlacedText url = fields_.placed("source_url");
    if (url.text.empty()) return;
    if (url.text.starts_with("https://") || url.text.starts_with("http://")) {
      set_.source_url = url.text;
      return;
    }
    diagnostics_.error("data/schema", url.place, "`source_url` should be a web address",
                       "start it with https://");
  }

  std::optional<std::size_t> named_column(const PlacedText& name, const YamlNode& body) {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      if (set_.columns[i].name == name.text) return i;
    }
    if (body.find("formula") != nullptr) {
      Column computed;
      computed.name = name.text;
      computed.label = name.text;
      computed.type = ColumnType::Decimal;
      set_.columns.push_back(std::move(computed));
      rest_.typed.push_back(true);
      return set_.columns.size() - 1;
    }
    std::vector<std::string> names;
    for (const Column& candidate : set_.columns) names.push_back(candidate.name);
    std::string hint = did_you_mean(name.text, names);
    if (hint.empty()) hint = "its columns are " + join(names, ", ");
    diagnostics_.error("data/unknown-column", name.place,
                       set_.csv->path() + " has no column `" + name.text + "`", hint);
    return std::nullopt;
  }

  void read_columns() {
    const YamlNode* map = fields_.mapping("columns");
    if (map == nullptr) return;
    for (std::size_t i = 0; i < map->keys.size(); ++i) {
      const PlacedText name = {map->keys[i].text, {set_.schema, map->keys[i].span}};
      const YamlNode& body = map->children[i];
      const auto index = named_column(name, body);
      if (!index) continue;
      set_.columns[*index].place = name.place;
      if (body.is_scalar()) {  // `n1920: 2019/20` is a label alone
        set_.columns[*index].label = body.text;
      } else if (body.is_mapping()) {
        read_column(*index, body);
      } else if (!body.is_null()) {
        diagnostics_.error("data/schema", fields_.place(body),
                           "`" + name.text + "` should be a label or a block of keys");
      }
      set_.columns[*index].notes = take_note_marks(set_.columns[*index].label);
    }
  }

  void read_fields() {
    const YamlNode* list = fields_.sequence("fields");
    if (list == nullptr) return;
    for (const YamlNode& item : list->children) {
      const DataFields fields(item, set_.schema, diagnostics_);
      const PlacedText name = item.is_mapping() ? fields.placed("name") : PlacedText();
      if (name.text.empty()) {
        diagnostics_.error("data/schema", fields_.place(item), "a field needs a `name`");
        continue;
      }
      const auto index = named_column(name, item);
      if (!index) continue;
      set_.columns[*index].place = name.place;
      read_column(*index, item);
      set_.columns[*index].notes = take_note_marks(set_.columns[*index].label);
    }
  }

  void read_publish() {
    set_.publish = fields_.placed("publish");
    const bool given = fields_.find("publish") != nullptr;
    if (!given || parse_written_time(set_.publish.text)) return;
    diagnostics_.error("data/schema",
                       fields_.find("publish")->is_null() ? fields_.key_place("publish") : set_.publish.place,
                       "`publish` must be a date, or a minute of one",
                       "write 2026-12-07, or 2026-12-07T09:30 for half past nine in the site's time zone");
  }

  void read_column(std::size_t index, const YamlNode& body) {
    const DataFields fields(body, set_.schema, diagnostics_);
    Column& column = set_.columns[index];
    fields.known_keys({"name", "label", "title", "type", "dp", "unit", "period", "description", "hidden",
                       "required", "unique", "min", "max", "values", "pattern", "formula", "constraints",
                       "format"});
    for (const char* key : {"title", "label"}) {
      if (const std::string label = fields.text(key); !label.empty()) column.label = label;
    }
    column.description = fields.text("description");
    column.unit = fields.text("unit");
    column.period = fields.text("period");
    column.hidden = fields.flag("hidden").value_or(false);
    column.decimal_places = fields.integer("dp", 0, 12);
    read_type(index, fields);
    read_limits(column.constraints, fields, false);
    if (const YamlNode* constraints = fields.mapping("constraints")) {
      const DataFields limits(*constraints, set_.schema, diagnostics_);
      limits.known_keys(
          {"required", "unique", "minimum", "maximum", "enum", "pattern", "minLength", "maxLength"});
      read_limits(column.constraints, limits, true);
    }
    const PlacedText formula = fields.placed("formula");
    column.formula = formula.text;
    column.formula_place = formula.place;
  }

  void read_type(std::size_t index, const DataFields& fields) {
    const PlacedText type = fields.placed("type");
    if (type.text.empty()) return;
    rest_.typed[index] = true;
    const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                    [&](const TypeName& known) { return known.name == type.text; });
    if (found != kTypes.end()) {
      set_.columns[index].type = found->type;
      return;
    }
    std::vector<std::string> names;
    for (const TypeName& known : kTypes) names.emplace_back(known.name);
    std::string hint = did_you_mean(type.text, names);
    if (hint.empty()) hint = "types are " + join({names.begin(), names.begin() + 11}, ", ");
    diagnostics_.error("data/unknown-type", type.place, "there is no type `" + type.text + "`", hint);
  }

  static void read_limits(Constraints& limits, const DataFields& fields, bool frictionless) {
    if (const auto required = fields.flag("required")) limits.required = *required;
    if (const auto unique = fields.flag("unique")) limits.unique = *unique;
    if (const auto least = fields.number(frictionless ? "minimum" : "min")) limits.minimum = least;
    if (const auto most = fields.number(frictionless ? "maximum" : "max")) limits.maximum = most;
    for (const PlacedText& value : fields.list(frictionless ? "enum" : "values"))
      limits.values.push_back(value.text);
    if (const std::string pattern = fields.text("pattern"); !pattern.empty()) limits.pattern = pattern;
  }

  void add_missing_code(std::string code, std::string meaning) {
    if (code.empty()) {
      rest_.blank_allowed = true;
      return;
    }
    for (MissingCode& known : set_.missing_codes) {
      if (known.code != code) continue;
      if (!meaning.empty()) known.meaning = std::move(meaning);
      return;
    }
    set_.missing_codes.push_back({code, meaning.empty() ? code : std::move(meaning)});
  }

  void read_missing_values() {
    const YamlNode* values = fields_.find("missingValues");
    if (values == nullptr) return;
    if (values->is_mapping()) {
      for (std::size_t i = 0; i < values->keys.size(); ++i)
        add_missing_code(values->keys[i].text, values->children[i].text);
      return;
    }
    if (!values->is_sequence()) {
      diagnostics_.error("data/schema", fields_.place(*values),
                         "`missingValues` should map codes to their meaning",
                         "write {\"[x]\": not available}");
      return;
    }
    for (const YamlNode& item : values->children) {
      if (item.is_scalar()) add_missing_code(item.text, "");
      if (item.is_null()) rest_.blank_allowed = true;
      if (!item.is_mapping()) continue;
      const DataFields fields(item, set_.schema, diagnostics_);
      fields.known_keys({"value", "label"});
      add_missing_code(fields.text("value"), fields.text("label"));
    }
  }

  void read_notes() {
    const YamlNode* notes = fields_.mapping("notes");
    if (notes == nullptr) return;
    for (std::size_t i = 0; i < notes->keys.size(); ++i) {
      const Place place = {set_.schema, notes->keys[i].span};
      if (!notes->children[i].is_scalar()) {
        diagnostics_.error("data/schema", place, "note " + notes->keys[i].text + " has no text");
        continue;
      }
      set_.notes.push_back({notes->keys[i].text, notes->children[i].text, place});
    }
  }

  void read_row_header() {
    set_.row_header = columns("row_header", fields_);
    const PlacedText groups = fields_.placed("row_groups");
    if (!groups.text.empty()) set_.row_groups = column(groups);
  }

  void read_groups() {
    const YamlNode* list = fields_.sequence("groups");
    if (list == nullptr) return;
    std::vector<bool> taken(set_.columns.size(), false);
    for (const YamlNode& item : list->children) {
      const DataFields fields(item, set_.schema, diagnostics_);
      if (!item.is_mapping()) {
        diagnostics_.error("data/schema", fields_.place(item), "a group needs a `label` and `columns`");
        continue;
      }
      fields.known_keys({"label", "columns"});
      ColumnGroup group;
      group.label = fields.text("label");
      group.notes = take_note_marks(group.label);
      group.columns = columns("columns", fields);
      group.place = fields_.place(item);
      std::sort(group.columns.begin(), group.columns.end());
      if (check_group(group, taken)) set_.groups.push_back(std::move(group));
    }
    std::sort(set_.groups.begin(), set_.groups.end(), [](const ColumnGroup& a, const ColumnGroup& b) {
      return a.columns.front() < b.columns.front();
    });
  }

  bool check_group(const ColumnGroup& group, std::vector<bool>& taken) {
    if (group.label.empty() || group.columns.empty()) {
      diagnostics_.error("data/schema", group.place, "a group needs a `label` and `columns`");
      return false;
    }
    for (std::size_t i = group.columns.front(); i <= group.columns.back(); ++i) {
      const bool member = std::find(group.columns.begin(), group.columns.end(), i) != group.columns.end();
      if (!member && !set_.columns[i].hidden) {
        diagnostics_.error("data/schema", group.place,
                           "the columns of `" + group.label + "` do not stand side by side: `" +
                               set_.columns[i].name + "` is between them",
                           "move the column in the CSV, or add it to the group");
        return false;
      }
      if (member && taken[i]) {
        diagnostics_.error("data/schema", group.place, "`" + set_.columns[i].name + "` is in two groups",
                           "keep one");
        return false;
      }
      if (member) taken[i] = true;
    }
    return true;
  }

  void read_compare() {
    const YamlNode* body = fields_.mapping("compare");
    if (body == nullptr) return;
    const DataFields fields(*body, set_.schema, diagnostics_);
    fields.known_keys({"from", "to", "as", "polarity", "label"});
    Compare compare;
    compare.place = fields_.key_place("compare");
    compare.label = fields.text("label");
    if (const auto as = fields.one_of("as", {"number", "percent", "both"}))
      compare.as = static_cast<CompareAs>(*as);
    if (const auto polarity = fields.one_of("polarity", {"none", "up-is-good", "down-is-good"})) {
      compare.polarity = static_cast<Polarity>(*polarity);
    }
    const PlacedText from = fields.placed("from");
    const PlacedText to = fields.placed("to");
    if (from.text.empty() || to.text.empty()) {
      diagnostics_.error("data/schema", compare.place, "`compare` needs `from` and `to`, two columns");
      return;
    }
    const auto from_column = column(from);
    const auto to_column = column(to);
    if (!from_column || !to_column) return;
    compare.from = *from_column;
    compare.to = *to_column;
    set_.compare = compare;
  }

  void read_chart() {
    const YamlNode* body = fields_.mapping("chart");
    if (body == nullptr) return;
    const DataFields fields(*body, set_.schema, diagnostics_);
    fields.known_keys({"type", "x", "series", "rows", "message", "alt", "summary", "label", "ref", "y_min"});
    ChartSpec chart;
    chart.place = fields_.key_place("chart");
    chart.type = fields.text("type");
    chart.x = fields.text("x");
    for (const PlacedText& name : fields.list("series")) chart.series.push_back(name.text);
    for (const PlacedText& key : fields.list("rows")) chart.rows.push_back(key.text);
    chart.message = fields.text("message");
    chart.alt = fields.text("alt");
    chart.summary = fields.text("summary");
    chart.label = fields.text("label");
    chart.y_min = fields.number("y_min");
    if (const YamlNode* ref = fields.find("ref"); ref != nullptr && ref->is_mapping()) {
      const DataFields line(*ref, set_.schema, diagnostics_);
      line.known_keys({"value", "text"});
      chart.ref_value = line.number("value");
      chart.ref_text = line.text("text");
    } else if (ref != nullptr) {
      chart.ref_value = fields.number("ref");
    }
    set_.chart = std::move(chart);
  }

  void read_downloads() {
    if (fields_.find("downloads") == nullptr) return;
    set_.downloads.clear();
    for (const PlacedText& format : fields_.list("downloads")) {
      if (format.text != "csv" && format.text != "ods") {
        diagnostics_.error("data/schema", format.place, "`" + format.text + "` is not a download format",
                           "write csv or ods");
        continue;
      }
      set_.downloads.push_back(format.text);
    }
  }

  /// `page: none`: a set that no page shows, published for reuse all the same.
  void read_page() {
    if (fields_.find("page") != nullptr) set_.for_reuse = fields_.one_of("page", {"none"}).has_value();
  }

  DataFields fields_;
  DataSet& set_;
  Diagnostics& diagnostics_;
  SchemaRest rest_;
};

}  // namespace

SheetChoice read_sheet_choice(const SourcePtr& schema) {
  SheetChoice choice;
  Diagnostics unsaid;  // the data set's own reading tells what is wrong
  const auto root = schema ? parse_yaml(schema, unsaid) : std::nullopt;
  if (!root || !root->is_mapping()) return choice;
  const DataFields fields(*root, schema, unsaid);
  choice.sheet = fields.placed("sheet");
  choice.range = fields.placed("range");
  if (const auto row = fields.integer("header_row", 1, 1'048'576))
    choice.header_row = static_cast<std::size_t>(*row);
  return choice;
}

SchemaRest apply_schema(const YamlNode& root, DataSet& set, Diagnostics& diagnostics) {
  if (root.is_mapping()) return SchemaReader(root, set, diagnostics).read();
  if (!root.is_null()) {
    diagnostics.error("data/schema", {set.schema, root.span}, "this file should hold `key: value` lines",
                      "start with `title: …`");
  }
  SchemaRest rest;
  rest.typed.assign(set.columns.size(), false);
  return rest;
}

}  // namespace gazette
