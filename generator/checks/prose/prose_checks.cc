// Sentences and words.
#include "checks/prose/prose_checks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/text.h"

namespace gazette {
namespace {

/// GOV.UK: sentences longer than 25 words are hard to follow. Past 40 most readers start again.
constexpr std::size_t kLongSentence = 25;
constexpr std::size_t kVeryLongSentence = 40;
constexpr std::size_t kLongParagraph = 120;
constexpr std::size_t kCapitalWords = 4;

bool is_word_byte(std::string_view text, std::size_t at) {
  return is_word_character(decode_utf8(text, at).value);
}

/// Sentence ends: `.`, `!` or `?` before a blank and a capital or digit, or the end of the text. Wanted line
/// breaks end one too.
std::vector<TextRange> sentences_of(std::string_view text, bool hard_lines) {
  std::vector<TextRange> sentences;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && hard_lines) {
      if (i > start) sentences.push_back({start, i});
      start = i + 1;
      continue;
    }
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    std::size_t next = i + 1;
    while (next < text.size() &&
           (text[next] == ')' || text[next] == '"' || static_cast<unsigned char>(text[next]) >= 0x80))
      ++next;
    const bool at_end = next >= text.size();
    if (!at_end && !is_ascii_space(text[next])) continue;
    while (next < text.size() && is_ascii_space(text[next])) ++next;
    const bool starts_new = next >= text.size() || is_ascii_upper(text[next]) || is_ascii_digit(text[next]) ||
                            static_cast<unsigned char>(text[next]) >= 0x80 || text[next] == '(' ||
                            text[next] == '"';
    if (!starts_new) continue;
    sentences.push_back({start, i + 1});
    start = next;
  }
  if (start < text.size()) sentences.push_back({start, text.size()});
  return sentences;
}

/// Words between quotation marks: [begin, end). Apostrophes look like closing marks, so only double ones and
/// typographic single ones that open at the start of a word count.
std::vector<TextRange> quoted_parts(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kMarks = {
      {{"“", "”"}, {"‘", "’"}, {"«", "»"}, {"\"", "\""}}};
  constexpr std::size_t kLongest = 600;
  std::vector<TextRange> parts;
  for (const auto& [open, close] : kMarks) {
    std::size_t at = text.find(open);
    while (at != std::string_view::npos) {
      std::size_t end = text.find(close, at + open.size());
      // ’ inside a word is an apostrophe.
      while (end != std::string_view::npos && close == "’" && end + close.size() < text.size() &&
             is_word_byte(text, end + close.size()))
        end = text.find(close, end + close.size());
      if (end == std::string_view::npos) break;
      if (end - at <= kLongest) parts.push_back({at, end + close.size()});
      at = text.find(open, end + close.size());
    }
  }
  return parts;
}

class ProseChecker {
 public:
  ProseChecker(const PageContent& page, std::span<const WordRule> words, Diagnostics& diagnostics)
      : page_(page), words_(words), diagnostics_(diagnostics) {}

  void check(const ProseBlock& block) {
    if (block.quotation) return;
    const bool running = block.kind == BlockKind::Paragraph || block.kind == BlockKind::ListItem;
    const auto all = words_of(block.text, 0, block.text.size());
    if (running) {
      for (const TextRange& sentence : sentences_of(block.text, block.hard_lines))
        check_sentence(block, sentence);
      if (all.size() > kLongParagraph) {
        diagnostics_.info("content/long-paragraph", block.place(0, 1),
                          "this paragraph has " + std::to_string(all.size()) + " words",
                          "split it, or make a list of it");
      }
    }
    if (block.kind != BlockKind::Cell) check_capitals(block, all);
    lower_ = replace_all(to_lower(block.text), "\n", " ");
    if (lower_.size() != block.text.size()) lower_ = replace_all(to_lower_ascii(block.text), "\n", " ");
    quoted_ = quoted_parts(lower_);
    check_residue(block);
    if (page_.english && !block.other_language) {
      if (running) check_directions(block);
      check_word_list(block);
      if (running) check_figures(block);
    }
    check_dates(block);
  }

