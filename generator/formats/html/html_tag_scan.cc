#include "formats/html/html_tag_scan.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"

namespace gazette {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Never open, or closed by the parser as soon as the next of their kind comes: they do not nest.
constexpr std::array<std::string_view, 35> kDoNotNest{
    "a",      "area",  "base",  "body",   "br",       "button", "caption", "col",   "colgroup",
    "dd",     "dt",    "embed", "head",   "hr",       "html",   "img",     "input", "li",
    "link",   "meta",  "nobr",  "option", "optgroup", "p",      "param",   "rp",    "rt",
    "source", "tbody", "td",    "tfoot",  "th",       "thead",  "tr",      "wbr"};
// A misplaced end tag closes only these themselves, not what stands inside (the adoption agency).
constexpr std::array<std::string_view, 11> kFormatting{"b", "big",   "code",   "em",     "font", "i",
                                                       "s", "small", "strike", "strong", "tt"};
// An end tag does not reach out of these.
constexpr std::array<std::string_view, 7> kBarriers{"table",  "template", "object", "marquee",
                                                    "applet", "svg",      "math"};
constexpr std::array<std::string_view, 8> kRawText{"script", "style",  "textarea", "title",
                                                   "xmp",    "iframe", "noembed",  "noframes"};

/// How deep the tree is at this point, as nearly as tags alone can tell.
class DepthEstimate {
 public:
  std::size_t depth() const { return open_.size() + formatting_depth_; }
  /// Inside SVG or MathML, where `<path/>` closes itself; in HTML the slash means nothing.
  bool in_foreign() { return counts_["svg"] + counts_["math"] > 0; }

  void start(std::string_view name) {
    if (one_of(name, kDoNotNest)) return;
    if (one_of(name, kFormatting)) {
      ++formatting_[std::string(name)];
      ++formatting_depth_;
      return;
    }
    open_.emplace_back(name);
    ++counts_[open_.back()];
  }

  void end(std::string_view name) {
    if (one_of(name, kDoNotNest)) return;
    const std::string key(name);
    if (one_of(name, kFormatting)) {
      auto found = formatting_.find(key);
      if (found == formatting_.end() || found->second == 0) return;
      --found->second;
      --formatting_depth_;
      return;
    }
    auto found = counts_.find(key);
    if (found == counts_.end() || found->second == 0) return;
    const bool crosses = one_of(name, kBarriers);
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == key) {
        while (open_.size() > i) pop();
        return;
      }
      if (!crosses && one_of(std::string_view(open_[i]), kBarriers)) return;
    }
  }

 private:
  void pop() {
    --counts_[open_.back()];
    open_.pop_back();
  }

  std::vector<std::string> open_;
  std::unordered_map<std::string, std::size_t> counts_;
  std::unordered_map<std::string, std::size_t> formatting_;
  std::size_t formatting_depth_ = 0;
};

class Scanner {
 public:
  Scanner(std::string_view text, const TagScanLimits& limits) : text_(text), limits_(limits) {}

  TagScan run() {
    std::size_t at = 0;
    while (!scan_.refusal && (at = text_.find('<', at)) != kNone) at = markup(at);
    return std::move(scan_);
  }

 private:
  char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  std::size_t after(std::string_view what, std::size_t from) const {
    const std::size_t found = text_.find(what, from);
    return found == kNone ? text_.size() : found + what.size();
  }

  std::size_t markup(std::size_t at) {
    const char next = peek(at + 1);
    if (next == '!') return text_.substr(at, 4) == "<!--" ? after("-->", at + 2) : after(">", at + 2);
    if (next == '?') return after(">", at + 1);
    if (next == '/') return is_ascii_letter(peek(at + 2)) ? end_tag(at) : at + 2;
    return is_ascii_letter(next) ? start_tag(at) : at + 1;
  }

