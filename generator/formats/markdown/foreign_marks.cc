// Marks inside a line, each found by the character that starts it.
#include "formats/markdown/foreign_marks.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "formats/markdown/bare_addresses.h"
#include "formats/markdown/typed_text.h"

namespace gazette {
namespace {

/// What was found from a place in a text on.
struct ForeignMark {
  std::size_t end = 0;  // one past its last byte
  std::string message;
  std::string hint;
  bool is_reference = false;  // a link or picture by reference
  std::size_t begin = 0;      // where it starts, when that is before the place looked at
};

/// Longest mark that is looked for, so that a page of nothing but marks takes no time.
constexpr std::size_t kFarthest = 500;

using Found = std::optional<ForeignMark>;

bool is_word_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// A text, and which of its bytes were typed as they are.
class MarkScanner {
 public:
  MarkScanner(const MarkdownTree& tree, NodeId id, const TypedText& typed)
      : text_(tree.node(id).text),
        typed_(typed),
        in_heading_(tree.node(tree.node(id).parent).kind == MarkdownKind::Heading),
        in_paragraph_(tree.node(tree.node(id).parent).kind == MarkdownKind::Paragraph) {}

  Found at(std::size_t i) const {
    if (!typed_.plain[i]) return std::nullopt;
    switch (text_[i]) {
      case '*':
        return unclosed(i, '*');
      case '_':
        return unclosed(i, '_');
      case '`':
        return back_tick(i);
      case '[':
        return bracket(i);
      case ']':
        return reference(i);
      case '{':
        return brace(i);
      case '=':
        return pair(i, "==", "`==` marks nothing here",
                    "take the marks out, or write `**words**` for what matters most");
      case '+':
        return pair(i, "++", "`++` marks nothing here", "take the marks out");
      case '^':
        return raised(i);
      case '~':
        return lowered(i);
      case '$':
        return formula(i);
      case '%':
        return pair(i, "%%", "`%%` hides nothing here: readers see these words",
                    "take the words out, or put them between `<!--` and `-->`");
      case ':':
        return short_name(i);
      case '\\':
        return command(i);
      case '\xE2':
      case '\xEF':
        return unseen(i);
      default:
        return std::nullopt;
    }
  }

 private:
  std::string_view rest(std::size_t i) const { return std::string_view(text_).substr(i); }
  /// Where a sign stands within the length that a mark may have.
  std::size_t find_near(char sign, std::size_t from) const {
    return rest(0).substr(0, from + kFarthest).find(sign, from);
  }
  bool blank_before(std::size_t i) const {
    return i == 0 || is_ascii_space(text_[i - 1]) ||
           std::string_view("([\"'/").find(text_[i - 1]) != std::string_view::npos ||
           rest(0).substr(0, i).ends_with("\xE2\x80\x9C") || rest(0).substr(0, i).ends_with("\xE2\x80\x98");
  }
  bool blank_at(std::size_t i) const { return i >= text_.size() || is_ascii_space(text_[i]); }

  std::size_t run_of(std::size_t i, char c) const {
    std::size_t end = i;
    while (end < text_.size() && text_[end] == c && typed_.plain[end]) ++end;
    return end - i;
  }

  /// The marks of bold words that begin and never end, or that stand twice and make nothing bold.
  Found unclosed(std::size_t i, char c) const {
    if (i > 0 && text_[i - 1] == c) return std::nullopt;
    const std::size_t size = run_of(i, c);
    if (size < 2 || size > 3) return std::nullopt;
    const std::string marks(size, c);
    const bool opens = blank_before(i) && !blank_at(i + size);
    const std::size_t again = text_.find(marks, i + size);
    const bool twice = c == '*' && again != std::string::npos && typed_.plain[again];
    if (!opens && !twice) return std::nullopt;
    if (opens && c == '_' && !is_word_byte(text_[i + size])) return std::nullopt;
    if (twice)
      return ForeignMark{again + size, "`" + marks + "` makes nothing bold here",
                         "write the marks right beside the words, without blanks: `**words**`"};
    return ForeignMark{i + size, "`" + marks + "` is never closed, so it makes nothing bold",
                       "write `" + marks + "` behind the last of the words, or `\\" + std::string(1, c) +
                           "` for the sign itself"};
  }

  Found back_tick(std::size_t i) const {
    if (i > 0 && text_[i - 1] == '`') return std::nullopt;
    const std::size_t size = run_of(i, '`');
    if (size > 2) return std::nullopt;  // fences are told elsewhere
    return ForeignMark{i + size, "this back-tick is never closed",
                       "write another one behind the words, or `'` for an apostrophe or a quotation mark"};
  }