 private:
  void add(Severity severity, std::string_view rule, Place place, std::string message, std::string hint) {
    Diagnostic finding;
    finding.severity = severity;
    finding.rule = rule;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    finding.place = std::move(place);
    diagnostics_.add(std::move(finding));
  }

  void check_sentence(const ProseBlock& block, const TextRange& sentence) {
    const std::size_t count = words_of(block.text, sentence.begin, sentence.end).size();
    if (count <= kLongSentence) return;
    add(count > kVeryLongSentence ? Severity::Warning : Severity::Info, "content/long-sentence",
        block.place(sentence.begin, sentence.end), "this sentence has " + std::to_string(count) + " words",
        "make two sentences of it; 25 words are plenty");
  }

  void check_capitals(const ProseBlock& block, const std::vector<TextRange>& words) {
    std::size_t run = 0;
    for (std::size_t i = 0; i <= words.size(); ++i) {
      bool capitals = false;
      if (i < words.size() && !block.is_set_apart(words[i].begin, words[i].end)) {
        const std::string_view word =
            std::string_view(block.text).substr(words[i].begin, words[i].end - words[i].begin);
        capitals = word.size() > 1 && std::all_of(word.begin(), word.end(), is_ascii_upper);
      }
      // A list of short forms, "NHS, ICB, LSCP, SSAB", is no shouting.
      const bool listed =
          capitals && run > 0 && block.text.find_first_of(",;/", words[i - 1].end) < words[i].begin;
      if (capitals && !listed) {
        ++run;
        continue;
      }
      if (run >= kCapitalWords) {
        diagnostics_.warning("content/capitals", block.place(words[i - run].begin, words[i - 1].end),
                             "these words are in capital letters",
                             "write them as usual: capitals are hard to read and sound like shouting");
      }
      run = capitals ? 1 : 0;
    }
  }

  /// Whether the words at [begin, end) stand by themselves: not inside a longer word, an address, code or a
  /// quotation.
  bool stands_alone(const ProseBlock& block, std::size_t begin, std::size_t end,
                    bool quotations_count) const {
    const std::string_view lower = lower_;
    if (begin > 0 && is_word_byte_before(begin)) return false;
    const bool joined = end < lower.size() && is_word_byte(lower, end) && is_ascii_letter(lower[end - 1]);
    if (joined || block.is_set_apart(begin, end)) return false;
    std::size_t from = lower.rfind(' ', begin);
    from = from == std::string_view::npos ? 0 : from + 1;
    const std::string_view token = lower.substr(from, std::min(lower.find(' ', end), lower.size()) - from);
    if (token.find("://") != std::string_view::npos || token.find('@') != std::string_view::npos ||
        token.starts_with("www."))
      return false;
    return quotations_count || std::none_of(quoted_.begin(), quoted_.end(), [&](const TextRange& part) {
             return begin >= part.begin && end <= part.end;
           });
  }

  bool is_word_byte_before(std::size_t at) const {
    do {
      --at;
    } while (at > 0 && (static_cast<unsigned char>(lower_[at]) & 0xC0U) == 0x80U);
    return is_word_byte(lower_, at);
  }

  /// Calls `found(begin, end)` for each place where the phrase stands alone.
  template <typename Found>
  void find_all(const ProseBlock& block, std::string_view phrase, bool quotations_count, Found found) const {
    for (std::size_t at = lower_.find(phrase); at != std::string::npos;
         at = lower_.find(phrase, at + phrase.size())) {
      if (stands_alone(block, at, at + phrase.size(), quotations_count)) found(at, at + phrase.size());
    }
  }

  void direction(const ProseBlock& block, std::size_t begin, std::size_t end) {
    diagnostics_.warning(
        "content/directional", block.place(begin, end),
        "“" + block.text.substr(begin, end - begin) + "” depends on where things stand on a screen",
        "name the heading or table, or link to it");
  }