  std::string tag_name(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && !is_ascii_space(text_[end]) && text_[end] != '/' && text_[end] != '>') ++end;
    return to_lower_ascii(text_.substr(at, end - at));
  }

  std::size_t end_tag(std::size_t at) {
    const std::string name = tag_name(at + 2);
    depth_.end(name);
    scan_.end_tags.push_back(at);
    bool self_closing = false;
    names_.clear();
    return attributes(at, at + 2 + name.size(), self_closing);
  }

  std::size_t start_tag(std::size_t at) {
    const std::string name = tag_name(at + 1);
    bool self_closing = false;
    names_.clear();
    const std::size_t end = attributes(at, at + 1 + name.size(), self_closing);
    report_repeats(at);
    if (names_.size() > limits_.attributes) {
      refuse("a tag has more than " + std::to_string(limits_.attributes) + " attributes",
             Span{at, at + 1 + name.size()});
      return end;
    }
    const bool foreign = depth_.in_foreign() || name == "svg" || name == "math";
    if (self_closing && foreign) return end;
    if (self_closing) scan_.slashed.push_back(Span{at + 1, at + 1 + name.size()});
    depth_.start(name);
    if (depth_.depth() > limits_.depth) {
      refuse("elements are nested more than " + std::to_string(limits_.depth) + " deep", Span{at, end});
      return end;
    }
    return one_of(std::string_view(name), kRawText) ? raw_text_end(name, end) : end;
  }

  /// Where `</name` stands, so that the end tag is read as one.
  std::size_t raw_text_end(const std::string& name, std::size_t from) {
    for (std::size_t at = from; (at = text_.find("</", at)) != kNone; at += 2) {
      if (tag_name(at + 2).starts_with(name)) return at;
      if (text_.size() - at < name.size() + 2) break;
    }
    return text_.size();
  }

  /// Collects the names of the attributes from `at` on; gives the offset after the tag's `>`.
  std::size_t attributes(std::size_t tag, std::size_t at, bool& self_closing) {
    fault_.reset();
    last_value_ = {};
    const std::size_t end = attributes_until_end(tag, at, self_closing);
    const bool open = end >= text_.size() && (text_.empty() || text_.back() != '>' || open_quote_);
    if (open) fault_ = BrokenTag{Span{tag, at}, open_quote_ ? names_.back() : Span{}, true, 0};
    if (fault_) scan_.broken.push_back(*fault_);
    open_quote_ = false;
    return end;
  }

  std::size_t attributes_until_end(std::size_t tag, std::size_t at, bool& self_closing) {
    while (at < text_.size()) {
      const char c = text_[at];
      if (c == '>') return at + 1;
      if (is_ascii_space(c) || c == '/') {
        self_closing = c == '/' && peek(at + 1) == '>';
        ++at;
        continue;
      }
      at = attribute(at);
      if (names_.size() > limits_.attributes) return std::min(after(">", tag), text_.size());
    }
    return at;
  }

  std::size_t attribute(std::size_t at) {
    const std::size_t begin = at;
    ++at;  // a leading `=` belongs to the name
    while (at < text_.size() && !is_ascii_space(text_[at]) && text_[at] != '/' && text_[at] != '>' &&
           text_[at] != '=')
      ++at;
    names_.push_back(Span{begin, at});
    note_fault(Span{begin, at}, "\"'<");
    std::size_t value = at;
    while (value < text_.size() && is_ascii_space(text_[value])) ++value;
    if (peek(value) != '=') return at;
    ++value;
    while (value < text_.size() && is_ascii_space(text_[value])) ++value;
    const char quote = peek(value);
    if (quote == '"' || quote == '\'') {
      const std::size_t close = text_.find(quote, value + 1);
      open_quote_ = close == kNone;
      last_value_ = Span{value + 1, std::min(close, text_.size())};
      return close == kNone ? text_.size() : close + 1;
    }
    const std::size_t begin_of_value = value;
    while (value < text_.size() && !is_ascii_space(text_[value]) && text_[value] != '>') ++value;
    note_fault(Span{begin_of_value, value}, "\"'<");
    return value;
  }

  /// The first character of `wrong` in a name or a bare value. A value before it that runs over the end of a
  /// tag is what lacks its quote.
  void note_fault(Span where, std::string_view wrong) {
    const std::size_t found = slice(where).find_first_of(wrong);
    if (found == kNone || fault_) return;
    BrokenTag fault;
    fault.span = Span{where.begin + found, where.begin + found + 1};
    fault.character = text_[fault.span.begin];
    const std::string_view before = slice(last_value_);
    const bool runs_on = before.find_first_of("<>\n") != kNone || before.ends_with('=');
    if (names_.size() > 1 && runs_on) fault.attribute = names_[names_.size() - 2];
    fault_ = fault;
  }

  void report_repeats(std::size_t tag) {
    if (names_.size() > limits_.attributes) return;
    for (std::size_t i = 1; i < names_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (names_[i].end - names_[i].begin != names_[j].end - names_[j].begin) continue;
        if (!equals_ignoring_case(slice(names_[i]), slice(names_[j]))) continue;
        scan_.repeated.push_back({tag, names_[j], names_[i]});
        break;
      }
    }
  }

  std::string_view slice(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  void refuse(std::string reason, Span span) { scan_.refusal = ScanRefusal{std::move(reason), span}; }

  std::string_view text_;
  TagScanLimits limits_;
  TagScan scan_;
  DepthEstimate depth_;
  std::vector<Span> names_;
  std::optional<BrokenTag> fault_;  // of the tag that is being read
  Span last_value_;                 // of its last attribute in quotes
  bool open_quote_ = false;         // no quote ends that value
};

}  // namespace

TagScan scan_tags(std::string_view text, const TagScanLimits& limits) {
  return Scanner(text, limits).run();
}

}  // namespace gazette
