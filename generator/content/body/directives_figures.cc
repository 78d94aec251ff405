// Headline figures and the table of indicators.
#include <algorithm>
#include <array>
#include <set>

#include "base/spelling.h"
#include "base/text.h"
#include "content/body/directives.h"
#include "content/expressions/expression.h"
#include "content/tables/figures.h"
#include "content/tables/indicator_dashboard.h"
#include "content/words/figure_literal.h"
#include "content/words/figure_rules.h"
#include "content/words/wording.h"
#include "formats/yaml.h"

namespace gazette::directives {
namespace {

/// Reads the list in a `{figures}` block; each entry becomes a card, or is reported.
class FigureReader {
 public:
  FigureReader(BodyRenderer& out, NodeId id, const Directive& directive) : out_(out) {
    const Place whole = out.place(id, directive.body_span);
    // Inside a list or quotation the body is not one piece of the file; places are then its own lines.
    source_ = directive.body_is_contiguous
                  ? whole.source
                  : std::make_shared<const SourceFile>(whole.source->path(), directive.body);
    span_ = directive.body_is_contiguous ? directive.body_span : Span{0, directive.body.size()};
    opening_ = out.place(id, directive.span);
  }

  std::vector<HeadlineFigure> read() {
    std::vector<HeadlineFigure> figures;
    const auto list = parse_yaml(source_, span_, out_.diagnostics());
    if (!list) return figures;
    if (!list->is_sequence() || list->children.empty()) {
      out_.diagnostics().error("figures/list", opening_, "there is no list of figures in this block",
                               "start each figure with `- value:` and give it a `label:`");
      return figures;
    }
    for (const YamlNode& entry : list->children)
      if (auto figure = read_one(entry)) figures.push_back(*std::move(figure));
    return figures;
  }

 private:
  Place place(const YamlNode& node) const { return {source_, node.span}; }

  std::string text_of(const YamlNode& entry, std::string_view key) const {
    const YamlNode* node = entry.find(key);
    return node != nullptr && node->is_scalar() ? node->text : std::string();
  }

  std::optional<HeadlineFigure> read_one(const YamlNode& entry) {
    if (!entry.is_mapping()) {
      out_.diagnostics().error("figures/list", place(entry), "a figure needs a `value` and a `label`",
                               "write `- value: set[row, column]`, and `label:` below it");
      return std::nullopt;
    }
    report_unknown_keys(
        entry, {"value", "text", "label", "compare", "compare_label", "page", "unit", "dp", "polarity"},
        "figures/key", source_, out_.diagnostics());
    HeadlineFigure figure;
    figure.label = text_of(entry, "label");
    if (figure.label.empty())
      out_.diagnostics().error("figures/label", place(entry), "this figure has no `label`",
                               "say in a few words what it counts: a figure alone means nothing");
    figure.polarity = polarity(entry);
    figure.better = say(out_.wording(), "figures_better");
    figure.worse = say(out_.wording(), "figures_worse");
    fill_value(entry, figure);
    fill_link(entry, figure);
    if (figure.value.empty() || figure.label.empty()) return std::nullopt;
    return figure;
  }

  Polarity polarity(const YamlNode& entry) {
    const YamlNode* node = entry.find("polarity");
    if (node == nullptr || node->text == "none") return Polarity::None;
    if (node->text == "up-is-good") return Polarity::UpIsGood;
    if (node->text == "down-is-good") return Polarity::DownIsGood;
    out_.diagnostics().error("figures/value", place(*node),
                             "`" + node->text + "` is not a choice for `polarity`",
                             "write up-is-good, down-is-good or none");
    return Polarity::None;
  }

  std::optional<Figure> evaluate(const YamlNode& node) {
    std::set<CellUse> cells;
    auto figure = evaluate_expression({node.text, place(node)}, {0, node.text.size()}, out_.site().data,
                                      out_.diagnostics(), &cells);
    for (const CellUse& cell : cells) {
      out_.depend(DependencyKind::DataSet, cell.set);
      out_.body().cells.push_back(cell);
    }
    return figure;
  }

  void fill_value(const YamlNode& entry, HeadlineFigure& shown) {
    const YamlNode* value = entry.find("value");
    shown.value = text_of(entry, "text");
    if (value == nullptr || !value->is_scalar()) {
      if (shown.value.empty())
        out_.diagnostics().error("figures/value", place(entry), "this figure has neither `value` nor `text`",
                                 "name a cell, such as value: \"kpi[repeat-referrals, y1920]\"");
      return;
    }
    const auto figure = evaluate(*value);
    if (!figure) return;
    const YamlNode* digits = entry.find("dp");
    const auto places = digits != nullptr ? digits->as_integer() : std::nullopt;
    const int decimal_places =
        places ? static_cast<int>(std::clamp<std::int64_t>(*places, 0, 6)) : figure->decimal_places;
    shown.value = figure->is_text ? figure->text : figure_text(*figure, decimal_places);
    const std::string unit = text_of(entry, "unit");
    if (!unit.empty()) shown.value += (unit == "%" ? "" : " ") + unit;
    if (!figure->is_text) fill_change(entry, *figure, decimal_places, shown);
  }

