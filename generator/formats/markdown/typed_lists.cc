// A scan by lines that keeps the runs of marks open at each indentation.
#include "formats/markdown/typed_lists.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "formats/markdown/markdown_labels.h"

namespace gazette {
namespace {

constexpr std::string_view kNoBreak = "\xC2\xA0";

/// Characters without a width that come along with pasted text: zero width space, byte order mark, word
/// joiner.
constexpr std::array<std::string_view, 3> kUnseen = {"\xE2\x80\x8B", "\xEF\xBB\xBF", "\xE2\x81\xA0"};

/// Bullets as word processors have them; the last two are from the font Symbol.
constexpr std::array<std::string_view, 11> kBullets = {
    "•", "◦", "▪", "▫", "‣", "●", "○", "■", "·", "\xEF\x82\xB7", "\xEF\x82\xA7"};

/// The value of a Roman number in small letters; 0 when it is none.
int roman_value(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, int>, 9> kParts = {
      {{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}}};
  int value = 0;
  std::string_view rest = text;
  for (const auto& [part, worth] : kParts) {
    for (int times = 0; times < 3 && rest.starts_with(part); ++times) {
      rest.remove_prefix(part.size());
      value += worth;
      if (part.size() == 2 || worth == 5 || worth == 50) break;
    }
  }
  return rest.empty() ? value : 0;
}

/// A letter or number with what stands round it.
struct Numeral {
  std::size_t size = 0;
  ListBrackets brackets = ListBrackets::FullStop;
  bool upper = false;
  int letter = 0;  // 0 where it cannot be read so
  int roman = 0;
  int number = 0;
};

std::optional<Numeral> read_numeral(std::string_view text) {
  Numeral out;
  std::size_t at = text.starts_with('(') ? 1 : 0;
  const std::size_t begin = at;
  while (at < text.size() && at < begin + 9 && (is_ascii_letter(text[at]) || is_ascii_digit(text[at]))) ++at;
  const std::string_view word = text.substr(begin, at - begin);
  if (word.empty() || at >= text.size() || (text[at] != ')' && (text[at] != '.' || begin == 1)))
    return std::nullopt;
  out.size = at + 1;
  out.brackets = begin == 1        ? ListBrackets::Both
                 : text[at] == ')' ? ListBrackets::Closing
                                   : ListBrackets::FullStop;
  if (is_ascii_digit(word.front())) {
    for (const char c : word) {
      if (!is_ascii_digit(c)) return std::nullopt;
      out.number = out.number * 10 + (c - '0');
    }
    return out;
  }
  out.upper = is_ascii_upper(word.front());
  const std::string lower = to_lower_ascii(word);
  if (out.upper ? std::any_of(word.begin(), word.end(), [](char c) { return !is_ascii_upper(c); })
                : lower != word)
    return std::nullopt;
  if (lower.size() == 1) out.letter = lower.front() - 'a' + 1;
  out.roman = roman_value(lower);
  return out.letter > 0 || out.roman > 0 ? std::optional(out) : std::nullopt;
}

/// The blanks that start a text: their bytes, their columns, and whether some are odd.
struct Blanks {
  std::size_t size = 0;
  std::size_t columns = 0;
  bool odd = false;
};

Blanks leading_blanks(std::string_view text, std::string_view also = {}) {
  Blanks out;
  while (out.size < text.size()) {
    const std::string_view rest = text.substr(out.size);
    const auto unseen =
        std::find_if(kUnseen.begin(), kUnseen.end(), [&](auto one) { return rest.starts_with(one); });
    if (rest.starts_with(kNoBreak)) {
      out.size += kNoBreak.size();
      ++out.columns;
      out.odd = true;
    } else if (unseen != kUnseen.end()) {
      out.size += unseen->size();
      out.odd = true;
    } else if (rest.front() == ' ' || also.find(rest.front()) != std::string_view::npos) {
      ++out.size;
      ++out.columns;
    } else if (rest.front() == '\t') {
      ++out.size;
      out.columns += 4 - out.columns % 4;
    } else {
      break;
    }
  }
  return out;
}

/// A run of ordered marks at one indentation.
struct Run {
  std::vector<std::pair<std::size_t, Numeral>> items;  // index into the marks, and how it reads
  bool letters = false;
  bool roman = false;
  bool numbers = false;
};

class MarkFinder {
 public:
  explicit MarkFinder(std::string_view text) : text_(text) {}

