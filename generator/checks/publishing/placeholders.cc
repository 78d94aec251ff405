// Looks at the sources as they were typed, so that each place is told where an author finds it.
#include "checks/publishing/placeholders.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "checks/publishing/starter.h"

namespace gazette {
namespace {

/// Sentences of this and earlier starters that no finished page would have. Case, and white space of any
/// kind, count for nothing.
constexpr std::array<std::string_view, 8> kSentences = {"Write here who you are",
                                                        "Write here how readers reach you",
                                                        "Write here.",
                                                        "One sentence about this page",
                                                        "One sentence about this section",
                                                        "What this site is for.",
                                                        "Where the figures are from",
                                                        "Lorem ipsum dolor"};

/// Sentences that might be somebody's own, but for the file in which a starter put them.
struct OwnPlace {
  std::string_view path;
  std::string_view sentence;
};
constexpr std::array<OwnPlace, 3> kInTheirPlace = {
    {{"content/_index.md", "Welcome. Read [about us](about.md)."},
     {"content/about.md", "description: Who we are."},
     {"content/contact.md", "description: How to reach us."}}};

/// Length of `sentence` where `text` has it at `at`; nullopt where it does not.
std::optional<std::size_t> length_at(std::string_view text, std::size_t at, std::string_view sentence) {
  std::size_t end = at;
  for (const char c : sentence) {
    if (end == text.size()) return std::nullopt;
    if (c == ' ') {
      if (!is_ascii_space(text[end])) return std::nullopt;
      while (end < text.size() && is_ascii_space(text[end])) ++end;
      continue;
    }
    if (ascii_lower(text[end++]) != ascii_lower(c)) return std::nullopt;
  }
  return end - at;
}

bool begins_a_word(std::string_view text, std::size_t at) {
  return at == 0 || !(is_ascii_letter(text[at - 1]) || is_ascii_digit(text[at - 1]));
}

/// Whether what stands before `at` leaves a sentence to begin there.
bool begins_a_sentence(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::size_t last = before.find_last_not_of(" \t\r");
  return last == std::string_view::npos ||
         std::string_view("\n.!?:\"'>*_-#").find(before[last]) != std::string_view::npos;
}

/// Spans of one source in which nothing is looked for, in any order.
using LeftOut = std::vector<Span>;

bool is_left_out(const LeftOut& spans, std::size_t at) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](Span span) { return at >= span.begin && at < span.end; });
}

class Finder {
 public:
  explicit Finder(Diagnostics& found) : found_(found) {}

