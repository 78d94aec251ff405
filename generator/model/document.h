#pragma once
// One content file, parsed. What other files say about it comes later, in model/site.h.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/written_time.h"
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

/// A date or a minute as an author wrote it; which moment that is depends on the site's time zone.
struct PlacedTime {
  WrittenTime time;
  Place place;
};

/// `withdrawn`: readers who come to the page's address are told so, and see nothing else of it.
struct Withdrawal {
  std::optional<PlacedTime> date;  // from when on; always when there is none
  PlacedText reason;               // Markdown for readers; may be empty
  PlacedText see;                  // where to look instead; may be empty
  Place place;
};

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
  std::optional<PlacedTime> publish;   // not in the site before
  std::optional<PlacedTime> withdraw;  // `withdraw` or `expires`: withdrawn from then on
  std::optional<Withdrawal> withdrawn;
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
  YamlNode checks;  // rules switched for the page, or for the folder that it opens
  Span span;        // from the first `---` to the last, both lines included
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
