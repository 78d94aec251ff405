#include "formats/html/markup_faults.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"

namespace gazette {

namespace {

// More of one kind on a page than anybody reads.
constexpr std::size_t kMostFaults = 400;

// Elements without an end tag, and those whose end tag may be left out (HTML standard, 13.1.2).
constexpr std::array<std::string_view, 45> kNeedsNoEndTag{
    "area",  "base",    "basefont",  "bgsound", "body",  "br",   "caption", "col",    "colgroup",
    "dd",    "dt",      "embed",     "frame",   "head",  "hr",   "html",    "image",  "img",
    "input", "isindex", "keygen",    "li",      "link",  "meta", "nextid",  "option", "optgroup",
    "p",     "param",   "plaintext", "rb",      "rp",    "rt",   "rtc",     "source", "spacer",
    "tbody", "td",      "tfoot",     "th",      "thead", "tr",   "track",   "wbr",    "command"};
constexpr std::array<std::string_view, 14> kFormattingElements{
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"};
// May have a slash: it says what is so anyway.
constexpr std::array<std::string_view, 21> kVoid{
    "area",  "base",   "basefont", "bgsound", "br",     "col",   "embed",  "frame",  "hr",    "image", "img",
    "input", "keygen", "link",     "meta",    "nextid", "param", "source", "spacer", "track", "wbr"};

constexpr std::size_t kNowhere = std::string_view::npos;

template <std::size_t N>
bool is_among(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string name_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && !is_ascii_space(text[end]) && text[end] != '/' && text[end] != '>') ++end;
  return to_lower_ascii(text.substr(at, end - at));
}

bool is_xhtml(std::string_view path) {
  const std::string lower = to_lower_ascii(path);
  return lower.ends_with(".xhtml") || lower.ends_with(".xht");
}

class FaultFinder {
 public:
  FaultFinder(const HtmlDocument& document, const TagScan& scan, std::size_t base)
      : document_(document), scan_(scan), base_(base), text_(document.source()->text()) {}

  std::vector<MarkupFault> run() {
    add_slashes();
    add_broken();
    look_at_elements();
    look_at_end_tags();
    for (const Open& open : unclosed_) {
      // Its end tag may be among what a value without its quote has swallowed.
      if (!open.settled && swallowed_from_ == kNowhere)
        add(MarkupFaultKind::MissingEndTag, open.span, open.name);
    }
    std::stable_sort(faults_.begin(), faults_.end(),
                     [](const MarkupFault& a, const MarkupFault& b) { return a.span.begin < b.span.begin; });
    if (faults_.size() > kMostFaults) faults_.resize(kMostFaults);
    return std::move(faults_);
  }

 private:
  struct Open {
    std::size_t begin;
    Span span;
    std::string name;
    bool settled = false;
  };

  void add(MarkupFaultKind kind, Span span, std::string name, std::string detail = {}) {
    faults_.push_back({kind, span, std::move(name), std::move(detail)});
  }

  void add_slashes() {
    for (const Span& at : scan_.slashed) {
      const Span span{at.begin + base_, at.end + base_};
      const std::string name = to_lower_ascii(document_.source()->slice(span));
      if (is_among(name, kVoid) || is_in_text(span.begin - 1)) continue;
      add(MarkupFaultKind::SlashOnElement, {span.begin - 1, span.end}, name);
      slashed_.insert(span.begin - 1);
    }
  }

  void add_broken() {
    for (const BrokenTag& broken : scan_.broken) {
      const bool runs_on = broken.attribute.end > broken.attribute.begin;
      const Span at = runs_on ? broken.attribute : broken.span;
      if (is_in_text(at.begin + base_)) continue;
      const Span span{at.begin + base_, at.end + base_};
      if (runs_on || broken.open) swallowed_from_ = std::min(swallowed_from_, span.begin);
      add(MarkupFaultKind::BrokenAttribute, span,
          runs_on ? std::string(document_.source()->slice(span)) : std::string(),
          broken.open ? std::string() : std::string(1, broken.character));
    }
  }

  /// Inside a script, a style sheet or another text that the parser took for no markup.
  bool is_in_text(std::size_t at) {
    if (!texts_known_) {
      texts_known_ = true;
      for (const HtmlNode& node : document_.nodes()) {
        if (is_raw(node)) texts_.emplace_back(node.span.begin, node.span.end);
        // Controls of one's own within a list of choices are new, and this parser drops their tags.
        const bool choices = node.kind == NodeKind::Element && node.name == "select";
        if (choices && node.end_tag.begin > node.span.end)
          texts_.emplace_back(node.span.end, node.end_tag.begin);
      }
      std::sort(texts_.begin(), texts_.end());
    }
    auto after = std::upper_bound(texts_.begin(), texts_.end(), std::pair{at, std::size_t(-1)});
    return after != texts_.begin() && at < std::prev(after)->second;
  }

