// Links, pictures, lists, tables and headings of one page.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "checks/prose/prose_checks.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 26> kEmptyTexts = {"click here",
                                                          "here",
                                                          "read more",
                                                          "more",
                                                          "link",
                                                          "this link",
                                                          "this page",
                                                          "this",
                                                          "find out more",
                                                          "learn more",
                                                          "download",
                                                          "click",
                                                          "details",
                                                          "go",
                                                          "see more",
                                                          "view",
                                                          "view more",
                                                          "continue",
                                                          "more info",
                                                          "info",
                                                          "more information",
                                                          "further information",
                                                          "website",
                                                          "this website",
                                                          "this document",
                                                          "see here"};
constexpr std::array<std::string_view, 12> kDocuments = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ods",
                                                         ".odt", ".ppt", ".pptx", ".rtf", ".zip",  ".csv"};
constexpr std::array<std::string_view, 11> kPlaceholders = {
    "image", "photo", "picture", "graphic", "logo", "icon", "alt", "alt text", "img", "banner", "untitled"};
constexpr std::size_t kLongAlternative = 250;
constexpr std::size_t kLongestHeading = 90;
/// A foreign table may be a grid of thousands of blanks.
constexpr std::size_t kMostEmptyCells = 10;

/// Emoji and dingbats: what people type for a bullet.
bool is_emoji(char32_t c) {
  return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF);
}

/// How a line starts an item of a list typed by hand.
enum class Mark { None, Bullet, Emoji };

Mark mark_of(std::string_view line, bool hyphens) {
  line = trim(line);
  if (line.empty()) return Mark::None;
  for (const std::string_view mark : {"•", "·", "▪", "‣", "◦", "●", "○", "■", "□", "–", "→"}) {
    if (line.starts_with(mark)) return Mark::Bullet;
  }
  if (is_emoji(decode_utf8(line, 0).value)) return Mark::Emoji;
  if (hyphens && (line.starts_with("- ") || line.starts_with("* "))) return Mark::Bullet;
  std::size_t digits = 0;
  while (digits < line.size() && is_ascii_digit(line[digits])) ++digits;
  const bool numbered = digits > 0 && digits < 3;
  const bool lettered = digits == 0 && line.size() > 1 && is_ascii_letter(line[0]);
  if (lettered) digits = 1;
  return (numbered || lettered) && digits + 1 < line.size() && line[digits] == ')' && line[digits + 1] == ' '
             ? Mark::Bullet
             : Mark::None;
}

/// "120 KB", "2.4MB", "12 pages".
bool gives_size(std::string_view lower) {
  for (const std::string_view unit : {"kb", "mb", "gb", "kib", "mib", "bytes", "page", "pages"}) {
    for (std::size_t at = lower.find(unit); at != std::string_view::npos; at = lower.find(unit, at + 1)) {
      const std::string_view before = trim(lower.substr(0, at));
      if (!before.empty() && is_ascii_digit(before.back())) return true;
      if (before.ends_with("\xC2\xA0") && before.size() > 2 && is_ascii_digit(before[before.size() - 3]))
        return true;
    }
  }
  return false;
}

class StructureChecker {
 public:
  StructureChecker(const PageContent& page, Diagnostics& diagnostics)
      : page_(page), diagnostics_(diagnostics) {}

  void run() {
    for (const ContentLink& link : page_.links) check_link(link);
    tell_same_texts();
    for (const ContentImage& image : page_.images) check_image(image);
    check_blocks();
    if (page_.foreign) check_parts();  // pages of a project: checks/check_references
    const std::size_t most = page_.foreign ? kMostEmptyCells : page_.empty_cells.size();
    for (std::size_t i = 0; i < std::min(most, page_.empty_cells.size()); ++i) {
      diagnostics_.warning("content/empty-cell", page_.empty_cells[i], "this cell is empty",
                           "say why: “none”, “not known”, “0”");
    }
  }

