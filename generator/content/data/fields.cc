// Reads scalars, lists and mappings out of a YAML node and says what was expected otherwise.
#include "content/data/fields.h"

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"

namespace gazette {

void DataFields::wanted(std::string_view key, const YamlNode& node, std::string_view what) const {
  Span span = node.span;
  if (span.begin == span.end) span = node_.key_span(key);
  diagnostics_.error("data/schema", {source_, span},
                     "`" + std::string(key) + "` should be " + std::string(what));
}

PlacedText DataFields::placed(const YamlNode& scalar) const {
  Span span = scalar.span;
  const std::string_view typed = source_->slice(span);
  const bool in_quotes = typed.size() >= 2 && (typed.front() == '"' || typed.front() == '\'');
  if (in_quotes) span = {span.begin + 1, span.end - 1};
  return {scalar.text, {source_, span}};
}

PlacedText DataFields::placed(std::string_view key) const {
  const YamlNode* node = node_.find(key);
  if (node == nullptr) return {};
  if (node->is_scalar()) return placed(*node);
  wanted(key, *node, "text");
  return {};
}

std::optional<bool> DataFields::flag(std::string_view key) const {
  const YamlNode* node = node_.find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->as_bool();
  if (!value) wanted(key, *node, "`true` or `false`");
  return value;
}

std::optional<Rational> DataFields::number(std::string_view key) const {
  const YamlNode* node = node_.find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->is_scalar() ? parse_plain_number(node->text) : std::nullopt;
  if (!value) wanted(key, *node, "a number, such as 100 or 0.5");
  return value;
}

std::optional<int> DataFields::integer(std::string_view key, int least, int most) const {
  const YamlNode* node = node_.find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->as_integer();
  if (value && *value >= least && *value <= most) return static_cast<int>(*value);
  wanted(key, *node, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::vector<PlacedText> DataFields::list(std::string_view key) const {
  const YamlNode* node = node_.find(key);
  std::vector<PlacedText> out;
  if (node == nullptr) return out;
  if (node->is_scalar()) return {placed(*node)};
  const bool fits = node->is_sequence() && std::all_of(node->children.begin(), node->children.end(),
                                                       [](const YamlNode& item) { return item.is_scalar(); });
  if (!fits) {
    wanted(key, *node, "a list, such as [a, b]");
    return out;
  }
  for (const YamlNode& item : node->children) out.push_back(placed(item));
  return out;
}

const YamlNode* DataFields::mapping(std::string_view key) const {
  const YamlNode* node = node_.find(key);
  if (node == nullptr || node->is_mapping()) return node;
  wanted(key, *node, "a block of `key: value` lines");
  return nullptr;
}

const YamlNode* DataFields::sequence(std::string_view key) const {
  const YamlNode* node = node_.find(key);
  if (node == nullptr || node->is_sequence()) return node;
  wanted(key, *node, "a list of `- ` items");
  return nullptr;
}

std::optional<std::size_t> DataFields::one_of(std::string_view key,
                                              const std::vector<std::string>& words) const {
  const PlacedText value = placed(key);
  if (value.text.empty()) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), value.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string hint = did_you_mean(value.text, words);
  if (hint.empty()) hint = "write one of " + join(words, ", ");
  diagnostics_.error("data/schema", value.place, "`" + value.text + "` is not a " + std::string(key), hint);
  return std::nullopt;
}

void DataFields::known_keys(const std::vector<std::string>& known) const {
  report_unknown_keys(node_, known, "data/unknown-key", source_, diagnostics_);
}

}  // namespace gazette
