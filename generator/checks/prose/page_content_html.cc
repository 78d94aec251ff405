// Content of HTML that anybody made: what readers see of it, less menus.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "checks/prose/page_content.h"
#include "formats/html/html_document.h"

namespace gazette {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Elements whose text is no prose of the page.
bool is_left_out(std::string_view name) {
  return is_one_of(name,
                   {"script", "style",  "template", "noscript", "nav",    "menu",      "select", "textarea",
                    "button", "svg",    "math",     "object",   "iframe", "audio",     "video",  "canvas",
                    "head",   "footer", "pre",      "listing",  "xmp",    "plaintext", "rt",     "rp"});
}

bool is_set_apart(std::string_view name) {
  return is_one_of(name, {"code", "kbd", "samp", "var", "tt", "q", "cite"});
}

/// Elements that stand inside a line of text; all others begin a block of their own.
bool is_phrase(std::string_view name) {
  return is_one_of(
      name, {"a",    "abbr", "acronym", "b",    "bdi",   "bdo",   "big",    "cite",    "code",   "data",
             "del",  "dfn",  "em",      "font", "i",     "img",   "ins",    "kbd",     "mark",   "nobr",
             "q",    "ruby", "s",       "samp", "small", "span",  "strike", "strong",  "sub",    "sup",
             "time", "tt",   "u",       "var",  "wbr",   "input", "label",  "picture", "source", "area"});
}

class HtmlReader {
 public:
  explicit HtmlReader(const HtmlDocument& document) : document_(document) {}

  PageContent read() {
    if (!document_.readable() || document_.body() == kNoHtmlNode) return std::move(out_);
    title();
    out_.foreign = true;
    const std::string language = to_lower_ascii(document_.attribute_value(document_.html(), "lang"));
    walk(document_.body());
    flush();
    out_.english = language.empty() ? reads_like_english() : language.starts_with("en");
    return std::move(out_);
  }

 private:
  /// What the elements above a text make of it. Copied at each level: pages are not deep.
  struct Context {
    BlockKind kind = BlockKind::Paragraph;
    int level = 0;
    bool quotation = false;
    bool set_apart = false;
    bool bold = false;
    bool other_language = false;
    bool in_flow = true;
    bool menu = false;
  };

  void title() {
    for (const HtmlNodeId id : document_.children(document_.head())) {
      if (!document_.is_html(id, "title")) continue;
      out_.title = collapse_white_space(document_.text_content(id));
      const HtmlNodeId text = document_.node(id).first_child;
      out_.title_place =
          text == kNoHtmlNode ? document_.place(id) : document_.place(document_.node(text).span);
      return;
    }
  }

  /// Depth first without recursion: one context for each open element.
  void walk(HtmlNodeId root) {
    std::vector<std::pair<HtmlNodeId, Context>> open{{root, context_}};
    HtmlNodeId id = root + 1;
    const HtmlNodeId end = document_.node(root).subtree_end;
    while (id < end) {
      while (!open.empty() && id >= document_.node(open.back().first).subtree_end) close(open);
      const HtmlNode& node = document_.node(id);
      if (node.kind == NodeKind::Text) {
        text(node);
      } else if (node.kind == NodeKind::Element) {
        if (is_skipped(id, node)) {
          if (!is_phrase(node.name)) flush();
          if (!is_one_of(node.name, {"script", "style", "template", "head"}))
            out_.parts.push_back({ContentPart::Kind::Other, 0});
          id = node.subtree_end;
          continue;
        }
        open.emplace_back(id, context_);
        enter(id, node);
      }
      ++id;
    }
    while (!open.empty()) close(open);
  }

  void close(std::vector<std::pair<HtmlNodeId, Context>>& open) {
    const HtmlNodeId id = open.back().first;
    const std::string_view name = document_.node(id).name;
    if (!is_phrase(name) && name != "br") flush();
    if (name == "td") end_cell(id);
    context_ = open.back().second;
    open.pop_back();
  }