  Found bracket(std::size_t i) const {
    const std::string_view here = rest(i).substr(0, kFarthest);
    if (here.starts_with("[[")) {
      const std::size_t close = here.find("]]");
      const std::size_t end = i + (close == std::string_view::npos ? 2 : close + 2);
      const std::string inside = to_lower_ascii(here.substr(2, 8));
      const bool contents = inside.starts_with("toc") || inside.starts_with("_toc") || inside.empty();
      return ForeignMark{end, contents ? "this makes no list of contents" : "`[[` makes no link here",
                         contents ? "take it out: `toc: true` at the top of the page asks for the list"
                                  : "write `[words](page.md)`"};
    }
    const std::string lower = to_lower_ascii(here.substr(0, 12));
    if (lower.starts_with("[toc]"))
      return ForeignMark{i + 5, "this makes no list of contents",
                         "take it out: `toc: true` at the top of the page asks for the list"};
    if (i == 0 && in_paragraph_ && lower.starts_with("[ ] "))
      return ForeignMark{3, "this makes no box to tick outside of a list",
                         "write `- [ ] ` and then the words"};
    if (lower.starts_with("[!")) return alert(i);
    return short_code(i);
  }

  /// `[!NOTE]` of GitHub, Obsidian and Docusaurus.
  Found alert(std::size_t i) const {
    const std::size_t close = find_near(']', i);
    if (close == std::string::npos || close < i + 5) return std::nullopt;
    const std::string name = to_lower_ascii(text_.substr(i + 2, close - i - 2));
    if (std::any_of(name.begin(), name.end(), [](char c) { return !is_ascii_letter(c); }))
      return std::nullopt;
    const std::string ours = name == "warning" || name == "caution" || name == "danger" ? "warning"
                             : name == "important"                                      ? "important"
                                                                                        : "note";
    return ForeignMark{close + 1, "`" + text_.substr(i, close + 1 - i) + "` makes no box here",
                       "write ```{" + ours + "} on a line, then the words without `>`, then ``` on a line"};
  }

  /// `[gallery ids="1"]` of WordPress, `[/b]` of forums.
  Found short_code(std::size_t i) const {
    std::size_t at = i + 1;
    const bool closes = at < text_.size() && text_[at] == '/';
    if (closes) ++at;
    const std::size_t begin = at;
    while (at < text_.size() &&
           (is_ascii_letter(text_[at]) || is_ascii_digit(text_[at]) || text_[at] == '-' || text_[at] == '_'))
      ++at;
    const std::size_t close = find_near(']', at);
    if (at == begin || close == std::string::npos || !is_ascii_letter(text_[begin])) return std::nullopt;
    const std::string_view inside = rest(at).substr(0, close - at);
    const std::size_t equals = inside.find('=');
    const bool has_value = equals != std::string_view::npos && equals + 1 < inside.size() &&
                           (inside.front() == '=' || inside.find_first_of("\"'\xE2", equals) == equals + 1);
    if (!(closes && inside.empty()) && !has_value) return std::nullopt;
    return ForeignMark{close + 1, "`" + text_.substr(i, close + 1 - i) + "` does nothing here",
                       "it is a mark of another system: take it out, or use a directive such as ```{figure}"};
  }

  /// `][` between the words and the name of a link whose address is defined nowhere.
  Found reference(std::size_t i) const {
    if (!rest(i).starts_with("][") || !typed_.plain[i + 1]) return std::nullopt;
    const std::size_t close = find_near(']', i + 2);
    if (close == std::string::npos) return std::nullopt;
    std::size_t open = text_.rfind('[', i);
    while (open != std::string::npos && open > 0 && !typed_.plain[open]) open = text_.rfind('[', open - 1);
    const bool known_open = open != std::string::npos && typed_.plain[open];
    std::string name = text_.substr(i + 2, close - i - 2);
    if (name.empty() && known_open) name = text_.substr(open + 1, i - open - 1);
    if (name.empty() || name.front() == '^' || name.find('[') != std::string::npos) return std::nullopt;
    const bool picture = known_open && open > 0 && text_[open - 1] == '!';
    ForeignMark mark;
    mark.begin = known_open ? open - (picture ? 1 : 0) : i;
    mark.end = close + 1;
    mark.is_reference = true;
    mark.message = "nothing says which address `[" + name + "]` stands for";
    mark.hint = "write `[" + name + "]: ` and the address on a line of its own, or the address itself: `" +
                std::string(picture ? "!" : "") + "[words](" + (picture ? "map.png" : "page.md") + ")`";
    return mark;
  }

