// Reads the sentences of a page for what they point at, and holds it against what the site has.
#include "checks/check_references.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/hash.h"
#include "base/text.h"
#include "content/prose/link_target.h"
#include "content/prose/numbering.h"
#include "content/prose/prose.h"
#include "content/prose/prose_run.h"

namespace gazette {
namespace {

constexpr std::string_view kHardBlank = "\xC2\xA0";

bool is_word_at(std::string_view text, std::size_t at) {
  return at < text.size() && (is_ascii_letter(text[at]) || is_ascii_digit(text[at]) ||
                              static_cast<unsigned char>(text[at]) >= 0x80U);
}

/// A blank of either kind at `at`; its length, or 0.
std::size_t blank_length(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with(kHardBlank)) return kHardBlank.size();
  return at < text.size() && is_ascii_space(text[at]) ? 1 : 0;
}

struct Reference {
  bool figure = false;
  std::string_view word;  // "Table", "Charts"
  std::string number;     // as typed
  std::optional<int> value;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct ReferenceWord {
  std::string_view word;
  bool figure;
};
constexpr std::array<ReferenceWord, 4> kReferenceWords = {
    {{"Table", false}, {"Figure", true}, {"Chart", true}, {"Graph", true}}};

/// "Table 5", "Figures 1–3", "Tables 1, 2 and 7": one for each number that is named.
class ReferenceReader {
 public:
  explicit ReferenceReader(std::string_view text) : text_(text) {}

  std::vector<Reference> read() {
    for (const ReferenceWord& word : kReferenceWords) {
      for (std::size_t at = text_.find(word.word); at != std::string_view::npos;
           at = text_.find(word.word, at + 1)) {
        if (at > 0 && is_word_at(text_, at - 1)) continue;
        read_numbers(word, at);
      }
    }
    return std::move(found_);
  }

 private:
  void read_numbers(const ReferenceWord& word, std::size_t begin) {
    std::size_t at = begin + word.word.size();
    const bool plural = at < text_.size() && text_[at] == 's';
    if (plural) ++at;
    const std::size_t length = at - begin;
    const std::size_t blank = blank_length(text_, at);
    if (blank == 0) return;
    at += blank;
    const std::size_t first = found_.size();
    while (true) {
      const std::size_t start = at;
      while (at < text_.size() && is_ascii_digit(text_[at])) ++at;
      if (at == start || at - start > 4) break;
      std::size_t end = at;
      if (end + 1 < text_.size() && text_[end] == '.' && is_ascii_digit(text_[end + 1])) {
        ++end;
        while (end < text_.size() && is_ascii_digit(text_[end])) ++end;
      }
      Reference reference{word.figure,
                          text_.substr(begin, length),
                          std::string(text_.substr(start, end - start)),
                          {},
                          found_.size() == first ? begin : start,
                          end};
      if (end == at) reference.value = std::stoi(reference.number);
      if (is_word_at(text_, end) && is_ascii_letter(text_[end])) break;  // "Table 5a" is somebody else's
      found_.push_back(std::move(reference));
      at = end;
      const std::size_t next = plural ? after_joint(at) : 0;
      if (next == 0) break;
      at = next;
    }
    // "Table 5 of the guidance" stands elsewhere.
    if (text_.substr(std::min(at, text_.size())).starts_with(" of ")) found_.resize(first);
  }

  /// Behind ", ", " and ", " to " or a dash, when a digit follows; 0 otherwise.
  std::size_t after_joint(std::size_t at) const {
    for (const std::string_view joint : {", and ", ", ", " and ", " to ", " & ", "–", "-"}) {
      const std::size_t after = at + joint.size();
      if (text_.substr(at).starts_with(joint) && after < text_.size() && is_ascii_digit(text_[after]))
        return after;
    }
    return 0;
  }

  std::string_view text_;
  std::vector<Reference> found_;
};

/// "appendix 3" or "annex b" for each "Appendix 3" and "Annex B" of a text, with where it stands. In any
/// letter case when `anyhow`.
void find_appendices(std::string_view text, std::string_view word, bool anyhow,
                     std::vector<std::pair<std::string, Span>>& out) {
  const std::string lower = to_lower_ascii(text);
  for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
    const std::size_t behind = at + word.size();
    if ((at > 0 && is_word_at(lower, at - 1)) || (!anyhow && text[at] != 'A')) continue;
    const std::size_t start = behind + blank_length(lower, behind);
    std::size_t end = start;
    while (end < lower.size() && is_ascii_digit(lower[end])) ++end;
    const bool letter = end == start && start < text.size() && is_ascii_upper(text[start]);
    if (letter) ++end;
    if (start == behind || end == start || is_word_at(lower, end)) continue;
    out.emplace_back(std::string(word) + " " + lower.substr(start, end - start), Span{at, end});
  }
}

std::vector<std::pair<std::string, Span>> appendices_in(std::string_view text, bool anyhow) {
  std::vector<std::pair<std::string, Span>> out;
  for (const std::string_view word : {"appendix", "annex"}) find_appendices(text, word, anyhow, out);
  return out;
}

struct Pointing {
  std::string_view noun;
  bool table;
};
constexpr std::array<Pointing, 7> kPointings = {{{"chart", false},
                                                 {"graph", false},
                                                 {"diagram", false},
                                                 {"figure", false},
                                                 {"map", false},
                                                 {"infographic", false},
                                                 {"table", true}}};

/// Checks one page.
class PageReferences {
 public:
  PageReferences(const Site& site, const std::vector<ReferenceBook::PageNumbers>& pages,
                 const std::set<std::string>& appendices, const Page& page,
                 const ReferenceBook::PageNumbers& numbers, Diagnostics& diagnostics)
      : site_(site),
        pages_(pages),
        appendices_(appendices),
        page_(page),
        numbers_(numbers),
        tree_(page.document->tree),
        diagnostics_(diagnostics) {}

