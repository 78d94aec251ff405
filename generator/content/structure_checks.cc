// Links, pictures, lists and tables of one page.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "content/prose_checks.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 14> kEmptyTexts = {
    "click here", "here",          "read more",  "more",     "link",  "this link", "this page",
    "this",       "find out more", "learn more", "download", "click", "details",   "go"};
constexpr std::array<std::string_view, 8> kDocuments = {".pdf",  ".doc", ".docx", ".xls",
                                                        ".xlsx", ".ods", ".odt",  ".ppt"};

class StructureChecker {
 public:
  StructureChecker(const MarkdownTree& tree, Diagnostics& diagnostics)
      : tree_(tree), diagnostics_(diagnostics) {}

  void run() {
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i) {
      const auto id = static_cast<NodeId>(i);
      const MarkdownNode& node = tree_.node(id);
      if (node.kind == MarkdownKind::Link) check_link(id, node);
      if (node.kind == MarkdownKind::Image)
        check_alt(id, collapse_white_space(plain_text(tree_, id)), tree_.place(id));
      if (node.kind == MarkdownKind::Paragraph) check_paragraph(id, node);
      if (node.kind == MarkdownKind::Directive && tree_.directive(node).name == "figure")
        check_figure(id, node);
      if (node.kind == MarkdownKind::TableCell) check_cell(id, node);
    }
    for (const auto& [text, addresses] : texts_) {
      if (addresses.size() < 2) continue;
      const auto second = std::next(addresses.begin());
      diagnostics_
          .warning("content/same-link-text", second->second,
                   "two links of this page are called “" + text + "” and lead to different places",
                   "say in each where it leads")
          .notes.push_back({"the other link", addresses.begin()->second});
    }
  }

 private:
  void check_link(NodeId id, const MarkdownNode& node) {
    const std::string text = collapse_white_space(plain_text(tree_, id));
    std::string lower = to_lower(text);
    while (!lower.empty() && std::string_view(".!…:").find(lower.back()) != std::string_view::npos)
      lower.pop_back();
    const Place place = tree_.place(id);
    if (std::find(kEmptyTexts.begin(), kEmptyTexts.end(), lower) != kEmptyTexts.end()) {
      diagnostics_.warning("content/link-text", place,
                           "the link text “" + text + "” does not say where it leads",
                           "use the title of the page it leads to");
    } else if (lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.")) {
      diagnostics_.warning("content/link-text", place, "this link text is an address",
                           "use words: screen readers spell addresses out");
    } else if (!lower.empty()) {
      auto& addresses = texts_[lower];
      addresses.try_emplace(node.url, place);
    }
    std::string path = to_lower_ascii(node.url.substr(0, node.url.find_first_of("?#")));
    for (const std::string_view ending : kDocuments) {
      if (!path.ends_with(ending)) continue;
      std::string format(ending.substr(1));
      if (lower.find(format) == std::string::npos && !named_beside(id, format)) {
        for (char& c : format) c = static_cast<char>(c - 'a' + 'A');
        diagnostics_.warning("content/document-link", place, "this link opens a document and does not say so",
                             "add the format, for instance “(" + format + ")”");
      }
    }
  }

  /// Whether the text right after the link names the format: "the report (PDF)".
  bool named_beside(NodeId id, const std::string& format) const {
    const NodeId next = tree_.node(id).next;
    if (next == kNoNode || tree_.node(next).kind != MarkdownKind::Text) return false;
    return to_lower(tree_.node(next).text.substr(0, 40)).find(format) != std::string::npos;
  }

  void check_alt(NodeId /*id*/, const std::string& alt, const Place& place) {
    const std::string lower = to_lower(alt);
    for (const char* ending : {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}) {
      if (lower.ends_with(ending)) {
        diagnostics_.warning("content/alt-text", place, "this alternative text is the name of a file",
                             "say what the picture shows");
        return;
      }
    }
    for (const char* start : {"image of", "picture of", "photo of", "photograph of", "graphic of",
                              "an image of", "a picture of"}) {
      if (lower.starts_with(start)) {
        diagnostics_.warning("content/alt-text", place,
                             "“" + std::string(start) + "” is said twice: a screen reader says it too",
                             "start with what the picture shows");
        return;
      }
    }
  }

  void check_figure(NodeId id, const MarkdownNode& node) {
    const Directive& directive = tree_.directive(node);
    const DirectiveOption* alt = directive.option("alt");
    if (alt == nullptr || alt->value.empty()) return;
    const Place place = tree_.place(id, alt->value_span);
    check_alt(id, alt->value, place);
    if (collapse_white_space(plain_text(tree_, id)) == alt->value) {
      diagnostics_.warning("content/alt-text", place, "the alternative text says the same as the caption",
                           "say what the picture shows, or leave `:alt:` empty if the caption says it all");
    }
  }

  void check_paragraph(NodeId id, const MarkdownNode& node) {
    const NodeId first = node.first_child;
    if (first == kNoNode) return;
    const bool only_strong =
        tree_.node(first).kind == MarkdownKind::Strong && tree_.node(first).next == kNoNode;
    const bool top_level = tree_.node(node.parent).kind == MarkdownKind::Document;
    if (only_strong && top_level) {
      diagnostics_.warning(
          "content/bold-heading", tree_.place(id), "this bold line looks like a heading and is none",
          "make it a heading with `##`: readers of a screen reader jump from heading to heading");
    }
    check_fake_list(id, node);
  }

  void check_fake_list(NodeId id, const MarkdownNode& node) {
    std::size_t items = 0;
    bool line_start = true;
    for (NodeId child = node.first_child; child != kNoNode; child = tree_.node(child).next) {
      const MarkdownNode& at = tree_.node(child);
      if (at.kind == MarkdownKind::SoftBreak || at.kind == MarkdownKind::LineBreak) {
        line_start = true;
        continue;
      }
      if (line_start && at.kind == MarkdownKind::Text && starts_item(at.text)) ++items;
      line_start = false;
    }
    if (items < 2) return;
    diagnostics_.warning("content/fake-list", tree_.place(id), "these lines look like a list and are none",
                         "start each with `- ` after an empty line");
  }

  static bool starts_item(std::string_view text) {
    for (const std::string_view mark : {"•", "·", "▪", "‣", "–", "✓", "✔", "➤", "→", "✅", "🔹", "👉"}) {
      if (text.starts_with(mark)) return true;
    }
    std::size_t digits = 0;
    while (digits < text.size() && is_ascii_digit(text[digits])) ++digits;
    return digits > 0 && digits < 3 && digits < text.size() && text[digits] == ')';
  }

  void check_cell(NodeId id, const MarkdownNode& node) {
    if (node.first_child != kNoNode || tree_.node(node.parent).ordered) return;
    // cmark fills short rows up, and a caption line is one cell.
    const NodeId first = tree_.node(node.parent).first_child;
    if (first == kNoNode || plain_text(tree_, first).starts_with(": ") || first == id) return;
    diagnostics_.info("content/empty-cell", tree_.place(id), "this cell is empty",
                      "say why: “none”, “not known”, “0”");
  }

  const MarkdownTree& tree_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::map<std::string, Place>> texts_;
};

}  // namespace

void check_structure(const Document& document, Diagnostics& diagnostics) {
  StructureChecker(document.tree, diagnostics).run();
}

}  // namespace gazette
