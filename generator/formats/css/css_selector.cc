// Reading selectors; matching them is in css_match.cc.

#include "formats/css/css_selector.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "formats/css/css.h"

namespace gazette {

namespace {

constexpr int kMaxSelectorNesting = 8;

constexpr std::array<std::string_view, 30> kStates{"active",
                                                   "autofill",
                                                   "blank",
                                                   "current",
                                                   "defined",
                                                   "focus",
                                                   "focus-visible",
                                                   "focus-within",
                                                   "fullscreen",
                                                   "future",
                                                   "hover",
                                                   "in-range",
                                                   "indeterminate",
                                                   "invalid",
                                                   "local-link",
                                                   "modal",
                                                   "open",
                                                   "out-of-range",
                                                   "past",
                                                   "paused",
                                                   "picture-in-picture",
                                                   "placeholder-shown",
                                                   "playing",
                                                   "popover-open",
                                                   "read-only",
                                                   "read-write",
                                                   "target",
                                                   "user-invalid",
                                                   "user-valid",
                                                   "visited"};

bool is_name_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// `2n+1`, `odd`, `-n + 3`, `4`.
bool read_nth(std::string_view text, CssCondition& condition) {
  std::string compact;
  for (char c : to_lower_ascii(text)) {
    if (!is_ascii_space(c) && c != '+') compact += c;
  }
  if (compact == "odd") compact = "2n1";
  if (compact == "even") compact = "2n";
  const auto number = [](std::string_view part, int& out) {
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), out);
    return fault == std::errc{} && end == part.data() + part.size();
  };
  const std::size_t n = compact.find('n');
  if (n == std::string::npos) return number(compact, condition.offset);
  const std::string_view before = std::string_view(compact).substr(0, n);
  const std::string_view after = std::string_view(compact).substr(n + 1);
  if (before.empty() || before == "-") {
    condition.step = before.empty() ? 1 : -1;
  } else if (!number(before, condition.step)) {
    return false;
  }
  return after.empty() || number(after, condition.offset);
}

class SelectorParser {
 public:
  SelectorParser(std::string_view text, int depth) : text_(text), depth_(depth) {}