  bool is_skipped(HtmlNodeId id, const HtmlNode& node) const {
    if (node.markup_namespace != MarkupNamespace::Html || is_left_out(node.name)) return true;
    if (document_.has_attribute(id, "hidden") || document_.attribute_value(id, "aria-hidden") == "true")
      return true;
    return is_one_of(document_.attribute_value(id, "role"),
                     {"navigation", "menu", "menubar", "contentinfo", "search"});
  }

  void enter(HtmlNodeId id, const HtmlNode& node) {
    const std::string_view name = node.name;
    if (const auto* lang = document_.attribute(id, "lang"))
      context_.other_language = !to_lower_ascii(lang->value).starts_with("en");
    if (name == "br") {
      if (block_) block_->line_break();
      return;
    }
    if (name == "img") {
      image(id);
    } else if (name == "a") {
      link(id);
    }
    if (is_phrase(name)) {
      context_.set_apart = context_.set_apart || is_set_apart(name);
      context_.bold = context_.bold || name == "b" || name == "strong";
      return;
    }
    flush();
    block_element(name);
  }

  void block_element(std::string_view name) {
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      context_.kind = BlockKind::Heading;
      context_.level = name[1] - '0';
    } else if (name == "li" || name == "dd" || name == "dt") {
      context_.kind = BlockKind::ListItem;
      context_.in_flow = false;
    } else if (name == "td" || name == "th") {
      context_.kind = BlockKind::Cell;
      context_.in_flow = false;
    } else if (is_one_of(name, {"caption", "figcaption", "legend", "summary"})) {
      context_.kind = BlockKind::Caption;
    } else if (name == "blockquote") {
      context_.quotation = true;
    } else if (name == "header" || name == "aside") {
      context_.in_flow = false;
    } else if (name == "table") {
      out_.parts.push_back({ContentPart::Kind::Table, 0});
    } else if (name == "figure") {
      out_.parts.push_back({ContentPart::Kind::Figure, 0});
    } else if (is_one_of(name, {"ul", "ol", "dl", "form", "fieldset", "hr"})) {
      out_.parts.push_back({ContentPart::Kind::Other, 0});
    }
  }

  void text(const HtmlNode& node) {
    if (!block_) {
      if (trim(node.text).empty()) return;
      block_.emplace();
      block_->kind = context_.kind;
      block_->level = context_.level;
      block_->quotation = context_.quotation;
      block_->in_flow = context_.in_flow && context_.kind == BlockKind::Paragraph;
      block_->bold = true;
      block_->hard_lines = true;
      block_->other_language = context_.other_language;
    }
    ProseRun run;
    run.text = std::string(node.text);
    run.place = document_.place(node.span);
    const std::size_t begin = block_->text.size();
    block_->append(run);
    const bool blank = trim(node.text).empty();
    if (!blank && !context_.bold) block_->bold = false;
    if (context_.set_apart || context_.other_language)
      block_->set_apart.emplace_back(begin, block_->text.size());
  }

  void flush() {
    if (!block_) return;
    while (!block_->text.empty() && is_ascii_space(block_->text.back())) block_->text.pop_back();
    if (!block_->text.empty()) {
      const bool heading = block_->kind == BlockKind::Heading;
      out_.parts.push_back(
          {heading ? ContentPart::Kind::Heading : ContentPart::Kind::Text, out_.blocks.size()});
      out_.blocks.push_back(std::move(*block_));
    }
    block_.reset();
  }