  void fill_change(const YamlNode& entry, const Figure& now, int decimal_places, HeadlineFigure& shown) {
    const YamlNode* compare_with = entry.find("compare");
    if (compare_with == nullptr || !compare_with->is_scalar()) return;
    const auto before = evaluate(*compare_with);
    if (!before || before->is_text) return;
    shown.direction = change_direction(before->number, now.number);
    shown.change =
        change_in_words(before->number, now.number, now.type,
                        std::max(decimal_places, before->decimal_places), CompareAs::Number, out_.wording());
    const std::string period = text_of(entry, "compare_label");
    if (!period.empty())
      shown.change = say(out_.wording(), "figures_since", {{"change", shown.change}, {"period", period}});
  }

  /// Pages are named from content/ or, failing that, from the page's own folder.
  void fill_link(const YamlNode& entry, HeadlineFigure& figure) {
    const YamlNode* page = entry.find("page");
    if (page == nullptr || !page->is_scalar()) return;
    const std::string path = page->text.substr(0, page->text.find('#'));
    const bool from_root = out_.site().by_path.contains(path);
    if (const auto target = out_.link(from_root ? "/" + page->text : page->text, place(*page)))
      figure.href = out_.href(*target);
  }

  BodyRenderer& out_;
  SourcePtr source_;
  Span span_;
  Place opening_;
};

PlacedText option_text(const BodyRenderer& out, NodeId id, const Directive& directive, std::string_view key) {
  const DirectiveOption* option = directive.option(key);
  if (option == nullptr) return {};
  return {option->value, out.place(id, option->value_span)};
}

}  // namespace

void enter_figures(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.html() += render_figures(FigureReader(out, id, directive).read());
}

void enter_indicators(BodyRenderer& out, NodeId id, const Directive& directive) {
  const Place place = out.place(id, directive.argument_span);
  const int number = out.next_table_number();
  std::vector<const DataSet*> sets;
  bool known = true;
  for (std::string_view piece : split(directive.argument, ',')) {
    const DataSet* set = out.data_set(trim(piece), place);
    known = known && set != nullptr;
    if (set != nullptr) sets.push_back(set);
  }
  if (!known || sets.empty()) return;
  const IndicatorOptions options{
      option_text(out, id, directive, "columns"), option_text(out, id, directive, "national"),
      option_text(out, id, directive, "commentary"), option_text(out, id, directive, "group")};
  const DirectiveOption* caption = directive.option("caption");
  const std::string title = caption != nullptr ? caption->value : sets.front()->title;
  const IndicatorDashboard dashboard = render_indicators(
      sets, options, out.unique_id("indicators-" + slugify(sets.front()->id)),
      say(out.wording(), "table_caption", {{"number", std::to_string(number)}, {"title", title}}),
      out.wording(), place, out.diagnostics());
  out.html() += dashboard.html;
  out.body().cells.insert(out.body().cells.end(), dashboard.uses.begin(), dashboard.uses.end());
}

}  // namespace gazette::directives

namespace gazette {

std::span<const Rule> figure_rules() {
  static constexpr std::array kRules = {
      Rule{"figures/list", Severity::Error, "Block of figures without a list", "", "", "",
           "The block holds a list; each figure is a value, or a text, and a label.",
           "```{figures}\n652\n```",
           "```{figures}\n- value: \"kpi[referral-rate, y1920]\"\n  label: referrals for every 10,000 "
           "children\n```"},
      Rule{"figures/key", Severity::Warning, "Key that a headline figure does not have", "", "", "",
           "A figure has value or text, label, compare, compare_label, page, unit, dp and polarity.",
           "lable: people", "label: people"},
      Rule{"figures/label", Severity::Error, "Headline figure without a label", "", "", "",
           "A figure alone means nothing, to nobody.", "- text: \"91\"",
           "- text: \"91\"\n  label: people trained"},
      Rule{"figures/value", Severity::Error, "Headline figure without a value", "", "", "",
           "Name a cell or an expression, so that the figure can never differ from the data.",
           "- label: people", "- value: \"training[all, people]\"\n  label: people"},
  };
  return kRules;
}

}  // namespace gazette