  void check_directions(const ProseBlock& block) {
    static constexpr std::array<std::string_view, 8> kPhrases = {"see below",
                                                                 "see above",
                                                                 "see right",
                                                                 "see left",
                                                                 "see overleaf",
                                                                 "the right-hand column",
                                                                 "the left-hand column",
                                                                 "the right-hand side of the page"};
    for (const std::string_view phrase : kPhrases)
      find_all(block, phrase, false, [&](std::size_t b, std::size_t e) { direction(block, b, e); });
    // "on the right track" is about no screen: the phrase has to end a clause or name what stands there.
    for (const std::string_view phrase : {"on the right", "on the left", "to the right", "to the left"}) {
      find_all(block, phrase, false, [&](std::size_t b, std::size_t e) {
        const bool ends =
            e >= lower_.size() || std::string_view(".,;:)!?").find(lower_[e]) != std::string_view::npos;
        if (ends && phrase.starts_with("on")) direction(block, b, e);
      });
    }
    static constexpr std::array<std::string_view, 12> kThings = {"chart",  "table",  "graph", "diagram",
                                                                 "figure", "image",  "map",   "picture",
                                                                 "box",    "button", "form",  "photo"};
    for (const std::string_view thing : kThings) {
      for (const std::string_view where :
           {" below", " above", " on the right", " on the left", " opposite"}) {
        find_all(block, std::string(thing) + std::string(where), false,
                 [&](std::size_t b, std::size_t e) { direction(block, b, e); });
      }
    }
  }

  void residue(const ProseBlock& block, std::size_t begin, std::size_t end) {
    if (block.is_set_apart(begin, end)) return;
    add(page_.foreign ? Severity::Warning : Severity::Error, "content/template-residue",
        block.place(begin, end), "this is left over from a template", "replace it by your own words");
  }

  void check_residue(const ProseBlock& block) {
    constexpr std::size_t kLongestResidue = 200;
    static constexpr std::array<std::string_view, 17> kOpenings = {
        "lorem ipsum", "[note:",     "[name of", "[insert",    "[add ",         "[date of",
        "[date]",      "[your ",     "[name]",   "[address]",  "[organisation", "[email",
        "[phone",      "[telephone", "[number]", "[delete as", "[state "};
    for (const std::string_view phrase : kOpenings) {
      for (std::size_t at = lower_.find(phrase); at != std::string::npos; at = lower_.find(phrase, at + 1)) {
        // "[Name of organisation]" is named to its closing bracket.
        const std::size_t end = at + phrase.size();
        const std::size_t close = phrase.front() == '[' ? lower_.find_first_of("[]", end - 1) : end - 1;
        const bool closed = close != std::string::npos && close - at < kLongestResidue;
        residue(block, at, closed ? std::max(close + 1, end) : end);
      }
    }
    // Tags that a template should have filled in, and rows of x where words were to go.
    for (std::size_t tag = lower_.find("{{"); tag != std::string::npos; tag = lower_.find("{{", tag + 2)) {
      const std::size_t close = lower_.find("}}", tag);
      if (close == std::string::npos) break;
      residue(block, tag, close + 2);
      tag = close;
    }
    for (const TextRange& word : words_of(lower_, 0, lower_.size())) {
      const std::string_view letters = std::string_view(lower_).substr(word.begin, word.end - word.begin);
      if (letters.size() >= 4 && letters.find_first_not_of('x') == std::string_view::npos)
        residue(block, word.begin, word.end);
    }
    static constexpr std::array<std::string_view, 8> kWhole = {
        "to be written",   "tbc",        "tbd", "coming soon", "to follow", "text to be supplied",
        "to be completed", "placeholder"};
    const std::string whole(trim(replace_all(replace_all(lower_, ".", " "), "…", " ")));
    if (std::find(kWhole.begin(), kWhole.end(), whole) != kWhole.end()) residue(block, 0, block.text.size());
  }

