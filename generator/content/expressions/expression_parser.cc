// Text to expression tree; expression_binder.cc looks up the names in it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/spelling.h"
#include "base/text.h"
#include "content/expressions/expression.h"

namespace gazette {
namespace {

using Node = ExpressionNode;

constexpr int kDeepest = 64;
constexpr std::size_t kMostNodes = 2000;

struct FunctionShape {
  std::string_view name;
  std::size_t least;
  std::size_t most;
  bool local_only;
};

constexpr std::array<FunctionShape, 10> kFunctions = {{{"sum", 1, 500, false},
                                                       {"min", 1, 500, false},
                                                       {"max", 1, 500, false},
                                                       {"count", 1, 500, false},
                                                       {"pct", 2, 2, false},
                                                       {"change", 2, 2, false},
                                                       {"round", 2, 2, false},
                                                       {"abs", 1, 1, false},
                                                       {"cumulative", 1, 1, true},
                                                       {"cumulative_pct", 1, 1, true}}};

const FunctionShape* find_function(std::string_view name) {
  const auto found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                  [&](const FunctionShape& shape) { return shape.name == name; });
  return found == kFunctions.end() ? nullptr : &*found;
}

bool is_name_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || (static_cast<unsigned char>(c) >= 0x80U);
}

/// Recursive descent with a bound on depth; stops at the first fault.
class Parser {
 public:
  Parser(const ExpressionText& source, Span part, LocalNames local, const DataSet* here,
         Diagnostics& diagnostics)
      : source_(source),
        text_(source.text),
        at_(part.begin),
        end_(part.end),
        local_(local),
        here_(here),
        diagnostics_(diagnostics) {
    expression_.source = source;
  }

  std::optional<Expression> parse() {
    skip_blanks();
    if (at_ >= end_) {
      fail({at_, at_}, "there is no expression here", "write one, such as name[row, column]");
      return std::nullopt;
    }
    const std::uint32_t root = parse_sum(0);
    skip_blanks();
    if (!failed_ && at_ < end_) unexpected();
    if (failed_) return std::nullopt;
    expression_.root = root;
    return std::move(expression_);
  }

 private:
  char peek() const { return at_ < end_ ? text_[at_] : '\0'; }
  bool starts_with(std::string_view word) const {
    return std::string_view(text_).substr(at_, end_ - at_).starts_with(word);
  }
  void skip_blanks() {
    while (at_ < end_ && is_ascii_space(text_[at_])) ++at_;
  }

  std::uint32_t fail(Span span, std::string message, std::string hint) {
    if (!failed_)
      diagnostics_.error("data/expression", source_.at(span), std::move(message), std::move(hint));
    failed_ = true;
    return 0;
  }

  std::uint32_t unexpected() {
    if (at_ >= end_)
      return fail({at_, at_}, "this expression ends too early", "a value, bracket or name is missing");
    const std::size_t length = decode_utf8(text_, at_).length;
    std::string hint = "values are joined by + - * / and written name[row, column]";
    if (peek() == '%') hint = "leave out the sign: percentages are plain numbers here";
    if (starts_with("£")) hint = "leave out the sign: money is a plain number here";
    if (peek() == '=') hint = "there is one = between the text and its expression";
    return fail({at_, at_ + length}, fmt::format("`{}` is out of place here", text_.substr(at_, length)),
                hint);
  }

  std::uint32_t add(Node node) {
    if (expression_.nodes.size() >= kMostNodes) {
      return fail(node.span, "this expression is too long to be meant",
                  "use a range, such as name[*, column]");
    }
    expression_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(expression_.nodes.size() - 1);
  }

  std::uint32_t add_binary(Node::Kind kind, std::uint32_t left, std::uint32_t right) {
    if (failed_) return 0;
    Node node;
    node.kind = kind;
    node.span = {expression_.nodes[left].span.begin, expression_.nodes[right].span.end};
    node.arguments = {left, right};
    return add(std::move(node));
  }