 private:
  void check_link(const ContentLink& link) {
    std::string lower = to_lower(link.text);
    while (!lower.empty() && std::string_view(".!:>").find(lower.back()) != std::string_view::npos)
      lower.pop_back();
    for (const std::string_view tail : {"…", "»", "→"}) {
      if (lower.ends_with(tail)) lower.resize(lower.size() - tail.size());
    }
    lower = std::string(trim(lower));
    if (std::find(kEmptyTexts.begin(), kEmptyTexts.end(), lower) != kEmptyTexts.end()) {
      diagnostics_.warning("content/link-text", link.place,
                           "the link text “" + link.text + "” does not say where it leads",
                           "use the title of the page it leads to");
    } else if (lower.starts_with("http://") || lower.starts_with("https://") ||
               (lower.starts_with("www.") && !page_.foreign)) {
      Diagnostic finding;
      // Printed addresses are common in other people's manuals.
      finding.severity = page_.foreign ? Severity::Info : Severity::Warning;
      finding.rule = "content/link-text";
      finding.place = link.place;
      finding.message = "this link text is an address";
      finding.hint = "use words: screen readers spell addresses out";
      diagnostics_.add(std::move(finding));
    } else if (lower.size() > 2 && (link.in_sentence || !page_.foreign)) {
      texts_[lower].try_emplace(link.url.substr(0, link.url.find('#')), link.place);
    }
    check_document(link, lower);
  }

  void check_document(const ContentLink& link, const std::string& lower) {
    const std::string path = to_lower_ascii(link.url.substr(0, link.url.find_first_of("?#")));
    if (path.find("://") != std::string::npos && path.find('/', path.find("://") + 3) == std::string::npos)
      return;
    for (const std::string_view ending : kDocuments) {
      if (!path.ends_with(ending)) continue;
      std::string format(ending.substr(1));
      const std::string around = lower + " " + to_lower(link.after);
      std::string shown = format;
      for (char& c : shown) c = static_cast<char>(c - 'a' + 'A');
      if (around.find(format) == std::string::npos && !names_format(around, format)) {
        diagnostics_.warning("content/document-link", link.place,
                             "this link opens a document and does not say so",
                             "add the format and the size, for instance “(" + shown + ", 240 KB)”");
      } else if (!gives_size(around)) {
        diagnostics_.info("content/document-link", link.place,
                          "this link does not say how large the document is",
                          "add the size, for instance “(" + shown + ", 240 KB)”");
      }
      return;
    }
  }

  static bool names_format(const std::string& around, std::string_view format) {
    const auto has = [&](const char* word) { return around.find(word) != std::string::npos; };
    if (format.starts_with("doc") || format == "odt" || format == "rtf")
      return has("word") || has("opendocument");
    if (format.starts_with("xls") || format == "ods") return has("excel") || has("spreadsheet");
    return format.starts_with("ppt") && (has("powerpoint") || has("slides"));
  }