  void check_word_list(const ProseBlock& block) {
    for (const WordRule& word : words_) {
      if (lower_.find(word.term) == std::string::npos) continue;
      std::string hint = word.prefer.empty() ? word.why : "write “" + word.prefer + "”: " + word.why;
      if (!word.source.empty()) hint += " (" + word.source + ")";
      find_all(block, word.term, !word.quotations_exempt, [&](std::size_t b, std::size_t e) {
        add(word.severity, "content/word", block.place(b, e), "“" + word.term + "” is a word to avoid", hint);
      });
    }
  }

  /// 01/02/2020 means two days, depending on the reader.
  void check_dates(const ProseBlock& block) {
    const std::string& text = block.text;
    for (std::size_t i = 0; i + 5 < text.size(); ++i) {
      const bool starts =
          is_ascii_digit(text[i]) &&
          (i == 0 || !(is_ascii_digit(text[i - 1]) || text[i - 1] == '/' || text[i - 1] == '-' ||
                       text[i - 1] == '.' || is_ascii_letter(text[i - 1])));
      if (!starts) continue;
      std::size_t at = i;
      std::array<std::size_t, 3> digits{};
      std::array<int, 3> values{};
      std::size_t parts = 0;
      char separator = 0;
      while (at < text.size() && parts < 3) {
        const std::size_t start = at;
        for (; at < text.size() && is_ascii_digit(text[at]) && at - start < 5; ++at)
          values[parts] = values[parts] * 10 + (text[at] - '0');
        digits[parts++] = at - start;
        const bool more =
            parts < 3 && at < text.size() &&
            (separator == 0 ? text[at] == '/' || text[at] == '-' || text[at] == '.' : text[at] == separator);
        if (!more) break;
        separator = text[at++];
      }
      const bool goes_on = at < text.size() && (is_ascii_digit(text[at]) || text[at] == '/' ||
                                                text[at] == '-' || is_ascii_letter(text[at]));
      // Without slashes only a whole year tells a date from a version or a telephone number.
      const bool is_date = parts == 3 && digits[0] >= 1 && digits[0] <= 2 && digits[1] >= 1 &&
                           digits[1] <= 2 && (digits[2] == 4 || (digits[2] == 2 && separator == '/')) &&
                           !goes_on && values[0] >= 1 && values[0] <= 31 && values[1] >= 1 &&
                           values[1] <= 31 && (digits[2] == 2 || (values[2] >= 1800 && values[2] < 2200));
      if (!is_date || block.is_set_apart(i, at)) continue;
      const bool two_ways = values[0] <= 12 && values[1] <= 12 && values[0] != values[1];
      add(Severity::Warning, "content/date", block.place(i, at),
          two_ways ? "this date can be read in two ways" : "this date is written in figures alone",
          "write the month as a word: 1 May 2020");
      i = at;
    }
  }