  /// Other texts reach over the tags that the parser dropped.
  bool is_raw(const HtmlNode& node) const {
    if (node.kind == NodeKind::Comment) return true;
    if (node.kind != NodeKind::Text || node.parent == kNoHtmlNode) return false;
    constexpr std::array<std::string_view, 10> kRaw{"script", "style",   "textarea", "title",    "xmp",
                                                    "iframe", "noembed", "noframes", "noscript", "plaintext"};
    return is_among(document_.node(node.parent).name, kRaw);
  }

  bool closes(const HtmlNode& node) const {
    if (node.end_tag.end <= node.end_tag.begin + 2) return false;
    return name_at(text_, node.end_tag.begin + 2) == name_at(text_, node.span.begin + 1);
  }

  void look_at_elements() {
    std::set<std::size_t> seen;
    for (const HtmlNode& node : document_.nodes()) {
      if (node.kind != NodeKind::Element || node.implied) continue;
      if (closes(node)) {
        matched_.insert(node.end_tag.begin);
        closed_.insert(node.span.begin);
      }
    }
    for (const HtmlNode& node : document_.nodes()) {
      if (node.kind != NodeKind::Element || node.implied || node.copied) continue;
      if (node.markup_namespace != MarkupNamespace::Html || is_among(node.name, kNeedsNoEndTag)) continue;
      if (closed_.contains(node.span.begin)) {
        // It took the end tag of one around it.
        if (slashed_.contains(node.span.begin)) ++stolen_[std::string(node.name)];
        continue;
      }
      if (slashed_.contains(node.span.begin) || !seen.insert(node.span.begin).second) continue;
      const Span name{node.span.begin, std::min(node.span.end, node.span.begin + 1 + node.name.size())};
      unclosed_.push_back({node.span.begin, name, std::string(node.name)});
    }
  }

  /// An end tag that no element of the tree has is stray, or closes one that the parser had to take apart.
  void look_at_end_tags() {
    for (const std::size_t offset : scan_.end_tags) {
      const std::size_t at = offset + base_;
      if (matched_.contains(at) || is_in_text(at)) continue;
      const std::string name = name_at(text_, at + 2);
      if (name == "html" || name == "body" || name == "head") continue;
      const Span span{at, at + 2 + name.size()};
      const auto open = std::find_if(unclosed_.rbegin(), unclosed_.rend(), [&](const Open& one) {
        return !one.settled && one.begin < at && one.name == name;
      });
      if (open == unclosed_.rend()) {
        add(MarkupFaultKind::StrayEndTag, span, name);
        continue;
      }
      open->settled = true;
      if (is_among(name, kFormattingElements)) add(MarkupFaultKind::OutOfOrder, span, name);
    }
    for (auto open = unclosed_.rbegin(); open != unclosed_.rend(); ++open) {
      const auto stolen = stolen_.find(open->name);
      if (open->settled || stolen == stolen_.end() || stolen->second == 0) continue;
      --stolen->second;
      open->settled = true;
    }
    settle_headings();
  }

  /// `<h2>…</h3>` closes the heading: one slip, told once, at the end tag.
  void settle_headings() {
    for (Open& open : unclosed_) {
      if (open.settled || open.name.size() != 2 || open.name[0] != 'h') continue;
      for (const MarkupFault& fault : faults_) {
        const bool heading = fault.kind == MarkupFaultKind::StrayEndTag && fault.name.size() == 2 &&
                             fault.name[0] == 'h' && fault.span.begin > open.begin;
        if (heading) open.settled = true;
      }
    }
  }

  const HtmlDocument& document_;
  const TagScan& scan_;
  std::size_t base_;
  std::string_view text_;
  std::vector<MarkupFault> faults_;
  std::vector<std::pair<std::size_t, std::size_t>> texts_;
  bool texts_known_ = false;
  std::size_t swallowed_from_ = kNowhere;
  std::set<std::size_t> slashed_;  // where such tags begin
  std::set<std::size_t> matched_;  // end tags that close an element of their name
  std::set<std::size_t> closed_;   // start tags of those
  std::map<std::string, std::size_t> stolen_;
  std::vector<Open> unclosed_;
};

}  // namespace

std::vector<MarkupFault> find_markup_faults(const HtmlDocument& document, const TagScan& scan,
                                            std::size_t base) {
  if (is_xhtml(document.source()->path())) return {};
  return FaultFinder(document, scan, base).run();
}

}  // namespace gazette