  std::vector<TypedMark> find() {
    FenceTracker fences;
    std::size_t number = 0;
    bool after_blank = true;
    for (const std::string_view line : split_lines(text_)) {
      const std::string_view inner = line.substr(leading_blanks(line, ">").size);
      const bool is_code = fences.inside(inner);
      if (inner.empty()) {
        after_blank = true;
      } else {
        if (!is_code) read_line(line, number, after_blank);
        if (is_code && after_blank) close_from(leading_blanks(line, ">").columns);
        after_blank = false;
      }
      ++number;
    }
    close_from(0);
    std::vector<TypedMark> kept;
    for (TypedMark& mark : marks_) {
      if (mark.end > mark.begin) kept.push_back(std::move(mark));
    }
    return kept;
  }

 private:
  void read_line(std::string_view line, std::size_t number, bool after_blank) {
    const Blanks lead = leading_blanks(line, ">");
    std::size_t at = lead.size;
    std::size_t column = lead.columns;
    bool continues = false;
    // A mark may stand behind another: `1. a. cleaning`.
    for (int depth = 0; depth < 4; ++depth) {
      const std::size_t size =
          read_mark(line, number, at, column, depth == 0 ? lead : Blanks(), continues, after_blank);
      if (size == 0) break;
      const Blanks behind = leading_blanks(line.substr(at + size));
      if (behind.size == 0) break;
      at += size + behind.size;
      column += size + behind.columns;
    }
    if (!continues && after_blank) close_from(lead.columns);
    if (line.substr(lead.size).starts_with('#')) close_from(0);
  }

  /// Reads the mark at `at` of a line, if there is one, and notes it where cmark needs help. Gives its bytes.
  std::size_t read_mark(std::string_view line, std::size_t number, std::size_t at, std::size_t column,
                        const Blanks& lead, bool& continues, bool after_blank) {
    const std::string_view rest = line.substr(at);
    for (const std::string_view bullet : kBullets) {
      if (!rest.starts_with(bullet) || trim(rest.substr(bullet.size())).empty()) continue;
      note(line, number, at, bullet.size(), "+", MarkKind::Bullet, lead);
      return bullet.size();
    }
    if (rest.starts_with("o\t")) {
      note(line, number, at, 1, "+", MarkKind::Bullet, lead);
      return 1;
    }
    const std::size_t signs = std::min(rest.find_first_not_of('#'), rest.size());
    const bool heading = signs >= 1 && signs <= 6;
    const bool bullet = !rest.empty() && std::string_view("-*+").find(rest.front()) != std::string_view::npos;
    if (heading || bullet) {
      const std::size_t size = heading ? signs : 1;
      const Blanks behind = leading_blanks(rest.substr(size));
      if (behind.size == 0 || behind.size == rest.size() - size) return 0;
      if (behind.odd || lead.odd)
        note(line, number, at, size, std::string(rest.substr(0, size)),
             heading ? MarkKind::Heading : MarkKind::Bullet, lead);
      return heading ? 0 : size;
    }
    return read_ordered(line, number, at, column, lead, continues, after_blank);
  }

  std::size_t read_ordered(std::string_view line, std::size_t number, std::size_t at, std::size_t column,
                           const Blanks& lead, bool& continues, bool after_blank) {
    const auto numeral = read_numeral(line.substr(at));
    if (!numeral) return 0;
    const Blanks behind = leading_blanks(line.substr(at + numeral->size));
    if (behind.size == 0 || at + numeral->size + behind.size >= line.size()) return 0;
    close_from(column + 1);
    if (numeral->number > 0 && numeral->brackets != ListBrackets::Both) {
      if (after_blank) close_from(column);
      if (behind.odd || lead.odd)
        note(line, number, at, numeral->size, std::string(line.substr(at, numeral->size)), MarkKind::Ordered,
             lead);
      return numeral->size;
    }
    note(line, number, at, numeral->size, {}, MarkKind::Ordered, lead);
    marks_.back().is_typed = true;
    marks_.back().brackets = numeral->brackets;
    continues = add_to_run(column, *numeral);
    return numeral->size;
  }