  Found brace(std::size_t i) const {
    const std::string_view here = rest(i).substr(0, kFarthest);
    const auto to = [&](std::string_view closing) {
      const std::size_t found = here.find(closing);
      return i + (found == std::string_view::npos ? 2 : found + closing.size());
    };
    if (here.starts_with("{{"))
      return ForeignMark{to("}}"), "`{{` is a mark of a template, and does nothing in a page",
                         "write the words themselves, or use a directive or role: `{value}`, ```{include}"};
    if (here.starts_with("{%"))
      return ForeignMark{to("%}"), "`{%` is a mark of a template, and does nothing in a page",
                         "write the words themselves, or use a directive such as ```{include}"};
    for (const std::string_view review : {"{++", "{--", "{>>", "{==", "{~~"}) {
      if (here.starts_with(review))
        return ForeignMark{to("}"), "this mark of a review is shown to readers",
                           "take it out once it is settled"};
    }
    return attributes(i);
  }

  /// `{: .class}`, `{.class}`, `{#id}`.
  Found attributes(std::size_t i) const {
    const std::size_t close = find_near('}', i);
    if (close == std::string::npos || close < i + 3) return std::nullopt;
    const char mark = text_[i + 1];
    const std::string_view inside = rest(i + 1).substr(0, close - i - 1);
    const bool named = (mark == '.' || mark == '#') && is_word_byte(text_[i + 2]);
    if (mark != ':' && !named) return std::nullopt;
    const bool alone = mark == '#' && inside.find_first_of(" .=") == std::string_view::npos;
    if (in_heading_ && alone && close + 1 == text_.size()) return std::nullopt;  // ours
    const std::string message =
        "`" + text_.substr(i, close + 1 - i) + "` gives the words no class and no id here";
    if (in_heading_)
      return ForeignMark{close + 1, message, "take it out; `{#id}` alone behind a heading gives it an id"};
    return ForeignMark{close + 1, message,
                       "take it out: the theme decides how things look; headings may have `{#id}`"};
  }

  Found pair(std::size_t i, std::string_view marks, const char* message, const char* hint) const {
    const std::size_t begin = i + marks.size();
    if (!rest(i).starts_with(marks) || run_of(i, marks.front()) != marks.size()) return std::nullopt;
    if (!blank_before(i) || blank_at(begin)) return std::nullopt;
    const std::size_t close = text_.find(marks, begin + 1);
    if (close == std::string::npos || is_ascii_space(text_[close - 1])) return std::nullopt;
    return ForeignMark{close + marks.size(), message, hint};
  }

  /// Words without blanks between two signs, right behind other words: `x^2^`.
  std::size_t close_of_short(std::size_t i, char sign) const {
    const std::size_t close = find_near(sign, i + 1);
    if (close == std::string::npos || close == i + 1 || close > i + 20 || i == 0 ||
        !is_word_byte(text_[i - 1]))
      return 0;
    const std::string_view inside = rest(i + 1).substr(0, close - i - 1);
    return inside.find_first_of(" \n") == std::string_view::npos ? close + 1 : 0;
  }

  Found raised(std::size_t i) const {
    if (rest(i).starts_with("^[")) {
      const std::size_t close = find_near(']', i);
      return ForeignMark{close == std::string::npos ? i + 2 : close + 1, "`^[` makes no note here",
                         "write `[^1]`, and the note on a line of its own: `[^1]: …`"};
    }
    const std::size_t end = close_of_short(i, '^');
    if (end == 0) return std::nullopt;
    return ForeignMark{end, "`^` raises nothing here", "type the raised sign itself: ² ³ ᵗʰ"};
  }

  Found lowered(std::size_t i) const {
    if (rest(i).starts_with("~~") || (i > 0 && text_[i - 1] == '~')) return std::nullopt;
    const std::size_t end = close_of_short(i, '~');
    if (end == 0) return std::nullopt;
    return ForeignMark{end, "`~` lowers nothing here", "type the lowered sign itself: ₂ ₃"};
  }

  /// `$E=mc^2$`; sums of money are no formulas.
  Found formula(std::size_t i) const {
    const bool display = rest(i).starts_with("$$");
    const std::size_t begin = i + (display ? 2 : 1);
    const std::string_view marks = display ? "$$" : "$";
    if (blank_at(begin) || (i > 0 && is_word_byte(text_[i - 1]))) return std::nullopt;
    const std::size_t close = text_.find(marks, begin + 1);
    if (close == std::string::npos || is_ascii_space(text_[close - 1])) return std::nullopt;
    const std::size_t end = close + marks.size();
    if (!display && end < text_.size() && is_ascii_digit(text_[end])) return std::nullopt;
    const std::string_view inside = rest(begin).substr(0, close - begin);
    const bool is_maths =
        display || inside.find_first_of("\\^_={}+<>/") != std::string_view::npos || inside.size() == 1;
    if (!is_maths) return std::nullopt;
    return ForeignMark{end, "`$` makes no formula here",
                       "write the formula in plain signs, or as a picture with its words"};
  }

