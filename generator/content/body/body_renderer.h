#pragma once
// A document's tree as HTML: the body of one page. Reads the finished site, writes text, and notes what
// the body depends on, so that an unchanged body need not be rendered again.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "content/arithmetic/data_checks.h"
#include "content/glossary/html.h"
#include "content/glossary/marks.h"
#include "content/prose/link_target.h"
#include "content/prose/prose.h"
#include "model/output_tree.h"
#include "model/site.h"

namespace gazette {

/// A link to a place inside a page of this site; checked once all bodies are known.
struct AnchorUse {
  std::string page;  // content path: ids of pages change from one build to the next
  std::string fragment;
  Place place;
  std::string url;  // as written
};

/// What a body was made from, beside its own document. Kinds name parts of the site; `key` picks one.
enum class DependencyKind : std::uint8_t {
  DataSet,
  PageTitle,
  Pages,
  Matrix,
  Terms,
  Corrections,
  Changes,
  ThemeFiles
};
struct Dependency {
  DependencyKind kind;
  std::string key;
  bool operator==(const Dependency&) const = default;
};

/// A rendered body and all that is known of it.
struct Body {
  std::string html;
  std::vector<SourceMark> marks;  // offsets in `html`
  std::vector<AnchorUse> anchor_uses;
  std::vector<std::string> ids;                                // of its elements, in order
  std::unordered_map<std::string, std::string> heading_texts;  // by id, with what roles stand for
  std::vector<Abbreviation> abbreviations;
  std::vector<CellUse> cells;  // figures that values and tables read
  std::vector<Dependency> dependencies;
};

/// What the site-wide passes found out, which some directives print.
struct SiteFindings {
  std::vector<std::vector<TitledAddress>> term_uses;  // by term: pages that use it
  std::vector<WaivedFailure> waived;                  // declared arithmetic left as published
};

struct BodyOptions {
  std::string id_prefix;     // in front of every id: a page made of pages needs one for each
  int heading_shift = 0;     // levels added to headings
  bool plain_terms = false;  // no toggletips: print editions
  /// Pages that stand on the same output, by id: links to them become `#prefix…`.
  const std::unordered_map<PageId, std::string>* same_output = nullptr;
};

class BodyRenderer {
 public:
  BodyRenderer(const Site& site, const SiteFindings& findings, PageId page, const Prose& prose,
               const PageTermMarks& terms, const GlossaryIndex& glossary, const BodyOptions& options,
               Diagnostics& diagnostics);

  Body render();

  // For directives.
  std::string& html() { return body_.html; }
  const Site& site() const { return site_; }
  const SiteFindings& findings() const { return findings_; }
  PageId page_id() const { return page_id_; }
  const Page& page() const { return site_.page(page_id_); }
  const MarkdownTree& tree() const { return tree_; }
  const BodyOptions& options() const { return options_; }
  const Wording& wording() const { return site_.theme.strings; }
  Diagnostics& diagnostics() { return diagnostics_; }
  Body& body() { return body_; }
  Place place(NodeId id, Span span) const { return tree_.place(id, span); }

  int next_table_number() { return table_number_++; }
  int next_figure_number() { return figure_number_++; }
  /// `wanted` with the id prefix, made unique on this page.
  std::string unique_id(const std::string& wanted);
  void depend(DependencyKind kind, std::string key = {});
  /// Notes that what is written from here on comes from `place`.
  void mark(const Place& place);
  /// What a link or image leads to; the body depends on it from then on. Reports why not, and gives nullopt,
  /// when nothing is there.
  std::optional<LinkTarget> link(std::string_view url, const Place& place);
  /// An `<img>` of what `target` leads to, with its size, so that nothing moves when it comes; reports what
  /// no browser shows.
  std::string picture(const LinkTarget& target, std::string_view alt, const Place& place);
  /// The address to print for a target, which may be an anchor on the same output.
  std::string href(const LinkTarget& target) const;
  std::string page_href(PageId page);
  /// Resolves a data set by name; reports `data/unknown-set` at `place`.
  const DataSet* data_set(std::string_view name, const Place& place);

 private:
  void render_below(NodeId root);
  void render_footnotes();
  void visit(NodeId id, bool entering);
  void enter(NodeId id, const MarkdownNode& node);
  void leave(NodeId id, const MarkdownNode& node);
  void text(NodeId id);
  void open_heading(NodeId id, const MarkdownNode& node);
  void close_heading(NodeId id, const MarkdownNode& node);
  std::string heading_tag(const MarkdownNode& node) const;
  void image(NodeId id, const MarkdownNode& node);
  void report_not_shown(const LinkTarget& target, const Place& place);
  void code_block(const MarkdownNode& node);
  void role(NodeId id, const MarkdownNode& node);
  void value_role(NodeId id, const MarkdownNode& node);
  void open_link(NodeId id, const MarkdownNode& node);
  void open_directive(NodeId id, const MarkdownNode& node);
  void footnote_reference(const MarkdownNode& node);
  void open_footnote(NodeId id);
  void close_footnote();
  void table(NodeId id);
  void table_row(NodeId row, bool header, std::size_t columns);
  void inline_children(NodeId id);
  void open_item(const MarkdownNode& node);
  bool in_tight_item(NodeId id) const;

  const Site& site_;
  const SiteFindings& findings_;
  PageId page_id_;
  const MarkdownTree& tree_;
  const Prose& prose_;
  const PageTermMarks& terms_;
  const GlossaryIndex& glossary_;
  const BodyOptions& options_;
  Diagnostics& diagnostics_;
  Body body_;
  std::unordered_set<std::string> ids_;
  std::unordered_map<NodeId, std::string> heading_ids_;
  std::unordered_map<std::string, std::vector<std::string>> footnote_uses_;  // ids of the marks, by key
  std::vector<std::string> footnote_order_;  // keys, in the order of their first marks
  std::vector<std::string> footnote_ids_;    // of the notes, in that order
  std::unordered_set<NodeId> captions_;      // paragraphs that became a table's caption
  std::vector<std::string> closers_;         // end tags of open links
  std::size_t heading_start_ = 0;            // where the words of the open heading begin in the HTML
  NodeId skip_until_ = kNoNode;              // text nodes joined to the run already written
  int table_number_ = 1;
  int figure_number_ = 1;
  int footnotes_ = 0;
};

}  // namespace gazette