  void note(std::string_view line, std::size_t number, std::size_t at, std::size_t size, std::string instead,
            MarkKind kind, const Blanks& lead) {
    TypedMark mark;
    mark.line = number;
    mark.kind = kind;
    const auto start = static_cast<std::size_t>(line.data() - text_.data());
    const std::size_t before = lead.odd ? lead.size : 0;
    // Quotation marks among odd blanks stay what they are.
    std::string blanks;
    if (lead.odd) {
      for (const char c : replace_all(line.substr(0, lead.size), kNoBreak, " ")) {
        if (c == ' ' || c == '\t' || c == '>') blanks += c;
      }
    }
    mark.begin = start + at - before;
    const Blanks behind = leading_blanks(line.substr(at + size));
    mark.end = start + at + size + (behind.odd ? behind.size : 0);
    mark.column = lead.odd ? blanks.size() : at;
    const std::string tail = behind.odd ? " " : "";
    mark.blanks = blanks.size();
    mark.instead = blanks + instead + tail;
    marks_.push_back(std::move(mark));
    round_.emplace_back(std::move(blanks), tail);
  }

  /// Whether the mark noted last goes on a run; if not, it starts one.
  bool add_to_run(std::size_t column, const Numeral& numeral) {
    Run& run = runs_[column];
    if (!run.items.empty()) {
      const Numeral& before = run.items.back().second;
      const bool same = before.brackets == numeral.brackets && before.upper == numeral.upper;
      // Where a list is sure, an item may have been taken out: (a), (b), (d).
      const int farthest = run.items.size() > 1 ? 3 : 1;
      const auto follows = [&](int value, int earlier) {
        return value > earlier && value <= earlier + farthest;
      };
      const bool letters = run.letters && numeral.letter > 0 && follows(numeral.letter, before.letter);
      const bool roman = run.roman && numeral.roman > 0 && follows(numeral.roman, before.roman);
      const bool numbers = run.numbers && numeral.number > 0 && follows(numeral.number, before.number);
      if (same && (letters || roman || numbers)) {
        run.letters = letters;
        run.roman = roman;
        run.numbers = numbers;
        run.items.emplace_back(marks_.size() - 1, numeral);
        return true;
      }
      close(run);
    }
    run = {{{marks_.size() - 1, numeral}}, numeral.letter > 0, numeral.roman > 0, numeral.number > 0};
    return true;
  }

  /// Settles the runs that stand at `column` or deeper.
  void close_from(std::size_t column) {
    for (auto run = runs_.lower_bound(column); run != runs_.end(); run = runs_.erase(run)) close(run->second);
  }

  /// Two marks in order make a list. Names begin like those in capitals, so these begin with the first.
  void close(Run& run) {
    const bool few = run.items.size() < 2;
    const Numeral& first = run.items.front().second;
    const bool names =
        first.upper && first.brackets == ListBrackets::FullStop && first.letter != 1 && first.roman != 1;
    for (const auto& [index, numeral] : run.items) {
      TypedMark& mark = marks_[index];
      if (few || names) {
        mark.end = mark.begin;  // no mark after all
        continue;
      }
      const bool roman = run.roman && !(run.letters && first.letter == 1);
      mark.value = run.numbers ? numeral.number : roman ? numeral.roman : numeral.letter;
      mark.style = run.numbers     ? ListStyle::Decimal
                   : numeral.upper ? (roman ? ListStyle::UpperRoman : ListStyle::UpperLetter)
                                   : (roman ? ListStyle::LowerRoman : ListStyle::LowerLetter);
      // As many digits as it takes, so that what is indented below stays below.
      std::string digits = std::to_string(mark.value);
      if (digits.size() + 1 < numeral.size) digits.insert(0, numeral.size - 1 - digits.size(), '0');
      const auto& [before, behind] = round_[index];
      mark.instead = before + digits + (numeral.brackets == ListBrackets::FullStop ? "." : ")") + behind;
    }
    run.items.clear();
  }