  std::optional<CssSelector> run() {
    CssCombinator combinator = CssCombinator::Descendant;
    bool pending = false;
    skip_space();
    while (at_ < text_.size()) {
      CssCompound compound;
      compound.combinator = combinator;
      if (!read_compound(compound)) return std::nullopt;
      selector_.compounds.push_back(std::move(compound));
      pending = false;
      const bool space = skip_space();
      if (at_ == text_.size()) break;
      if (selector_.pseudo_element != CssPseudoElement::None) return std::nullopt;
      const char c = text_[at_];
      if (c == '>' || c == '+' || c == '~') {
        combinator = c == '>'   ? CssCombinator::Child
                     : c == '+' ? CssCombinator::NextSibling
                                : CssCombinator::LaterSibling;
        ++at_;
        skip_space();
        pending = true;
      } else if (space) {
        combinator = CssCombinator::Descendant;
      } else {
        return std::nullopt;
      }
    }
    if (pending || selector_.compounds.empty()) return std::nullopt;
    return std::move(selector_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  bool skip_space() {
    const std::size_t before = at_;
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
    return at_ != before;
  }

  std::string read_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      if (text_[at_] == '\\') {
        at_ += 2;
        // A hexadecimal escape ends with a blank of its own.
        while (at_ < text_.size() && std::isxdigit(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
        if (at_ < text_.size() && text_[at_] == ' ') ++at_;
      } else if (is_name_character(text_[at_])) {
        ++at_;
      } else {
        break;
      }
    }
    at_ = std::min(at_, text_.size());
    return unescape_css(text_.substr(begin, at_ - begin));
  }

  bool read_compound(CssCompound& compound) {
    const std::size_t begin = at_;
    if (peek() == '*') {
      ++at_;
      if (peek() == '|') ++at_;
    }
    if (is_name_character(peek()) || peek() == '\\') {
      CssCondition type;
      type.kind = CssCondition::Kind::Type;
      type.name = read_name();
      ++selector_.specificity.types;
      compound.conditions.push_back(std::move(type));
    }
    while (at_ < text_.size()) {
      const char c = peek();
      bool fine = true;
      if (c == '#' || c == '.') {
        fine = read_id_or_class(c, compound);
      } else if (c == '[') {
        fine = read_attribute(compound);
      } else if (c == ':') {
        fine = read_pseudo(compound);
      } else {
        break;
      }
      if (!fine) return false;
    }
    return at_ > begin;
  }

  bool read_id_or_class(char sign, CssCompound& compound) {
    ++at_;
    CssCondition condition;
    condition.kind = sign == '#' ? CssCondition::Kind::Id : CssCondition::Kind::Class;
    condition.name = read_name();
    if (condition.name.empty()) return false;
    ++(sign == '#' ? selector_.specificity.ids : selector_.specificity.classes);
    compound.conditions.push_back(std::move(condition));
    return true;
  }

  bool read_attribute(CssCompound& compound) {
    const std::size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) return false;
    ++at_;
    skip_space();
    CssCondition condition;
    condition.kind = CssCondition::Kind::Attribute;
    if (peek() == '*' && peek(1) == '|') at_ += 2;
    condition.name = to_lower_ascii(read_name());
    if (condition.name.empty()) return false;
    skip_space();
    if (peek() != ']' && !read_attribute_test(condition)) return false;
    skip_space();
    if (peek() != ']') return false;
    ++at_;
    ++selector_.specificity.classes;
    compound.conditions.push_back(std::move(condition));
    return true;
  }

  bool read_attribute_test(CssCondition& condition) {
    constexpr std::string_view kSigns = "~|^$*";
    constexpr std::array<CssAttributeTest, 5> kTests{
        CssAttributeTest::HasWord, CssAttributeTest::LanguagePrefix, CssAttributeTest::Prefix,
        CssAttributeTest::Suffix, CssAttributeTest::Contains};
    condition.test = CssAttributeTest::Equals;
    const std::size_t sign = kSigns.find(peek());
    if (sign != std::string_view::npos) {
      condition.test = kTests[sign];
      ++at_;
    }
    if (peek() != '=') return false;
    ++at_;
    skip_space();
    const char quote = peek();
    if (quote == '"' || quote == '\'') {
      const std::size_t begin = ++at_;
      while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2 : 1;
      if (at_ >= text_.size()) return false;
      condition.value = unescape_css(text_.substr(begin, at_ - begin));
      ++at_;
    } else {
      condition.value = read_name();
      if (condition.value.empty()) return false;
    }
    skip_space();
    if (const char flag = ascii_lower(peek()); flag == 'i' || flag == 's') {
      condition.ignore_case = flag == 'i';
      ++at_;
    }
    return true;
  }

  bool read_pseudo(CssCompound& compound) {
    ++at_;
    const bool element = peek() == ':';
    if (element) ++at_;
    const std::string name = to_lower_ascii(read_name());
    std::string_view argument;
    bool has_argument = false;
    if (peek() == '(') {
      const std::size_t begin = ++at_;
      int open = 1;
      while (at_ < text_.size() && open > 0) {
        if (text_[at_] == '(') ++open;
        if (text_[at_] == ')') --open;
        ++at_;
      }
      if (open > 0) return false;
      argument = trim(text_.substr(begin, at_ - begin - 1));
      has_argument = true;
    }
    if (element || name == "before" || name == "after" || name == "first-line" || name == "first-letter") {
      selector_.pseudo_element = name == "before"  ? CssPseudoElement::Before
                                 : name == "after" ? CssPseudoElement::After
                                                   : CssPseudoElement::Other;
      ++selector_.specificity.types;
      return !name.empty();
    }
    CssCondition condition;
    if (!(has_argument ? read_function(name, argument, condition) : read_plain(name, condition)))
      return false;
    // These weigh as much as what stands in their brackets.
    if (!(has_argument &&
          (name == "not" || name == "is" || name == "where" || name == "matches" || name == "has")))
      ++selector_.specificity.classes;
    compound.conditions.push_back(std::move(condition));
    return true;
  }

  static bool read_plain(const std::string& name, CssCondition& condition) {
    using Kind = CssCondition::Kind;
    struct Entry {
      std::string_view name;
      Kind kind;
    };
    constexpr std::array<Entry, 13> kPlain{{{"root", Kind::Root},
                                            {"scope", Kind::Root},
                                            {"empty", Kind::Empty},
                                            {"link", Kind::Link},
                                            {"any-link", Kind::Link},
                                            {"checked", Kind::Checked},
                                            {"disabled", Kind::Disabled},
                                            {"enabled", Kind::Enabled},
                                            {"required", Kind::Required},
                                            {"optional", Kind::Optional},
                                            {"first-child", Kind::NthChild},
                                            {"last-child", Kind::NthLastChild},
                                            {"first-of-type", Kind::NthOfType}}};
    condition.offset = 1;
    for (const Entry& entry : kPlain) {
      if (entry.name == name) {
        condition.kind = entry.kind;
        return true;
      }
    }
    if (name == "last-of-type") {
      condition.kind = Kind::NthLastOfType;
      return true;
    }
    if (name == "only-child" || name == "only-of-type") {
      CssSelector both;
      both.compounds.emplace_back();
      CssCondition first;
      first.offset = 1;
      CssCondition last = first;
      first.kind = name == "only-child" ? Kind::NthChild : Kind::NthOfType;
      last.kind = name == "only-child" ? Kind::NthLastChild : Kind::NthLastOfType;
      both.compounds[0].conditions = {first, last};
      condition.kind = Kind::Is;
      condition.arguments.push_back(std::move(both));
      return true;
    }
    condition.kind = Kind::Never;
    return std::find(kStates.begin(), kStates.end(), name) != kStates.end() || name.starts_with('-');
  }

  bool read_function(const std::string& name, std::string_view argument, CssCondition& condition) {
    using Kind = CssCondition::Kind;
    if (name == "not" || name == "is" || name == "where" || name == "matches") {
      condition.kind = name == "not" ? Kind::Not : Kind::Is;
      return read_arguments(argument, name != "where", condition);
    }
    if (name == "has") return read_relative(argument, condition);
    if (name == "lang") {
      condition.kind = Kind::Language;
      for (std::string_view range : split_css(argument, ','))
        condition.value += (condition.value.empty() ? "" : ",") + to_lower_ascii(css_string(range));
      return true;
    }
    if (name == "nth-child") condition.kind = Kind::NthChild;
    if (name == "nth-last-child") condition.kind = Kind::NthLastChild;
    if (name == "nth-of-type") condition.kind = Kind::NthOfType;
    if (name == "nth-last-of-type") condition.kind = Kind::NthLastOfType;
    if (condition.kind != Kind::Never) {
      const std::size_t of = to_lower_ascii(argument).find(" of ");
      if (of == std::string::npos) return read_nth(argument, condition);
      const bool child = condition.kind == Kind::NthChild || condition.kind == Kind::NthLastChild;
      return child && read_nth(argument.substr(0, of), condition) &&
             read_arguments(argument.substr(of + 4), true, condition);
    }
    return name == "dir" || name == "state" || name == "host" || name.starts_with('-');
  }

  /// `:has(> img)`: each selector is made to begin at the element itself.
  bool read_relative(std::string_view argument, CssCondition& condition) {
    condition.kind = CssCondition::Kind::Has;
    if (depth_ >= kMaxSelectorNesting) return false;
    CssSpecificity most;
    for (std::string_view piece : split_css(argument, ',')) {
      CssCombinator combinator = CssCombinator::Descendant;
      if (piece.starts_with('>')) combinator = CssCombinator::Child;
      if (piece.starts_with('+')) combinator = CssCombinator::NextSibling;
      if (piece.starts_with('~')) combinator = CssCombinator::LaterSibling;
      if (combinator != CssCombinator::Descendant) piece = trim(piece.substr(1));
      auto selector = SelectorParser(piece, depth_ + 1).run();
      if (!selector || selector->pseudo_element != CssPseudoElement::None) return false;
      most = std::max(most, selector->specificity);
      CssCompound scope;
      scope.conditions.emplace_back().kind = CssCondition::Kind::Scope;
      selector->compounds.front().combinator = combinator;
      selector->compounds.insert(selector->compounds.begin(), std::move(scope));
      condition.arguments.push_back(std::move(*selector));
    }
    selector_.specificity.ids += most.ids;
    selector_.specificity.classes += most.classes;
    selector_.specificity.types += most.types;
    return true;
  }

  bool read_arguments(std::string_view argument, bool counts, CssCondition& condition) {
    if (depth_ >= kMaxSelectorNesting) return false;
    CssSpecificity most;
    for (std::string_view piece : split_css(argument, ',')) {
      auto selector = SelectorParser(piece, depth_ + 1).run();
      // `:is()` and `:where()` pass over what they do not know; `:not()` does not.
      if (!selector && condition.kind == CssCondition::Kind::Is) continue;
      if (!selector) return false;
      most = std::max(most, selector->specificity);
      condition.arguments.push_back(std::move(*selector));
    }
    if (counts) {
      selector_.specificity.ids += most.ids;
      selector_.specificity.classes += most.classes;
      selector_.specificity.types += most.types;
    }
    return true;
  }

  std::string_view text_;
  int depth_;
  std::size_t at_ = 0;
  CssSelector selector_;
};

}  // namespace

std::optional<std::vector<CssSelector>> parse_css_selectors(std::string_view text) {
  std::vector<CssSelector> selectors;
  for (std::string_view piece : split_css(text, ',')) {
    auto selector = SelectorParser(piece, 0).run();
    if (!selector) return std::nullopt;
    selectors.push_back(std::move(*selector));
  }
  return selectors;
}

}  // namespace gazette