  void tell_same_texts() {
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

  void check_image(const ContentImage& image) {
    const std::string lower = to_lower(image.alt);
    const auto warn = [&](std::string message, std::string hint) {
      diagnostics_.warning("content/alt-text", image.place, std::move(message), std::move(hint));
    };
    for (const char* ending : {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif"}) {
      if (lower.ends_with(ending) && lower.find(' ') == std::string::npos)
        return warn("this alternative text is the name of a file", "say what the picture shows");
    }
    for (const char* start : {"image of", "picture of", "photo of", "photograph of", "graphic of", "icon of",
                              "an image of", "a picture of", "a photo of", "a photograph of"}) {
      if (lower.starts_with(start))
        return warn("“" + std::string(start) + "” is said twice: a screen reader says it too",
                    "start with what the picture shows");
    }
    if (std::find(kPlaceholders.begin(), kPlaceholders.end(), lower) != kPlaceholders.end() && !page_.foreign)
      return warn("“" + image.alt + "” does not say what the picture shows", "say what the picture shows");
    if (!image.caption.empty() && image.caption == image.alt)
      return warn("the alternative text says the same as the caption",
                  "say what the picture shows, or leave it empty if the caption says it all");
    if (count_characters(image.alt) > kLongAlternative) {
      diagnostics_.info(
          "content/alt-text", image.place,
          "this alternative text has " + std::to_string(count_characters(image.alt)) + " characters",
          "say it in one sentence, and the rest in the text beside the picture");
    }
  }

  struct Lines {
    std::size_t bullets = 0;
    std::size_t emoji = 0;
  };

  void check_blocks() {
    Lines row;  // of blocks one after another
    const ProseBlock* first = nullptr;
    const auto end_row = [&] {
      if (first != nullptr && row.bullets > 1) fake_list(*first);
      if (first != nullptr && row.emoji > 1) emoji_bullets(*first);
      row = {};
      first = nullptr;
    };
    for (const ProseBlock& block : page_.blocks) {
      const bool item = block.kind == BlockKind::ListItem;
      if (block.quotation || (block.kind != BlockKind::Paragraph && !item)) {
        end_row();
        continue;
      }
      if (block.bold && block.in_flow) check_bold(block);
      Lines own;
      const auto lines = split(block.text, '\n');
      for (const std::string_view line : lines) {
        const Mark mark = mark_of(line, block.hard_lines);
        if (mark == Mark::Bullet) ++own.bullets;
        if (mark == Mark::Emoji) ++own.emoji;
      }
      if (own.bullets > 1 && !item) {
        end_row();
        fake_list(block);
      } else if (own.emoji > 1) {
        end_row();
        emoji_bullets(block);
      } else if ((own.bullets == 1 && !item) || own.emoji == 1) {
        const Mark mark = mark_of(lines.front(), block.hard_lines);
        if (mark == Mark::None) {
          end_row();
          continue;
        }
        if (first == nullptr) first = &block;
        row.bullets += own.bullets;
        row.emoji += own.emoji;
      } else {
        end_row();
      }
    }
    end_row();
  }

  void fake_list(const ProseBlock& block) {
    diagnostics_.warning(
        "content/fake-list", block.place(), "these lines look like a list and are none",
        page_.foreign ? "make it a list with ul or ol and li" : "start each with `- ` after an empty line");
  }

  void emoji_bullets(const ProseBlock& block) {
    diagnostics_.warning("content/emoji", block.place(), "emoji stand where the bullets of a list should be",
                         "make a plain list: a screen reader says the name of each emoji");
  }

  /// A line in bold that reads like a heading: short, and no whole sentence.
  void check_bold(const ProseBlock& block) {
    const std::string_view text = trim(block.text);
    const bool sentence =
        text.empty() || std::string_view(".!?;,").find(text.back()) != std::string_view::npos;
    if (sentence || count_characters(text) > kLongestHeading || text.find('\n') != std::string_view::npos)
      return;
    diagnostics_.warning("content/bold-heading", block.place(),
                         "this bold line looks like a heading and is none",
                         "make it a heading: readers of a screen reader jump from heading to heading");
  }

  /// Headings with nothing below, and texts that announce what does not follow.
  void check_parts() {
    bool has_table = false;
    bool has_figure = false;
    for (const ContentPart& part : page_.parts) {
      has_table = has_table || part.kind == ContentPart::Kind::Table;
      has_figure = has_figure || part.kind == ContentPart::Kind::Figure;
    }
    for (std::size_t i = 0; i < page_.parts.size(); ++i) {
      const ContentPart& part = page_.parts[i];
      if (part.kind == ContentPart::Kind::Heading) check_heading(i);
      if (part.kind == ContentPart::Kind::Text && page_.english)
        check_promises(page_.blocks[part.block], has_table, has_figure);
    }
  }

  void check_heading(std::size_t at) {
    const ProseBlock& heading = page_.blocks[page_.parts[at].block];
    if (heading.level < 2) return;
    const bool last = at + 1 == page_.parts.size();
    if (!last && page_.parts[at + 1].kind != ContentPart::Kind::Heading) return;
    if (!last && page_.blocks[page_.parts[at + 1].block].level > heading.level) return;
    diagnostics_.warning("content/empty-section", heading.place(), "nothing stands under this heading",
                         "write what it promises, or take the heading out");
  }

  void check_promises(const ProseBlock& block, bool has_table, bool has_figure) {
    if (block.quotation) return;
    const std::string lower = replace_all(to_lower_ascii(block.text), "\n", " ");
    static constexpr std::array<std::string_view, 6> kFigures = {"chart", "graph",   "diagram",
                                                                 "map",   "picture", "image"};
    for (const std::string_view thing : kFigures) {
      if (!has_figure && announce(block, lower, thing)) return;
    }
    if (!has_table) announce(block, lower, "table");
  }

  bool announce(const ProseBlock& block, const std::string& lower, std::string_view thing) {
    const std::string name(thing);
    for (const std::string& phrase : {"following " + name, name + " below", name + " above"}) {
      const std::size_t at = lower.find(phrase);
      const std::size_t end = at + phrase.size();
      if (at == std::string::npos || (at > 0 && is_ascii_letter(lower[at - 1])) ||
          (end < lower.size() && is_ascii_letter(lower[end])) || block.is_set_apart(at, end))
        continue;
      diagnostics_.warning("content/dangling-reference", block.place(at, end),
                           "“" + block.text.substr(at, phrase.size()) +
                               "” is announced, but the page has no " +
                               (thing == "table" ? "table" : "picture or chart"),
                           "add it, or take the words out");
      return true;
    }
    return false;
  }

  const PageContent& page_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::map<std::string, Place>> texts_;
};

}  // namespace

void check_structure(const PageContent& page, Diagnostics& diagnostics) {
  StructureChecker(page, diagnostics).run();
}

}  // namespace gazette
