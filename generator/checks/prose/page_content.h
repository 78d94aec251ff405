#pragma once
// A page as the checks on words and structure see it, whatever it was written in: Markdown of a project or
// HTML that somebody else made. Texts are decoded and their white space collapsed; every byte knows its
// place.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/prose/prose_run.h"

namespace gazette {

struct Document;
class HtmlDocument;

enum class BlockKind { Paragraph, ListItem, Heading, Cell, Caption };

/// One paragraph, list item, heading, cell or caption.
struct ProseBlock {
  BlockKind kind = BlockKind::Paragraph;
  int level = 0;           // Heading: 1 to 6
  std::string text;        // a line break inside the block is a line feed, all other white space one blank
  bool quotation = false;  // stands in a quotation: left as it was said
  bool bold = false;       // bold from end to end
  bool in_flow = false;    // stands among headings and paragraphs, not in a list, a table or a box
  bool other_language = false;  // in another language than English
  bool hard_lines = false;      // line breaks are wanted ones, not those of the source
  std::vector<std::pair<std::size_t, std::size_t>> set_apart;  // code and quotations: [begin, end) of `text`

  /// Where bytes [begin, end) of `text` stand in the source.
  Place place(std::size_t begin, std::size_t end) const;
  Place place() const { return place(0, text.size()); }
  /// Whether [begin, end) touches code or a quotation.
  bool is_set_apart(std::size_t begin, std::size_t end) const;

  /// Adds `text[from, to)` of a run, which has to outlive nothing: it is copied.
  void append(const ProseRun& run);
  /// Adds text that has no place of its own.
  void append_text(std::string_view words);
  void line_break();

 private:
  void append_collapsed(std::string_view words, std::optional<std::size_t> run);
  struct Piece {
    std::size_t begin = 0;  // in `text`
    std::size_t run = 0;
    std::size_t run_begin = 0;
  };
  std::vector<ProseRun> runs_;
  std::vector<Piece> pieces_;
};

struct ContentLink {
  std::string text;   // collapsed; alternative texts of pictures included
  std::string url;    // as written
  std::string after;  // what follows it in its block, up to forty bytes
  Place place;
  bool in_sentence = true;  // in running text, not in a menu
};

struct ContentImage {
  std::string alt;
  std::string file;     // address of the picture
  std::string caption;  // of the figure it stands in
  Place place;
};

/// What stands under a heading, for finding headings with nothing below and promises that are not kept.
struct ContentPart {
  enum class Kind { Heading, Text, Table, Figure, Other };
  Kind kind = Kind::Text;
  std::size_t block = 0;  // Heading, Text: index into `blocks`
};

struct PageContent {
  std::string title;
  Place title_place;
  bool english = true;
  bool foreign = false;  // HTML that somebody else made: may well be about templates or programs
  std::vector<ProseBlock> blocks;
  std::vector<ContentPart> parts;  // in document order
  std::vector<ContentLink> links;
  std::vector<ContentImage> images;
  std::vector<Place> empty_cells;
};

PageContent read_content(const Document& document, bool english);
/// Menus, scripts and what is hidden are left out.
PageContent read_content(const HtmlDocument& document);

}  // namespace gazette
