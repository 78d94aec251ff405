// Reads the checks and waivers of a data set's YAML, and the corrections file.
#include <algorithm>
#include <array>

#include "base/spelling.h"
#include "base/text.h"
#include "content/data/fields.h"
#include "content/data/schema.h"
#include "content/words/data_forms.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 9> kKinds = {
    "rule", "change-direction", "monotonic", "sums-to", "row-count", "unique", "in", "range", "required"};

const std::vector<std::string> kCheckKeys = {
    "id", "rule",  "change-direction", "monotonic", "sums-to", "row-count", "unique",
    "in", "range", "required",         "columns",   "rows",    "tolerance", "waive"};

std::optional<Waiver> read_waiver(const DataFields& outer, const SourcePtr& source,
                                  Diagnostics& diagnostics) {
  const YamlNode* body = outer.mapping("waive");
  if (body == nullptr) return std::nullopt;
  const DataFields fields(*body, source, diagnostics);
  fields.known_keys({"reason", "until", "note", "rows", "row", "published", "finding", "kind"});
  Waiver waiver;
  waiver.place = outer.key_place("waive");
  waiver.reason = fields.text("reason");
  waiver.note = fields.text("note");
  waiver.published = fields.text("published");
  waiver.finding = fields.text("finding");
  waiver.kind = fields.text("kind");
  for (const char* key : {"rows", "row"}) {
    for (const PlacedText& row : fields.list(key)) waiver.rows.push_back(row.text);
  }
  const PlacedText until = fields.placed("until");
  waiver.until = until.text;
  if (waiver.reason.empty()) {
    diagnostics.error("data/waiver", waiver.place, "this waiver gives no reason",
                      "add `reason:`, for readers to see");
  }
  if (until.text.empty()) {
    diagnostics.error("data/waiver", waiver.place, "this waiver has no end date", "add `until: 2027-04-01`");
  } else if (!is_iso_date(until.text)) {
    diagnostics.error("data/waiver", until.place, "`" + until.text + "` is not a date",
                      "write it as 2027-04-01");
  }
  return waiver;
}

class CheckReader {
 public:
  CheckReader(const YamlNode& node, const SourcePtr& source, Diagnostics& diagnostics)
      : node_(node), fields_(node, source, diagnostics), source_(source), diagnostics_(diagnostics) {}

  std::optional<DataCheck> read() {
    DataCheck check;
    check.place = {source_, node_.span};
    const PlacedText id = fields_.placed("id");
    check.id = id.text;
    if (!id.text.empty()) check.place = id.place;
    fields_.known_keys(kCheckKeys);
    const auto kind = read_kind();
    if (check.id.empty()) {
      diagnostics_.error("data/schema", check.place, "this check has no `id`", "give it a short name");
    }
    if (!kind) return std::nullopt;
    check.kind = *kind;
    check.tolerance = fields_.number("tolerance");
    check.columns = fields_.list("columns");
    check.rows = fields_.list("rows");
    check.waiver = read_waiver(fields_, source_, diagnostics_);
    if (!read_body(check)) return std::nullopt;
    return check;
  }

 private:
  std::optional<CheckKind> read_kind() {
    std::optional<CheckKind> kind;
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
      if (fields_.find(kKinds[i]) == nullptr) continue;
      if (kind) {
        diagnostics_.error("data/schema", fields_.key_place(kKinds[i]), "this check has two kinds",
                           "make two checks of it");
        return std::nullopt;
      }
      kind = static_cast<CheckKind>(i);
    }
    if (!kind) {
      diagnostics_.error(
          "data/schema", {source_, node_.span}, "this check has no rule",
          "add `rule:` or one of change-direction, monotonic, sums-to, row-count, unique, in, range, "
          "required");
    }
    return kind;
  }

  bool missing(std::string_view what) {
    diagnostics_.error("data/schema", fields_.key_place(what), "`" + std::string(what) + "` is not complete",
                       hint_for(what));
    return false;
  }

  static std::string hint_for(std::string_view kind) {
    if (kind == "change-direction") return "write {column: arrow, from: y1819, to: y1920}";
    if (kind == "monotonic") return "write {column: n, direction: not-rising}";
    if (kind == "in") return "write {column: state, values: [published, withdrawn]}";
    if (kind == "range") return "write {column: p1920, min: 0, max: 100}";
    if (kind == "unique") return "write the column's name";
    if (kind == "required") return "write a list of columns";
    return "write a number";
  }

  bool read_body(DataCheck& check) {
    switch (check.kind) {
      case CheckKind::Rule:
        check.rule = fields_.placed("rule");
        return !check.rule.text.empty();
      case CheckKind::SumsTo:
        check.target = fields_.number("sums-to");
        return check.target.has_value();
      case CheckKind::RowCount:
        check.target = fields_.number("row-count");
        return check.target.has_value();
      case CheckKind::Unique:
        check.column = fields_.placed("unique");
        return !check.column.text.empty() || missing("unique");
      case CheckKind::Required:
        for (const PlacedText& column : fields_.list("required")) check.columns.push_back(column);
        return !check.columns.empty() || missing("required");
      default:
        return read_block(check);
    }
  }

  bool read_block(DataCheck& check) {
    const std::string_view kind = kKinds[static_cast<std::size_t>(check.kind)];
    const YamlNode* body = fields_.mapping(kind);
    if (body == nullptr) return false;
    const DataFields fields(*body, source_, diagnostics_);
    check.column = fields.placed("column");
    if (check.kind == CheckKind::ChangeDirection) {
      fields.known_keys({"column", "from", "to"});
      check.from = fields.placed("from");
      check.to = fields.placed("to");
      return (!check.column.empty() && !check.from.empty() && !check.to.empty()) || missing(kind);
    }
    if (check.kind == CheckKind::In) {
      fields.known_keys({"column", "values"});
      for (const PlacedText& value : fields.list("values")) check.values.push_back(value.text);
      return (!check.column.empty() && !check.values.empty()) || missing(kind);
    }
    if (check.kind == CheckKind::Range) {
      fields.known_keys({"column", "min", "max"});
      check.minimum = fields.number("min");
      check.maximum = fields.number("max");
      return (!check.column.empty() && (check.minimum || check.maximum)) || missing(kind);
    }
    fields.known_keys({"column", "columns", "direction"});
    for (const PlacedText& column : fields.list("columns")) check.columns.push_back(column);
    const auto direction = fields.one_of("direction", {"rising", "falling", "not-rising", "not-falling"});
    check.direction = fields.placed("direction");
    return (direction && (!check.column.empty() || !check.columns.empty())) || missing(kind);
  }

  const YamlNode& node_;
  DataFields fields_;
  const SourcePtr& source_;
  Diagnostics& diagnostics_;
};

