#include "formats/css/css_media.h"

#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "formats/css/css.h"
#include "formats/css/css_math.h"

namespace gazette {

namespace {

std::optional<double> feature_number(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return css_length_px(text, 16);
  const auto left = css_length_px(text.substr(0, slash), 16);
  const auto right = css_length_px(text.substr(slash + 1), 16);
  if (!left || !right || *right == 0) return std::nullopt;
  return *left / *right;
}

std::optional<double> environment_number(std::string_view feature, const MediaEnvironment& environment) {
  if (feature == "width" || feature == "device-width") return environment.width_px;
  if (feature == "height" || feature == "device-height") return environment.height_px;
  if (feature == "aspect-ratio" || feature == "device-aspect-ratio")
    return environment.width_px / environment.height_px;
  if (feature == "color") return 8;
  if (feature == "resolution") return 1;
  return std::nullopt;
}

bool keyword_holds(std::string_view feature, std::string_view value, const MediaEnvironment& environment) {
  if (feature == "orientation")
    return value == (environment.orientation == MediaOrientation::Portrait ? "portrait" : "landscape");
  if (feature == "prefers-color-scheme") return value == (environment.dark ? "dark" : "light");
  if (feature.starts_with("prefers-")) return value == "no-preference";
  if (feature == "hover" || feature == "any-hover") return value == "hover";
  if (feature == "pointer" || feature == "any-pointer") return value == "fine";
  if (feature == "forced-colors" || feature == "inverted-colors") return value == "none";
  if (feature == "scripting") return value == "enabled";
  if (feature == "update") return value == "fast";
  if (feature == "display-mode") return value == "browser";
  return false;
}

bool compare(double left, std::string_view op, double right) {
  if (op == "<") return left < right;
  if (op == "<=") return left <= right;
  if (op == ">") return left > right;
  if (op == ">=") return left >= right;
  return left == right;
}

/// `400px <= width <= 700px` and the like: pieces and comparisons in turn.
bool range_holds(std::string_view text, const MediaEnvironment& environment) {
  std::vector<std::string_view> operands;
  std::vector<std::string_view> operators;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::string_view("<>=").find(text[at]) == std::string_view::npos) continue;
    const std::size_t length = at + 1 < text.size() && text[at + 1] == '=' ? 2 : 1;
    operands.push_back(trim(text.substr(begin, at - begin)));
    operators.push_back(text.substr(at, length));
    begin = at + length;
    at = begin - 1;
  }
  operands.push_back(trim(text.substr(begin)));
  const auto value = [&](std::string_view operand) {
    const auto known = environment_number(operand, environment);
    return known ? known : feature_number(operand);
  };
  for (std::size_t i = 0; i < operators.size(); ++i) {
    const auto left = value(operands[i]);
    const auto right = value(operands[i + 1]);
    if (!left || !right || !compare(*left, operators[i], *right)) return false;
  }
  return true;
}

bool feature_holds(std::string_view text, const MediaEnvironment& environment) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    if (text.find_first_of("<>=") != std::string_view::npos) return range_holds(text, environment);
    return environment_number(text, environment).has_value() || text == "hover" || text == "pointer" ||
           text == "scripting";
  }
  std::string_view feature = trim(text.substr(0, colon));
  const std::string_view value = trim(text.substr(colon + 1));
  std::string_view op = "=";
  if (feature.starts_with("min-")) op = ">=";
  if (feature.starts_with("max-")) op = "<=";
  if (op != "=") feature.remove_prefix(4);
  const auto ours = environment_number(feature, environment);
  if (!ours) return keyword_holds(feature, value, environment);
  const auto theirs = feature_number(value);
  return theirs && compare(*ours, op, *theirs);
}

/// One of a unit, in pixels.
std::optional<double> css_unit_px(std::string_view unit, double em_px, double root_px) {
  if (unit == "px") return 1;
  if (unit == "em") return em_px;
  if (unit == "rem") return root_px;
  if (unit == "ex" || unit == "ch") return em_px / 2;
  if (unit == "ic") return em_px;
  if (unit == "pt") return 96.0 / 72;
  if (unit == "pc") return 16;
  if (unit == "in") return 96;
  if (unit == "cm") return 96 / 2.54;
  if (unit == "mm") return 96 / 25.4;
  if (unit == "q") return 96 / 101.6;
  return std::nullopt;
}

bool condition_holds(std::string_view text, const MediaEnvironment& environment, int depth);

/// One word of a query: a media type or a bracket.
bool term_holds(std::string_view term, const MediaEnvironment& environment, int depth) {
  if (!term.starts_with('(')) {
    if (term == "all") return true;
    return term == (environment.print ? "print" : "screen");
  }
  term.remove_prefix(1);
  if (term.ends_with(')')) term.remove_suffix(1);
  term = trim(term);
  const bool nested = term.find('(') != std::string_view::npos && term.find(':') != 0 &&
                      (term.starts_with('(') || term.starts_with("not"));
  return nested ? condition_holds(term, environment, depth + 1) : feature_holds(term, environment);
}

bool condition_holds(std::string_view text, const MediaEnvironment& environment, int depth) {
  if (depth > 16) return false;
  bool result = true;
  bool first = true;
  bool any = false;
  bool negate_all = false;
  bool negate_next = false;
  for (std::string_view word : split_css_words(text)) {
    if (word == "and" || word == "only") continue;
    if (word == "or") {
      any = true;
      continue;
    }
    if (word == "not") {
      // Before a media type, `not` turns the whole query round; before a bracket only that one.
      (first ? negate_all : negate_next) = true;
      continue;
    }
    const bool holds = term_holds(word, environment, depth) != negate_next;
    negate_next = false;
    result = first ? holds : (any ? result || holds : result && holds);
    first = false;
  }
  return result != negate_all;
}

}  // namespace

bool media_matches(std::string_view queries, const MediaEnvironment& environment) {
  if (trim(queries).empty()) return true;
  std::string lower = to_lower_ascii(queries);
  lower = replace_all(lower, "and(", "and (");
  for (std::string_view query : split_css(lower, ',')) {
    if (!query.empty() && condition_holds(query, environment, 0)) return true;
  }
  return false;
}

std::optional<MediaOrientation> media_orientation(std::string_view queries) {
  const std::string lower = to_lower_ascii(queries);
  const std::size_t at = lower.find("orientation");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t colon = lower.find(':', at);
  if (colon == std::string::npos) return std::nullopt;
  const std::string_view value = trim(std::string_view(lower).substr(colon + 1));
  if (value.starts_with("portrait")) return MediaOrientation::Portrait;
  if (value.starts_with("landscape")) return MediaOrientation::Landscape;
  return std::nullopt;
}

std::optional<double> css_length_px(std::string_view text, double em_px, double root_px) {
  text = trim(text);
  // Most values are plain; those with brackets are worked out.
  if (text.find('(') != std::string_view::npos) {
    const auto result = evaluate_css_math(text, [&](double number, std::string_view unit) {
      const auto one = css_unit_px(unit, em_px, root_px);
      return one ? std::optional<double>(number * *one) : std::nullopt;
    });
    return result ? std::optional<double>(result->value) : std::nullopt;
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{}) return std::nullopt;
  const std::string unit = to_lower_ascii(text.substr(static_cast<std::size_t>(rest - text.data())));
  if (unit.empty()) return number;
  const auto one = css_unit_px(unit, em_px, root_px);
  return one ? std::optional<double>(number * *one) : std::nullopt;
}

}  // namespace gazette