  std::string_view text_;
  std::vector<TypedMark> marks_;
  std::vector<std::pair<std::string, std::string>> round_;  // of each mark: the blanks before and behind it
  std::map<std::size_t, Run> runs_;                         // by indentation
};

/// The kind of an item's mark: what was typed, else what cmark saw.
std::pair<ListStyle, ListBrackets> kind_of(const MarkdownNode& item) {
  return {item.list_style, item.list_brackets};
}

/// The number that an item was typed with; 0 when it was none of ours.
int number_at(const MarkdownTree& tree, const MarkdownNode& item) {
  const std::string& text = tree.sources[static_cast<std::size_t>(item.source)]->text();
  int value = 0;
  for (std::size_t at = item.span.begin; at < text.size() && is_ascii_digit(text[at]) && value < 100'000'000;
       ++at)
    value = value * 10 + (text[at] - '0');
  return value;
}

/// Moves the items from `item` on into a list of their own behind `list`. Gives that list.
NodeId split_list(MarkdownTree& tree, NodeId list, NodeId before, NodeId item) {
  MarkdownNode rest = tree.node(list);
  const auto id = static_cast<NodeId>(tree.nodes.size());
  rest.first_child = item;
  rest.span.begin = tree.node(item).span.begin;
  tree.nodes.push_back(rest);
  tree.nodes[static_cast<std::size_t>(list)].last_child = before;
  tree.nodes[static_cast<std::size_t>(list)].next = id;
  tree.nodes[static_cast<std::size_t>(list)].span.end = tree.node(before).span.end;
  tree.nodes[static_cast<std::size_t>(before)].next = kNoNode;
  MarkdownNode& parent = tree.nodes[static_cast<std::size_t>(rest.parent)];
  if (parent.last_child == list) parent.last_child = id;
  for (NodeId at = item; at != kNoNode; at = tree.node(at).next)
    tree.nodes[static_cast<std::size_t>(at)].parent = id;
  return id;
}

/// Gives one list the kind of its first items, and lists of their own to what follows of another kind.
void separate_list(MarkdownTree& tree, NodeId list) {
  NodeId before = kNoNode;
  int expected = 0;
  for (NodeId item = tree.node(list).first_child; item != kNoNode;) {
    MarkdownNode& node = tree.nodes[static_cast<std::size_t>(item)];
    if (before != kNoNode && kind_of(node) != kind_of(tree.node(before))) {
      list = split_list(tree, list, before, item);
      before = kNoNode;
      continue;
    }
    MarkdownNode& above = tree.nodes[static_cast<std::size_t>(list)];
    MarkdownNode& here = tree.nodes[static_cast<std::size_t>(item)];
    if (before == kNoNode) {
      above.list_style = here.list_style;
      above.list_brackets = here.list_brackets;
      const int typed = here.level > 0 ? here.level : number_at(tree, here);
      const bool is_first = above.span.begin == tree.node(above.first_child).span.begin && typed == 0;
      if (!is_first) above.level = typed;
      expected = above.level;
    }
    if (here.level == expected) here.level = 0;
    expected = (here.level > 0 ? here.level : expected) + 1;
    before = item;
    item = here.next;
  }
}

}  // namespace

std::vector<TypedMark> find_typed_marks(std::string_view text) {
  return MarkFinder(text).find();
}

std::string with_marks_replaced(std::string_view text, const std::vector<TypedMark>& marks) {
  std::string out;
  std::size_t written = 0;
  for (const TypedMark& mark : marks) {
    out += text.substr(written, mark.begin - written);
    out += mark.instead;
    written = mark.end;
  }
  return out.append(text.substr(written));
}

void separate_lists(MarkdownTree& tree, std::size_t first) {
  const std::size_t last = tree.nodes.size();
  for (std::size_t i = first; i < last; ++i) {
    if (tree.nodes[i].kind == MarkdownKind::List && tree.nodes[i].ordered &&
        tree.nodes[i].first_child != kNoNode)
      separate_list(tree, static_cast<NodeId>(i));
  }
}

}  // namespace gazette