  /// "-", or one of the dashes that editors make of it.
  std::size_t minus_length() const {
    for (const std::string_view minus : {"-", "−", "–"}) {
      if (starts_with(minus)) return minus.size();
    }
    return 0;
  }

  std::uint32_t parse_sum(int depth) {
    std::uint32_t left = parse_product(depth);
    while (!failed_) {
      skip_blanks();
      if (peek() == '+') {
        ++at_;
        left = add_binary(Node::Kind::Add, left, parse_product(depth));
      } else if (const std::size_t length = minus_length(); length > 0) {
        at_ += length;
        left = add_binary(Node::Kind::Subtract, left, parse_product(depth));
      } else {
        break;
      }
    }
    return left;
  }

  std::uint32_t parse_product(int depth) {
    std::uint32_t left = parse_operand(depth);
    while (!failed_) {
      skip_blanks();
      if (peek() == '*' || starts_with("×")) {
        at_ += peek() == '*' ? 1 : 2;
        left = add_binary(Node::Kind::Multiply, left, parse_operand(depth));
      } else if (peek() == '/' || starts_with("÷")) {
        at_ += peek() == '/' ? 1 : 2;
        left = add_binary(Node::Kind::Divide, left, parse_operand(depth));
      } else {
        break;
      }
    }
    return left;
  }

  std::uint32_t parse_operand(int depth) {
    skip_blanks();
    if (failed_) return 0;
    if (depth >= kDeepest)
      return fail({at_, at_}, "this expression is nested too deeply", "take some brackets out");
    const std::size_t begin = at_;
    if (const std::size_t length = minus_length(); length > 0) {
      at_ += length;
      Node node;
      node.kind = Node::Kind::Negate;
      node.arguments = {parse_operand(depth + 1)};
      node.span = {begin, at_};
      return failed_ ? 0 : add(std::move(node));
    }
    if (peek() == '(') {
      ++at_;
      const std::uint32_t inner = parse_sum(depth + 1);
      skip_blanks();
      if (failed_) return 0;
      if (peek() != ')') return fail({begin, begin + 1}, "this bracket is never closed", "add a )");
      ++at_;
      return inner;
    }
    if (const std::size_t length = local_column_length(); length > 0) return local_column(length);
    if (is_ascii_digit(peek()) && !looks_like_name()) return parse_number();
    if (is_name_byte(peek()) && minus_length() == 0 && !starts_with("£")) return parse_named(depth);
    if (local_ == LocalNames::Allowed && (peek() == '"' || peek() == '\'')) {
      const auto name = read_quoted();
      if (!name) return 0;
      return peek() == '[' ? parse_cells(*name) : current_row(*name);
    }
    return unexpected();
  }

  /// A data set's id may start with a digit: `2019-budget[row, column]`.
  bool looks_like_name() const {
    std::size_t i = at_;
    while (i < end_ && (is_name_byte(text_[i]) || text_[i] == '-')) ++i;
    return i < end_ && text_[i] == '[';
  }

  /// How much of the text here is the very name of a column that starts with a digit: `2019-20` or `2019/20`
  /// is no subtraction or division then. 0 when there is none, or when `[row]` follows.
  std::size_t local_column_length() const {
    if (here_ == nullptr || !is_ascii_digit(peek())) return 0;
    std::size_t longest = 0;
    for (const Column& column : here_->columns) {
      if (column.name.size() <= longest || !starts_with(column.name)) continue;
      const std::size_t after = at_ + column.name.size();
      if (after < end_ && (is_name_byte(text_[after]) || text_[after] == '.')) continue;
      longest = column.name.size();
    }
    return longest;
  }

  std::uint32_t local_column(std::size_t length) {
    const Selector::Name name{text_.substr(at_, length), {at_, at_ + length}};
    at_ += length;
    return peek() == '[' ? parse_cells(name) : current_row(name);
  }