  void run() {
    look_around();
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i) {
      const auto id = static_cast<NodeId>(i);
      const MarkdownNode& node = tree_.node(id);
      if (node.kind == MarkdownKind::Link && !in_quotation(tree_, id)) check_link(id, node);
      if (node.kind != MarkdownKind::Text || in_quotation(tree_, id)) continue;
      run_ = {node.text, true, 0, 0, tree_.place(id), false, false};
      check_numbers(node.text);
      check_pointing(node.text);
      if (!beside_link(id)) check_appendices(node.text);
    }
    check_sections();
  }

 private:
  /// What the page shows: a word such as "chart" needs a picture, "table" a table.
  void look_around() {
    for (const MarkdownNode& node : tree_.nodes) {
      pictures_ = pictures_ || node.kind == MarkdownKind::Image;
      tables_ = tables_ || node.kind == MarkdownKind::Table;
      if (node.kind != MarkdownKind::Directive) continue;
      const std::string& name = tree_.directive(node).name;
      const bool picture = name == "chart" || name == "figure" || name == "matrix" || name == "indicators";
      pictures_ = pictures_ || picture;
      tables_ = tables_ || picture || name == "table" || name == "figures" || name == "board" ||
                name == "data-index";
    }
  }

  void warn(std::string_view rule, Span span, std::string message, std::string hint) {
    diagnostics_.warning(rule, place_in_run(run_, span.begin, span.end), std::move(message), std::move(hint));
  }

  void check_numbers(std::string_view text) {
    for (const Reference& reference : ReferenceReader(text).read()) {
      const int last = reference.figure ? numbers_.last_figure : numbers_.last_table;
      if (reference.value && *reference.value >= 1 && *reference.value <= last) continue;
      std::string_view word = reference.word;
      if (word.ends_with('s')) word.remove_suffix(1);
      warn("content/dangling-reference", {reference.begin, reference.end},
           fmt::format("there is no {} {}", word, reference.number),
           reference.figure
               ? "charts and pictures are numbered when the site is built; link to the figure instead"
               : "tables are numbered when the site is built; link to the table instead");
    }
  }

  /// "the chart below" where no chart is.
  void check_pointing(std::string_view text) {
    const std::string lower = to_lower_ascii(text);
    for (const Pointing& pointing : kPointings) {
      if (pointing.table ? tables_ : pictures_) continue;
      for (std::size_t at = lower.find(pointing.noun); at != std::string::npos;
           at = lower.find(pointing.noun, at + 1)) {
        const auto span = pointing_span(lower, at, pointing.noun.size());
        if (!span) continue;
        warn("content/dangling-reference", *span,
             fmt::format("“{}” points at nothing: this page has no {}",
                         text.substr(span->begin, span->end - span->begin), pointing.noun),
             "add it, or take the words out");
      }
    }
  }

  static std::optional<Span> pointing_span(std::string_view lower, std::size_t at, std::size_t length) {
    const std::size_t end = at + length;
    if ((at > 0 && is_word_at(lower, at - 1)) || is_word_at(lower, end)) return std::nullopt;
    const std::string_view before = lower.substr(0, at);
    for (const std::string_view word : {"the following ", "following ", "the attached "}) {
      if (before.ends_with(word)) return Span{at - word.size(), end};
    }
    const std::string_view article = before.ends_with("the ")    ? "the "
                                     : before.ends_with("this ") ? "this "
                                                                 : "";
    if (article.empty()) return std::nullopt;
    for (const std::string_view word : {" below", " above", " overleaf", " opposite", " that follows"}) {
      const std::size_t after = end + word.size();
      if (!lower.substr(end).starts_with(word) || is_word_at(lower, after)) continue;
      // "the figure below 5%" is a number.
      std::size_t next = after;
      while (blank_length(lower, next) > 0) next += blank_length(lower, next);
      if (next < lower.size() && is_ascii_digit(lower[next])) continue;
      return Span{at - article.size(), after};
    }
    return std::nullopt;
  }

  void check_appendices(std::string_view text) {
    for (const auto& [name, span] : appendices_in(text, false)) {
      if (appendices_.count(name) > 0 || text.substr(span.end).starts_with(" of ")) continue;
      warn("content/dangling-reference", span,
           fmt::format("there is no {}", text.substr(span.begin, span.end - span.begin)),
           "no heading or title has that name: link to the page that is meant");
    }
  }