  /// `:smile:`
  Found short_name(std::size_t i) const {
    if (i > 0 && (is_word_byte(text_[i - 1]) || text_[i - 1] == ':' || text_[i - 1] == '/'))
      return std::nullopt;
    std::size_t end = i + 1;
    bool letters = false;
    while (end < text_.size() && (is_ascii_letter(text_[end]) || is_ascii_digit(text_[end]) ||
                                  text_[end] == '_' || text_[end] == '-' || text_[end] == '+')) {
      letters = letters || is_ascii_letter(text_[end]);
      ++end;
    }
    if (!letters || end < i + 3 || end >= text_.size() || text_[end] != ':') return std::nullopt;
    if (end + 1 < text_.size() && is_word_byte(text_[end + 1])) return std::nullopt;
    return ForeignMark{end + 1, "`" + text_.substr(i, end + 1 - i) + "` makes no sign here",
                       "type the sign itself, or leave it out: it is read aloud in full"};
  }

  /// A zero width space or a byte order mark inside of words, where searches and glossaries stumble over it.
  /// Thai and Khmer need the first.
  Found unseen(std::size_t i) const {
    const bool space = rest(i).starts_with("\xE2\x80\x8B");
    if (!space && !rest(i).starts_with("\xEF\xBB\xBF")) return std::nullopt;
    const bool in_latin = (i == 0 || static_cast<unsigned char>(text_[i - 1]) < 0x80) &&
                          (i + 3 >= text_.size() || static_cast<unsigned char>(text_[i + 3]) < 0x80);
    if (space && !in_latin) return std::nullopt;
    return ForeignMark{i + 3, "there is a character here that nobody sees, so searches miss the word",
                       "delete it: it came along with text pasted from a web page or a PDF"};
  }

  /// Commands of LaTeX.
  Found command(std::size_t i) const {
    static constexpr std::array<std::string_view, 12> kCommands = {
        "\\begin{",  "\\end{",    "\\newpage", "\\pagebreak", "\\clearpage", "\\section{",
        "\\textbf{", "\\textit{", "\\emph{",   "\\cite{",     "\\footnote{", "\\frac{"};
    for (const std::string_view known : kCommands) {
      if (rest(i).starts_with(known))
        return ForeignMark{i + known.size(),
                           "`" + std::string(known) + "` is a command of LaTeX, and does nothing here",
                           "take it out; Markdown has `**bold**`, `*emphasis*` and `[^1]` for notes"};
    }
    return std::nullopt;
  }

  const std::string& text_;
  const TypedText& typed_;
  bool in_heading_;
  bool in_paragraph_;
};

/// Whether a text may hold any mark at all: most hold none, and those cost nothing more.
bool may_hold_marks(std::string_view text) {
  return text.find_first_of("*_`[]{=+^~$%:\\") != std::string_view::npos ||
         text.find("\xE2\x80\x8B") != std::string_view::npos ||
         text.find("\xEF\xBB\xBF") != std::string_view::npos;
}

}  // namespace

void report_foreign_marks(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const MarkdownNode& node = tree.node(id);
  if (!may_hold_marks(node.text) || is_bare_link(tree, node.parent)) return;
  const TypedText typed = typed_text(tree, id);
  const MarkScanner scanner(tree, id, typed);
  for (std::size_t i = 0; i < node.text.size(); ++i) {
    const Found found = scanner.at(i);
    if (!found) continue;
    const Place place = tree.place(id, typed.span(found->is_reference ? found->begin : i, found->end));
    if (found->is_reference) {
      Diagnostic& finding = diagnostics.error("link/broken", place, found->message, found->hint);
      finding.status = "broken";
    } else {
      diagnostics.warning("markdown/literal", place, found->message, found->hint);
    }
    i = std::max(i, found->end - 1);
  }
}

void report_link_title(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const MarkdownNode& node = tree.node(id);
  if (node.title.empty()) return;
  diagnostics.warning(
      "markdown/literal", tree.place(id), "the words in quotes, “" + node.title + "”, are shown to nobody",
      node.kind == MarkdownKind::Image ? "take them out; a caption is written with ```{figure}"
                                       : "take them out, and say what readers need in the words of the link");
}

}  // namespace gazette