  std::uint32_t parse_number() {
    const std::size_t begin = at_;
    while (is_ascii_digit(peek()) || (peek() == '.' && !starts_with(".."))) ++at_;
    const std::string_view typed = std::string_view(text_).substr(begin, at_ - begin);
    const auto number = parse_plain_number(typed);
    if (peek() == ',' && at_ + 3 < end_ && is_ascii_digit(text_[at_ + 1]) && is_ascii_digit(text_[at_ + 2]) &&
        is_ascii_digit(text_[at_ + 3]) && call_depth_ == 0) {
      return fail({begin, at_ + 4}, "numbers in an expression have no commas", "write 13540, not 13,540");
    }
    if (!number)
      return fail({begin, at_}, fmt::format("`{}` is not a number", typed),
                  "write digits, as in 13540 or 0.5");
    Node node;
    node.kind = Node::Kind::Number;
    node.number = *number;
    node.decimal_places = typed_decimal_places(typed);
    node.span = {begin, at_};
    return add(std::move(node));
  }

  /// A run of letters, digits and inner hyphens.
  Selector::Name read_name() {
    const std::size_t begin = at_;
    while (at_ < end_) {
      if (minus_length() > 1 || starts_with("×") || starts_with("÷")) break;
      const bool inner_hyphen =
          text_[at_] == '-' && at_ > begin && at_ + 1 < end_ && is_name_byte(text_[at_ + 1]);
      if (!is_name_byte(text_[at_]) && !inner_hyphen) break;
      ++at_;
    }
    return {text_.substr(begin, at_ - begin), {begin, at_}};
  }

  std::optional<Selector::Name> read_quoted() {
    const std::size_t begin = at_;
    const std::size_t close = text_.find(text_[at_], at_ + 1);
    if (close == std::string::npos || close >= end_) {
      fail({begin, begin + 1}, "this quotation mark is never closed", "");
      return std::nullopt;
    }
    at_ = close + 1;
    return Selector::Name{text_.substr(begin + 1, close - begin - 1), {begin, at_}};
  }

  std::uint32_t parse_named(int depth) {
    const Selector::Name name = read_name();
    if (peek() == '[') return parse_cells(name);
    skip_blanks();
    if (peek() == '(') return parse_call(name, depth);
    if (local_ == LocalNames::Refused) {
      return fail(name.span, fmt::format("`{}` needs a row and a column", name.text),
                  fmt::format("write {}[row, column]", name.text));
    }
    if (name.text == "row") return parse_row();
    if (name.text == "rows") return parse_rows(name.span);
    return current_row(name);
  }

  /// A column's name alone: its value in the row at hand.
  std::uint32_t current_row(const Selector::Name& name) {
    Node node;
    node.kind = Node::Kind::Cells;
    node.span = name.span;
    node.rows.kind = Selector::Kind::Current;
    node.columns = {Selector::Kind::One, {name}, {}};
    return add(std::move(node));
  }

  /// `row KEY`: that row, in the column at hand.
  std::uint32_t parse_row() {
    const std::size_t begin = at_;
    const auto key = read_key();
    if (!key) return failed_ ? 0 : fail({begin, begin}, "`row` needs a row's key", "write row total");
    Node node;
    node.kind = Node::Kind::Cells;
    node.span = key->span;
    node.rows = {Selector::Kind::One, {*key}, {}};
    node.columns.kind = Selector::Kind::Current;
    return add(std::move(node));
  }

  std::optional<Selector::Name> read_key() {
    skip_blanks();
    if (peek() == '"' || peek() == '\'') return read_quoted();
    Selector::Name name = read_name();
    if (name.text.empty()) return std::nullopt;
    return name;
  }

