#include "content/chart/chart_settings.h"

#include <fmt/format.h>

#include "base/text.h"

namespace gazette {
namespace {

struct Reference {
  std::optional<Rational> value;
  std::string text;
};

/// "90", "90 Target" or "90, Target".
Reference parse_reference(std::string_view text) {
  text = trim(text);
  const std::size_t end = std::min(text.find_first_of(" ,\t"), text.size());
  Reference reference{parse_plain_number(text.substr(0, end)), {}};
  std::string_view rest = trim(text.substr(end));
  if (rest.starts_with(',')) rest = trim(rest.substr(1));
  reference.text = std::string(rest);
  return reference;
}

/// The words between commas, each with its own bytes.
std::vector<PlacedText> split_placed(const PlacedText& list) {
  std::vector<PlacedText> words;
  for (std::string_view piece : split(list.text, ',')) {
    const std::string_view word = trim(piece);
    if (word.empty()) continue;
    PlacedText placed{std::string(word), list.place};
    // Narrow the place to the word only where the bytes are known to be the text's own.
    if (list.place.source && list.place.source->slice(list.place.span) == list.text) {
      placed.place.span.begin =
          list.place.span.begin + static_cast<std::size_t>(word.data() - list.text.data());
      placed.place.span.end = placed.place.span.begin + word.size();
    }
    words.push_back(std::move(placed));
  }
  return words;
}

void apply_option(ChartSettings& settings, const ChartOption& option, Diagnostics& diagnostics) {
  const PlacedText& value = option.value;
  const auto not_a_number = [&] {
    diagnostics.error("chart/option", value.place,
                      fmt::format("`{}` is not a number, as `{}` needs", value.text, option.key),
                      "write digits alone, such as 90 or 0.5");
  };
  if (option.key == "type") settings.type = value;
  if (option.key == "x") settings.x = value;
  if (option.key == "message") settings.message = value;
  if (option.key == "alt") settings.alt = value;
  if (option.key == "summary") settings.summary = value;
  if (option.key == "label") settings.label = value;
  if (option.key == "table") settings.table = value;
  if (option.key == "series") settings.series = split_placed(value);
  if (option.key == "rows") settings.rows = split_placed(value);
  if (option.key == "ref") {
    const Reference reference = parse_reference(value.text);
    if (!reference.value) return not_a_number();
    settings.ref_value = reference.value;
    settings.ref_text = reference.text;
    settings.ref_place = value.place;
  }
  if (option.key == "y_min") {
    settings.y_min = parse_plain_number(trim(value.text));
    settings.y_min_place = value.place;
    if (!settings.y_min) not_a_number();
  }
}

}  // namespace

ChartSettings chart_settings(const DataSet& set, const std::vector<ChartOption>& options, const Place& place,
                             Diagnostics& diagnostics) {
  ChartSettings settings;
  if (set.chart) {
    const ChartSpec& spec = *set.chart;
    const auto placed = [&](const std::string& text) { return PlacedText{text, spec.place}; };
    settings.type = placed(spec.type);
    settings.x = placed(spec.x);
    settings.message = placed(spec.message);
    settings.alt = placed(spec.alt);
    settings.summary = placed(spec.summary);
    settings.label = placed(spec.label);
    for (const std::string& name : spec.series) settings.series.push_back(placed(name));
    for (const std::string& key : spec.rows) settings.rows.push_back(placed(key));
    settings.ref_value = spec.ref_value;
    settings.ref_text = spec.ref_text;
    settings.y_min = spec.y_min;
    settings.ref_place = settings.y_min_place = spec.place;
  }
  for (const ChartOption& option : options) apply_option(settings, option, diagnostics);
  if (!settings.type.place.source) settings.type.place = place;
  return settings;
}

}  // namespace gazette