std::optional<Correction> read_correction(const YamlNode& node, const SourcePtr& source,
                                          Diagnostics& diagnostics) {
  const Place place = {source, node.span};
  if (!node.is_mapping()) {
    diagnostics.error("data/correction", place, "a correction is a block of `key: value` lines",
                      "start with `- id: …`");
    return std::nullopt;
  }
  const DataFields fields(node, source, diagnostics);
  fields.known_keys({"id", "where", "published", "finding", "reason", "until", "kind"});
  Correction correction;
  const PlacedText id = fields.placed("id");
  correction.id = id.text;
  correction.place = id.text.empty() ? place : id.place;
  correction.where = fields.text("where");
  correction.published = fields.text("published");
  correction.finding = fields.text("finding");
  correction.reason = fields.text("reason");
  correction.kind = fields.text("kind");
  const PlacedText until = fields.placed("until");
  correction.until = until.text;
  if (correction.id.empty()) diagnostics.error("data/correction", place, "this correction has no `id`", "");
  if (correction.where.empty()) {
    diagnostics.error("data/correction", correction.place, "this correction does not say where it belongs",
                      "add `where:`, the path of a page or the id of a data set");
  }
  if (correction.reason.empty() && correction.finding.empty()) {
    diagnostics.error("data/correction", correction.place, "this correction gives no reason",
                      "add `reason:`, for readers to see");
  }
  if (!until.text.empty() && !is_iso_date(until.text)) {
    diagnostics.error("data/correction", until.place, "`" + until.text + "` is not a date",
                      "write it as 2027-04-01");
  }
  return correction;
}

}  // namespace

void read_checks(const YamlNode& list, DataSet& set, Diagnostics& diagnostics) {
  for (const YamlNode& item : list.children) {
    if (!item.is_mapping()) {
      diagnostics.error("data/schema", {set.schema, item.span},
                        "a check is a block with an `id` and a `rule`", "");
      continue;
    }
    auto check = CheckReader(item, set.schema, diagnostics).read();
    if (!check) continue;
    for (const DataCheck& earlier : set.checks) {
      if (check->id.empty() || earlier.id != check->id) continue;
      diagnostics
          .error("data/schema", check->place, "two checks are called `" + check->id + "`", "rename one")
          .notes.push_back({"the first one is here", earlier.place});
    }
    set.checks.push_back(std::move(*check));
  }
}

std::vector<Correction> read_corrections(const SourcePtr& source, Diagnostics& diagnostics) {
  std::vector<Correction> out;
  const auto root = parse_yaml(source, diagnostics);
  if (!root || root->is_null()) return out;
  if (!root->is_sequence()) {
    diagnostics.error("data/correction", {source, root->span}, "this file should hold a list of corrections",
                      "start each with `- id: …`");
    return out;
  }
  for (const YamlNode& item : root->children) {
    auto correction = read_correction(item, source, diagnostics);
    if (!correction) continue;
    for (const Correction& earlier : out) {
      if (correction->id.empty() || earlier.id != correction->id) continue;
      diagnostics
          .error("data/correction", correction->place, "two corrections are called `" + correction->id + "`",
                 "rename one")
          .notes.push_back({"the first one is here", earlier.place});
    }
    out.push_back(std::move(*correction));
  }
  return out;
}

}  // namespace gazette