  /// `rows`, `rows except a, b`, `rows a, b`, `rows a..b`, `rows where column = "text"`.
  std::uint32_t parse_rows(Span span) {
    Node node;
    node.kind = Node::Kind::Cells;
    node.span = span;
    node.columns.kind = Selector::Kind::Current;
    node.rows.kind = Selector::Kind::All;
    skip_blanks();
    const std::size_t begin = at_;
    auto first = read_key();
    if (failed_) return 0;
    if (first && first->text == "except" && text_[begin] == 'e') {
      node.rows.kind = Selector::Kind::Except;
      first = read_key();
      if (!first)
        return failed_ ? 0 : fail({at_, at_}, "`except` needs a row's key", "write rows except total");
    } else if (first && first->text == "where" && text_[begin] == 'w') {
      if (!read_condition(node.rows)) return 0;
      first.reset();
    } else if (first) {
      node.rows.kind = Selector::Kind::List;
    }
    if (first) read_key_list(*first, node.rows);
    node.span.end = at_;
    return failed_ ? 0 : add(std::move(node));
  }

  void read_key_list(const Selector::Name& first, Selector& rows) {
    rows.names.push_back(first);
    if (starts_with("..") && rows.kind == Selector::Kind::List) {
      at_ += 2;
      const auto last = read_key();
      if (!last) {
        if (!failed_) fail({at_, at_}, "the range has no end", "write first..last");
        return;
      }
      rows.kind = Selector::Kind::Range;
      rows.names.push_back(*last);
      return;
    }
    while (!failed_) {
      skip_blanks();
      if (peek() != ',') return;
      ++at_;
      const auto next = read_key();
      if (!next) {
        if (!failed_) unexpected();
        return;
      }
      rows.names.push_back(*next);
    }
  }

  bool read_condition(Selector& rows) {
    rows.kind = Selector::Kind::Where;
    const auto column = read_key();
    skip_blanks();
    const bool equals = peek() == '=';
    if (equals) ++at_;
    const auto value = column && equals ? read_key() : std::nullopt;
    if (!value) {
      if (!failed_)
        fail({at_, at_}, "`where` needs a column and a text", "write rows where group = \"Income\"");
      return false;
    }
    rows.names = {*column, *value};
    return true;
  }

  std::uint32_t parse_call(const Selector::Name& name, int depth) {
    const std::size_t open = at_;
    ++at_;
    ++call_depth_;
    Node node;
    node.kind = Node::Kind::Call;
    node.function = name.text;
    skip_blanks();
    const bool empty = peek() == ')';
    while (!failed_ && !empty) {
      node.arguments.push_back(parse_sum(depth + 1));
      skip_blanks();
      if (peek() != ',') break;
      ++at_;
    }
    --call_depth_;
    if (failed_) return 0;
    if (peek() != ')') return fail({open, open + 1}, "this bracket is never closed", "add a )");
    ++at_;
    node.span = {name.span.begin, at_};
    if (!check_call(node, name)) return 0;
    return add(std::move(node));
  }

  bool check_call(const Node& node, const Selector::Name& name) {
    const FunctionShape* shape = find_function(name.text);
    if (shape == nullptr || (shape->local_only && local_ == LocalNames::Refused)) {
      std::vector<std::string> names;
      for (const FunctionShape& known : kFunctions) {
        if (!known.local_only || local_ == LocalNames::Allowed) names.emplace_back(known.name);
      }
      std::string hint = did_you_mean(name.text, names);
      if (hint.empty()) hint = "there are " + join(names, ", ");
      fail(name.span, fmt::format("there is no function `{}`", name.text), hint);
      return false;
    }
    const std::size_t count = node.arguments.size();
    if (count >= shape->least && count <= shape->most) return true;
    fail(node.span,
         fmt::format("`{}` takes {}{} value{}, not {}", name.text,
                     shape->most > shape->least ? "at least " : "", shape->least,
                     shape->least == 1 ? "" : "s", count),
         name.text == "pct"      ? "write pct(part, whole)"
         : name.text == "change" ? "write change(from, to)"
         : name.text == "round"  ? "write round(value, decimal places)"
                                 : "");
    return false;
  }