  /// Looks through a source once, however often it is used.
  void look_through(const SourcePtr& source, const LeftOut& left_out = {}) {
    if (!source || !seen_.insert(source->path()).second) return;
    const std::string& text = source->text();
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = ascii_lower(text[at]);
      if (c != '(' && c != 'w' && c != 'o' && c != 'l' && c != 'd')
        continue;  // what a placeholder begins with
      const std::size_t length = placeholder_at(source->path(), text, at);
      if (length == 0) continue;
      if (!is_left_out(left_out, at)) tell(source, {at, at + length});
      at += length - 1;
    }
  }

  /// Values of settings, without the notes beside them.
  void look_through_values(const SourcePtr& source) {
    if (!source) return;
    Diagnostics told;  // by the build
    const auto root = parse_yaml(source, told);
    if (!root) return;
    std::vector<Span> values;
    collect_values(*root, values);
    LeftOut others;
    std::size_t from = 0;
    std::sort(values.begin(), values.end(), [](Span a, Span b) { return a.begin < b.begin; });
    for (const Span value : values) {
      if (value.begin > from) others.push_back({from, value.begin});
      from = std::max(from, value.end);
    }
    others.push_back({from, source->text().size() + 1});
    look_through(source, others);
  }

  void look_for_figures(const DataSet& set) {
    if (set.csv->path() != kStarterFigures) return;
    const auto rows = starter_figure_rows();
    for (std::size_t line = 1; line <= set.csv->line_count(); ++line) {
      const std::string_view row = trim(set.csv->line(line));
      if (std::find(rows.begin(), rows.end(), row) == rows.end()) continue;
      const std::size_t begin = set.csv->line_start(line);
      found_.error("publish/placeholder", {set.csv, {begin, begin + row.size()}},
                   "the figures “" + std::string(row) + "” are the starter's, made up to show a table",
                   "put in your own, or take the table out");
    }
  }

 private:
  static std::size_t placeholder_at(const std::string& path, std::string_view text, std::size_t at) {
    if (text[at] == '(') {
      const auto mark = length_at(text, at, trim(kWriteHere));
      if (!mark) return 0;
      const std::size_t end = text.find_first_of(")\n", at);
      return end == std::string_view::npos ? *mark : end - at + (text[end] == ')' ? 1 : 0);
    }
    if (!begins_a_word(text, at)) return 0;
    for (const std::string_view sentence : kSentences) {
      if (const auto length = length_at(text, at, sentence); length && begins_a_sentence(text, at))
        return *length;
    }
    for (const OwnPlace& own : kInTheirPlace) {
      const auto length = path == own.path ? length_at(text, at, own.sentence) : std::nullopt;
      if (length) return *length;
    }
    return 0;
  }

  static void collect_values(const YamlNode& node, std::vector<Span>& out) {
    if (node.is_scalar()) out.push_back(node.span);
    for (const YamlNode& child : node.children) collect_values(child, out);
  }

  void tell(const SourcePtr& source, Span span) {
    constexpr std::size_t kShown = 60;
    std::string words = collapse_white_space(source->slice(span));
    if (count_characters(words) > kShown) {
      words.resize(kShown);
      words.resize(find_invalid_utf8(words).value_or(words.size()));
      words += "…";
    }
    found_.error("publish/placeholder", {source, span},
                 "your own words belong here, in place of “" + words + "”",
                 "put them in, or take the place out");
  }

  Diagnostics& found_;
  std::set<std::string> seen_;
};

/// What a page shows as code or does not show at all, for each of its sources.
std::vector<LeftOut> left_out_of(const Document& document) {
  const MarkdownTree& tree = document.tree;
  std::vector<LeftOut> out(std::max<std::size_t>(tree.sources.size(), 1));
  for (const MarkdownNode& node : tree.nodes) {
    const bool hidden = node.kind == MarkdownKind::CodeBlock || node.kind == MarkdownKind::Code ||
                        node.kind == MarkdownKind::HtmlBlock || node.kind == MarkdownKind::HtmlInline;
    if (hidden && static_cast<std::size_t>(node.source) < out.size())
      out[static_cast<std::size_t>(node.source)].push_back(node.span);
  }
  const SourceFile& source = *document.source;
  const std::string& text = source.text();
  for (std::size_t at = text.find("<!--"); at != std::string::npos; at = text.find("<!--", at)) {
    const std::size_t end = std::min(text.find("-->", at), text.size());
    out[0].push_back({at, end});
    at = end;
  }
  // Notes among the details at the top.
  for (std::size_t line = 1; line <= source.line_count(); ++line) {
    const std::size_t begin = source.line_start(line);
    if (begin >= document.front_matter.span.end) break;
    if (trim(source.line(line)).starts_with('#')) out[0].push_back({begin, begin + source.line(line).size()});
  }
  return out;
}

}  // namespace

void find_placeholders(const Site& site, const OutputTree& tree, Diagnostics& found) {
  Finder finder(found);
  finder.look_through_values(site.config.source);
  for (const Page& page : site.pages) {
    if (page.origin != PageOrigin::Content) continue;
    const Document& document = *page.document;
    const auto left_out = left_out_of(document);
    finder.look_through(document.source, left_out[0]);
    for (std::size_t i = 1; i < document.tree.sources.size(); ++i)
      finder.look_through(document.tree.sources[i], left_out[i]);
  }
  for (const DataSet& set : site.data.sets) {
    if (tree.find("data/" + set.id + ".csv") == nullptr) continue;  // held back
    finder.look_through_values(set.schema);
    finder.look_through(set.csv);
    finder.look_for_figures(set);
  }
  finder.look_through(site.glossary.source);
  finder.look_through(site.matrix.boards_source);
  finder.look_through(site.matrix.rows_source);
}

}  // namespace gazette