  void end_cell(HtmlNodeId id) {
    const HtmlNode& node = document_.node(id);
    if (node.name != "td" || !trim(document_.text_content(id)).empty()) return;
    for (HtmlNodeId at = id + 1; at < node.subtree_end; ++at) {
      if (document_.is_element(at)) return;  // a picture, a field, a button
    }
    // Layout tables have empty cells by the thousand; only a table with header cells is one of data.
    const HtmlNodeId table = document_.ancestor(id, "table");
    if (table == kNoHtmlNode) return;
    // A table with a description beside it has been explained: only a person can tell whether well.
    const HtmlAttribute* description = document_.attribute(table, "aria-describedby");
    if (description != nullptr && !trim(description->value).empty()) return;
    const HtmlNodeId row = document_.parent_element(id);
    if (row != kNoHtmlNode && document_.node(row).first_child == id) return;  // the corner
    for (HtmlNodeId at = table + 1; at < document_.node(table).subtree_end; ++at) {
      if (!document_.is_html(at, "th")) continue;
      out_.empty_cells.push_back(document_.place(id));
      return;
    }
  }

  void image(HtmlNodeId id) {
    out_.parts.push_back({ContentPart::Kind::Figure, 0});
    const HtmlAttribute* alt = document_.attribute(id, "alt");
    if (alt == nullptr || trim(alt->value).empty()) return;
    std::string caption;
    const HtmlNodeId figure = document_.ancestor(id, "figure");
    for (HtmlNodeId at = figure; figure != kNoHtmlNode && at < document_.node(figure).subtree_end; ++at) {
      if (document_.is_html(at, "figcaption")) caption = collapse_white_space(document_.text_content(at));
    }
    out_.images.push_back({collapse_white_space(alt->value),
                           std::string(document_.attribute_value(id, "src")), std::move(caption),
                           document_.place(alt->value_span)});
  }

  void link(HtmlNodeId id) {
    const HtmlAttribute* href = document_.attribute(id, "href");
    if (href == nullptr) return;
    ContentLink link;
    link.url = std::string(href->value);
    link.place = document_.place(id);
    const HtmlNode& node = document_.node(id);
    std::string words;
    for (HtmlNodeId at = id + 1; at < node.subtree_end; ++at) {
      if (document_.node(at).kind == NodeKind::Text) words += document_.node(at).text;
      if (document_.is_html(at, "img")) words += ' ' + std::string(document_.attribute_value(at, "alt"));
    }
    link.text = collapse_white_space(words);
    // A name given in an attribute says more than the text, or ought to.
    if (const auto* label = document_.attribute(id, "aria-label"); label != nullptr && !label->value.empty())
      link.text = collapse_white_space(label->value);
    for (HtmlNodeId next = node.next_sibling; next != kNoHtmlNode && link.after.size() < 40;
         next = document_.node(next).next_sibling) {
      if (document_.is_element(next) && !is_phrase(document_.node(next).name)) break;
      link.after += document_.node(next).kind == NodeKind::Text ? std::string(document_.node(next).text)
                                                                : document_.text_content(next);
    }
    link.after.resize(std::min<std::size_t>(link.after.size(), 40));
    link.in_sentence = context_.kind == BlockKind::Paragraph;
    out_.links.push_back(std::move(link));
  }

  /// Pages that do not say their language are English when its commonest words are common in them.
  bool reads_like_english() const {
    static constexpr std::array<std::string_view, 8> kCommon = {"the", "and", "of",   "to",
                                                                "is",  "for", "with", "that"};
    std::size_t words = 0;
    std::size_t common = 0;
    for (const ProseBlock& block : out_.blocks) {
      const std::string lower = to_lower(block.text);
      for (const std::string_view word : split(lower, ' ')) {
        if (word.empty()) continue;
        ++words;
        if (std::find(kCommon.begin(), kCommon.end(), word) != kCommon.end()) ++common;
      }
      if (words > 2000) break;
    }
    return common * 16 >= words;
  }

  const HtmlDocument& document_;
  Context context_;
  std::optional<ProseBlock> block_;
  PageContent out_;
};

}  // namespace

PageContent read_content(const HtmlDocument& document) {
  return HtmlReader(document).read();
}

}  // namespace gazette
