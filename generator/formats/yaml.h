#pragma once
// YAML as editors and content systems write it: front matter, configuration, schemas. Every node
// knows its place. Anchors, aliases, tags and several documents are refused with a diagnostic: no
// file of Gazette's needs them, and aliases are how a small file grows without end.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace gazette {

enum class YamlKind { Null, Scalar, Sequence, Mapping };

/// One value of a YAML file. Keys of a mapping stand in `keys`, in file order, beside `children`.
struct YamlNode {
  struct Key {
    std::string text;
    Span span;
  };

  YamlKind kind = YamlKind::Null;
  std::string text;     // scalars: the value as typed, quotes removed
  bool quoted = false;  // scalars: written with quotes or as a block, so never a number or a bool
  Span span;            // bytes in the source; scalars exactly, others from their first to last byte
  std::vector<Key> keys;
  std::vector<YamlNode> children;

  bool is_null() const { return kind == YamlKind::Null; }
  bool is_scalar() const { return kind == YamlKind::Scalar; }
  bool is_sequence() const { return kind == YamlKind::Sequence; }
  bool is_mapping() const { return kind == YamlKind::Mapping; }

  /// The value under `key`; null when this is not a mapping or the key is missing.
  const YamlNode* find(std::string_view key) const;
  /// Span of the key itself; the node's own span when missing.
  Span key_span(std::string_view key) const;
  /// Plain `true`/`yes`/`on` and `false`/`no`/`off`, in any case.
  std::optional<bool> as_bool() const;
  /// A plain whole number.
  std::optional<std::int64_t> as_integer() const;
  /// A plain number with an optional decimal part.
  std::optional<double> as_number() const;
};

/// Reads `span` of a source as one YAML document. An empty span gives a Null node. Reports
/// `yaml/syntax`, `yaml/alias`, `yaml/comment-in-value` and `yaml/duplicate-key` at their places and gives
/// nullopt when nothing usable was read. Nesting deeper than 64 and more than a million nodes are refused.
std::optional<YamlNode> parse_yaml(const SourcePtr& source, Span span, Diagnostics& diagnostics);
/// The whole of a source.
std::optional<YamlNode> parse_yaml(const SourcePtr& source, Diagnostics& diagnostics);

/// Reports every key of `node` that is not among `known` as a warning `rule`, offering the nearest.
void report_unknown_keys(const YamlNode& node, const std::vector<std::string>& known, std::string_view rule,
                         const SourcePtr& source, Diagnostics& diagnostics);

}  // namespace gazette