  /// `name[row, column]`, or with local names `column[row]`.
  std::uint32_t parse_cells(const Selector::Name& name) {
    const std::size_t open = at_;
    ++at_;
    std::vector<Selector> parts;
    while (!failed_) {
      parts.push_back(read_selector());
      skip_blanks();
      if (peek() != ',') break;
      ++at_;
    }
    if (failed_) return 0;
    if (peek() != ']') {
      return at_ >= end_ ? fail({open, open + 1}, "this bracket is never closed", "add a ]") : unexpected();
    }
    ++at_;
    Node node;
    node.kind = Node::Kind::Cells;
    node.span = {name.span.begin, at_};
    if (parts.size() == 1 && local_ == LocalNames::Allowed) {
      node.rows = parts[0];
      node.columns = {Selector::Kind::One, {name}, {}};
    } else if (parts.size() == 2) {
      node.set_name = name.text;
      node.set_span = name.span;
      node.rows = parts[0];
      node.columns = parts[1];
    } else {
      return fail(node.span, fmt::format("`{}` needs a row and a column", name.text),
                  fmt::format("write {}[row, column], with a comma between the two", name.text));
    }
    return add(std::move(node));
  }

  /// What stands between brackets and commas: `*`, a name, `a..b`. Names may hold blanks and slashes.
  Selector read_selector() {
    Selector selector;
    skip_blanks();
    if (peek() == '*') {
      ++at_;
      selector.kind = Selector::Kind::All;
      return selector;
    }
    const auto first = read_bracket_name();
    if (!first) return selector;
    selector.kind = Selector::Kind::One;
    selector.names.push_back(*first);
    if (!starts_with("..")) return selector;
    at_ += 2;
    const auto last = read_bracket_name();
    if (!last) return selector;
    selector.kind = Selector::Kind::Range;
    selector.names.push_back(*last);
    return selector;
  }

  std::optional<Selector::Name> read_bracket_name() {
    skip_blanks();
    if (peek() == '"' || peek() == '\'') return read_quoted();
    const std::size_t begin = at_;
    while (at_ < end_ && text_[at_] != ',' && text_[at_] != ']' && text_[at_] != '[' && !starts_with(".."))
      ++at_;
    std::size_t last = at_;
    while (last > begin && is_ascii_space(text_[last - 1])) --last;
    if (last == begin) {
      unexpected();
      return std::nullopt;
    }
    return Selector::Name{text_.substr(begin, last - begin), {begin, last}};
  }

  const ExpressionText& source_;
  const std::string& text_;
  std::size_t at_;
  std::size_t end_;
  LocalNames local_;
  const DataSet* here_;
  Diagnostics& diagnostics_;
  Expression expression_;
  int call_depth_ = 0;
  bool failed_ = false;
};

}  // namespace

Place ExpressionText::at(Span span) const {
  if (!place.source) return place;
  const std::string_view typed = place.source->slice(place.span);
  // A line break in a code span reads as a blank, which keeps its width.
  const bool same = std::equal(typed.begin(), typed.end(), text.begin(), text.end(),
                               [](char a, char b) { return a == b || (a == '\n' && b == ' '); });
  if (!same) return place;
  return {place.source, {place.span.begin + span.begin, place.span.begin + std::max(span.end, span.begin)}};
}

std::optional<Expression> parse_expression(const ExpressionText& source, Span part, LocalNames local,
                                           Diagnostics& diagnostics, const DataSet* here) {
  return Parser(source, part, local, here, diagnostics).parse();
}

std::set<std::string> sets_of_expression(std::string_view text, const DataSet* here) {
  std::set<std::string> out;
  Diagnostics told_elsewhere;
  const ExpressionText source{std::string(text), {}};
  const auto expression =
      parse_expression(source, {0, text.size()}, here == nullptr ? LocalNames::Refused : LocalNames::Allowed,
                       told_elsewhere, here);
  if (!expression) return out;
  for (const ExpressionNode& node : expression->nodes) {
    if (!node.set_name.empty()) out.insert(node.set_name);
  }
  return out;
}

}  // namespace gazette