  /// Figures without separators, and per cent in words.
  void check_figures(const ProseBlock& block) {
    const std::string& text = block.text;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (!is_ascii_digit(text[i])) continue;
      const std::size_t begin = i;
      while (i < text.size() && is_ascii_digit(text[i])) ++i;
      const std::size_t length = i - begin;
      const char before = begin > 0 ? text[begin - 1] : ' ';
      const bool alone = before == ' ' || before == '(' || (static_cast<unsigned char>(before) & 0x80U) != 0;
      const bool ends =
          i >= text.size() || text[i] == ' ' || text[i] == '.' || text[i] == ',' || text[i] == ')';
      // Telephone numbers begin with 0 or stand in groups; numbers of things follow a word like "number".
      const bool grouped = (i + 1 < text.size() && text[i] == ' ' && is_ascii_digit(text[i + 1])) ||
                           (begin > 1 && before == ' ' && is_ascii_digit(text[begin - 2]));
      if (length < 5 || length > 9 || text[begin] == '0' || !alone || !ends || grouped ||
          block.is_set_apart(begin, i) || names_a_thing(text.substr(0, begin)))
        continue;
      std::string better = text.substr(begin, length);
      for (std::size_t at = better.size(); at > 3; at -= 3) better.insert(at - 3, ",");
      add(Severity::Info, "content/number", block.place(begin, i), "this figure has no commas",
          "write " + better);
    }
    for (const std::string_view phrase : {" per cent", " percent"}) {
      for (std::size_t at = lower_.find(phrase); at != std::string::npos; at = lower_.find(phrase, at + 1)) {
        if (at == 0 || !is_ascii_digit(lower_[at - 1])) continue;
        // "2 percentage points" are no per cent.
        if (lower_.substr(at + phrase.size()).starts_with("age")) continue;
        add(Severity::Info, "content/number", block.place(at + 1, at + phrase.size()),
            "per cent is written as a word after a figure", "write the sign: 38%");
      }
    }
  }

  static bool names_a_thing(std::string_view before) {
    const std::string lower = to_lower_ascii(trim(before));
    for (const char* word :
         {"number", "no", "no.", "reference", "ref", "code", "id", "case", "charity", "company", "#", "isbn",
          "bug", "rfc", "port", "account", "postcode", "version", "issue"}) {
      if (lower.ends_with(word)) return true;
    }
    return false;
  }

  const PageContent& page_;
  std::span<const WordRule> words_;
  Diagnostics& diagnostics_;
  std::string lower_;  // of the block at hand, the same length
  std::vector<TextRange> quoted_;
};

std::size_t syllables_of(std::string_view word) {
  std::size_t count = 0;
  bool vowel_before = false;
  for (const char c : word) {
    const bool vowel = std::string_view("aeiouy").find(ascii_lower(c)) != std::string_view::npos;
    if (vowel && !vowel_before) ++count;
    vowel_before = vowel;
  }
  if (count > 1 && (word.ends_with('e') || word.ends_with('E')) && !word.ends_with("le")) --count;
  return std::max<std::size_t>(1, count);
}

}  // namespace

std::vector<TextRange> words_of(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<TextRange> words;
  std::size_t at = begin;
  while (at < end) {
    while (at < end && !is_word_byte(text, at)) at += decode_utf8(text, at).length;
    const std::size_t start = at;
    while (at < end) {
      const DecodedCharacter c = decode_utf8(text, at);
      const bool inner =
          c.value == '\'' || c.value == 0x2019 || c.value == '-' || c.value == '.' || c.value == ',';
      const bool joined = inner && at + c.length < end && is_word_byte(text, at + c.length);
      if (!is_word_character(c.value) && !joined) break;
      at += c.length;
    }
    if (at > start) words.push_back({start, at});
  }
  return words;
}

void check_prose(const PageContent& page, std::span<const WordRule> words, Diagnostics& diagnostics) {
  ProseChecker checker(page, words, diagnostics);
  for (const ProseBlock& block : page.blocks) checker.check(block);
}

ReadingStatistics reading_statistics(const PageContent& page) {
  ReadingStatistics out;
  for (const ProseBlock& block : page.blocks) {
    if (block.quotation || block.other_language) continue;
    if (block.kind != BlockKind::Paragraph && block.kind != BlockKind::ListItem) continue;
    for (const TextRange& sentence : sentences_of(block.text, block.hard_lines)) {
      const auto words = words_of(block.text, sentence.begin, sentence.end);
      if (words.empty()) continue;
      ++out.sentences;
      out.words += words.size();
      for (const TextRange& word : words)
        out.syllables += syllables_of(std::string_view(block.text).substr(word.begin, word.end - word.begin));
    }
  }
  return out;
}

double ReadingStatistics::reading_age() const {
  if (sentences == 0 || words == 0) return 0;
  const double grade = 0.39 * static_cast<double>(words) / static_cast<double>(sentences) +
                       11.8 * static_cast<double>(syllables) / static_cast<double>(words) - 15.59;
  return std::max(5.0, grade + 5);
}

}  // namespace gazette
