#pragma once
// Typed access to the keys of one YAML mapping of a data set, with a report at the value when it is
// not what was asked for.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.h"
#include "formats/yaml.h"

namespace gazette {

/// Looks into one mapping; absent keys give an empty value without a report. Bad values are reported
/// as `data/schema` and count as absent.
class DataFields {
 public:
  DataFields(const YamlNode& node, const SourcePtr& source, Diagnostics& diagnostics)
      : node_(node), source_(source), diagnostics_(diagnostics) {}

  const YamlNode* find(std::string_view key) const { return node_.find(key); }
  Place place(const YamlNode& node) const { return {source_, node.span}; }
  Place key_place(std::string_view key) const { return {source_, node_.key_span(key)}; }

  std::string text(std::string_view key) const { return placed(key).text; }
  /// The text with the place of its characters, quotes left out.
  PlacedText placed(std::string_view key) const;
  PlacedText placed(const YamlNode& scalar) const;
  std::optional<bool> flag(std::string_view key) const;
  std::optional<Rational> number(std::string_view key) const;
  /// A whole number from `least` to `most`.
  std::optional<int> integer(std::string_view key, int least, int most) const;
  /// A list of texts; one text counts as a list of one.
  std::vector<PlacedText> list(std::string_view key) const;
  const YamlNode* mapping(std::string_view key) const;
  const YamlNode* sequence(std::string_view key) const;
  /// The index of the text under `key` among `words`; reports any other text with the nearest word.
  std::optional<std::size_t> one_of(std::string_view key, const std::vector<std::string>& words) const;
  /// Reports keys that are not among `known`.
  void known_keys(const std::vector<std::string>& known) const;

 private:
  void wanted(std::string_view key, const YamlNode& node, std::string_view what) const;

  const YamlNode& node_;
  const SourcePtr& source_;
  Diagnostics& diagnostics_;
};

}  // namespace gazette
