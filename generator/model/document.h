#pragma once
// One content file, parsed. What other files say about it comes later, in model/site.h.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/markdown/markdown.h"
#include "formats/yaml.h"
#include "model/config.h"

namespace gazette {

/// A dated, public note of what changed (GOV.UK calls these change notes).
struct ChangeNote {
  std::string date;  // ISO
  std::string text;
  Place place;
};

enum class Toggle { Default, On, Off };

/// The metadata block that opens a content file; docs/writing.md tells authors of each key.
struct FrontMatter {
  PlacedText title;
  PlacedText description;
  PlacedText slug;
  std::optional<std::int64_t> weight;
  PlacedText date;
  PlacedText updated;
  PlacedText review_by;
  bool draft = false;
  std::vector<PlacedText> aliases;
  PlacedText layout;
  std::string navigation_label;
  bool in_navigation = true;
  Toggle toc = Toggle::Default;
  bool terms_off = false;
  std::vector<PlacedText> terms_skip;
  bool exit_link = false;
  std::vector<ChangeNote> changes;
  std::vector<std::string> tags;
  bool smart = true;
  YamlNode params;
  Span span;  // from the first `---` to the last, both lines included
};

struct Heading {
  NodeId node = kNoNode;
  std::int32_t level = 2;
  std::string text;
  std::string id;
};

/// A Markdown file under content/.
struct Document {
  std::string path;  // below content/: "annual-report/2019-20/neglect.md"
  SourcePtr source;
  FrontMatter front_matter;
  MarkdownTree tree;
  std::vector<Heading> headings;
  bool has_allowances = false;    // holds a gazette-allow comment
  std::uint64_t fingerprint = 0;  // of the file's bytes
};

using DocumentPtr = std::shared_ptr<const Document>;

}  // namespace gazette