  /// Whether the paragraph or cell around has a link, which says where the appendix is.
  bool beside_link(NodeId id) const {
    NodeId block = tree_.node(id).parent;
    while (block != kNoNode && tree_.node(block).kind != MarkdownKind::Paragraph &&
           tree_.node(block).kind != MarkdownKind::TableCell &&
           tree_.node(block).kind != MarkdownKind::Heading)
      block = tree_.node(block).parent;
    if (block == kNoNode) return false;
    bool found = false;
    walk(tree_, block, [&](NodeId at, bool entering) {
      found = found || (entering && tree_.node(at).kind == MarkdownKind::Link);
      return true;
    });
    return found;
  }

  /// A link called "Table 5" leads to Table 5.
  void check_link(NodeId id, const MarkdownNode& node) {
    const std::string text = plain_text(tree_, id);
    const std::vector<Reference> references = ReferenceReader(text).read();
    if (references.size() != 1 || !references[0].value || node.url.find('#') == std::string::npos) return;
    Diagnostics broken;  // a broken link is reported elsewhere
    const auto target = resolve_link(site_, page_.document->path, node.url, tree_.place(id), broken);
    if (!target || target->page == kNoPage) return;
    const auto& anchors = pages_[static_cast<std::size_t>(target->page)].anchors;
    const auto found = anchors.find(target->fragment);
    if (found == anchors.end()) return;
    const Reference& said = references[0];
    const ReferenceBook::Item& item = found->second;
    if (said.figure == item.figure && *said.value == item.number) return;
    diagnostics_.warning("content/wrong-reference", tree_.place(id),
                         fmt::format("this link says {} {} and leads to {} {}", said.word, said.number,
                                     item.figure ? "Figure" : "Table", item.number),
                         "numbers change when a table is added before: use words, or mend the number");
  }

  /// A heading right before another of its rank or above, or at the end.
  void check_sections() {
    for (NodeId id = tree_.node(0).first_child; id != kNoNode; id = tree_.node(id).next) {
      const MarkdownNode& node = tree_.node(id);
      if (node.kind != MarkdownKind::Heading) continue;
      const bool last = node.next == kNoNode;
      const bool followed = !last && tree_.node(node.next).kind == MarkdownKind::Heading &&
                            tree_.node(node.next).level <= node.level;
      if (!last && !followed) continue;
      diagnostics_.warning("content/empty-section", tree_.place(id), "nothing stands under this heading",
                           "write the section, or take the heading out");
    }
  }

  const Site& site_;
  const std::vector<ReferenceBook::PageNumbers>& pages_;
  const std::set<std::string>& appendices_;
  const Page& page_;
  const ReferenceBook::PageNumbers& numbers_;
  const MarkdownTree& tree_;
  Diagnostics& diagnostics_;
  ProseRun run_;
  bool pictures_ = false;
  bool tables_ = false;
};

}  // namespace

ReferenceBook::ReferenceBook(const Site& site) : site_(site), pages_(site.pages.size()) {
  std::map<PageId, std::pair<int, int>> of_report;
  const auto add_names = [&](std::string_view text) {
    for (const auto& [name, span] : appendices_in(text, true)) appendices_.insert(name);
  };
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    const Page& page = site.pages[i];
    if (page.origin == PageOrigin::Print) continue;
    PageNumbers& numbers = pages_[i];
    numbers.last_table = page.first_table - 1;
    numbers.last_figure = page.first_figure - 1;
    for (const NumberedItem& item : numbered_items(page.document->tree)) {
      const int number = item.figure ? ++numbers.last_figure : ++numbers.last_table;
      const bool by_number = item.anchor.empty() && !item.figure;
      numbers.anchors.emplace(by_number ? "table-" + std::to_string(number) : item.anchor,
                              Item{item.figure, number});
    }
    add_names(page.title);
    for (const Heading& heading : page.document->headings) add_names(heading.text);
    for (const auto& [anchor, item] : numbers.anchors)
      key_ = fingerprint(page.address + anchor, key_ * 31 + static_cast<std::uint64_t>(item.number));
    if (page.report == kNoPage) continue;
    auto& [table, figure] = of_report[page.report];
    table = std::max(table, numbers.last_table);
    figure = std::max(figure, numbers.last_figure);
  }
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    const auto report = of_report.find(site.pages[i].report);
    if (site.pages[i].report != kNoPage && report != of_report.end()) {
      pages_[i].last_table = report->second.first;
      pages_[i].last_figure = report->second.second;
    }
    key_ = key_ * 31 + static_cast<std::uint64_t>(pages_[i].last_table * 1000 + pages_[i].last_figure);
  }
  for (const std::string& name : appendices_) key_ = fingerprint(name, key_);
}

void ReferenceBook::check_page(PageId id, Diagnostics& diagnostics) const {
  const Page& page = site_.page(id);
  PageReferences(site_, pages_, appendices_, page, pages_[static_cast<std::size_t>(id)], diagnostics).run();
}

}  // namespace gazette
