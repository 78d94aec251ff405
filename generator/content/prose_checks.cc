// Sentences and words.
#include "content/prose_checks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace gazette {
namespace {

/// GOV.UK: sentences longer than 25 words are hard to follow. Past 40 most readers start again.
constexpr std::size_t kLongSentence = 25;
constexpr std::size_t kVeryLongSentence = 40;
constexpr std::size_t kLongParagraph = 120;

struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A paragraph's text, with the place of each of its bytes.
struct Block {
  std::string text;
  std::vector<std::pair<std::size_t, const ProseRun*>> runs;  // where each run starts in `text`
  NodeId node = kNoNode;

  Place place(std::size_t begin, std::size_t end) const {
    const ProseRun* run = nullptr;
    std::size_t start = 0;
    for (const auto& [at, candidate] : runs) {
      if (at > begin) break;
      run = candidate;
      start = at;
    }
    if (run == nullptr) return {};
    return place_in_run(*run, begin - start, std::min(end - start, run->text.size()));
  }
};

bool is_word_byte(std::string_view text, std::size_t at) {
  return is_word_character(decode_utf8(text, at).value);
}

std::vector<Word> words_of(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Word> words;
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

/// Sentence ends: `.`, `!` or `?` before a blank and a capital or digit, or the end of the text.
std::vector<Word> sentences_of(std::string_view text) {
  std::vector<Word> sentences;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    std::size_t next = i + 1;
    while (next < text.size() &&
           (text[next] == ')' || text[next] == '"' || static_cast<unsigned char>(text[next]) >= 0x80))
      ++next;
    const bool at_end = next >= text.size();
    if (!at_end && !is_ascii_space(text[next])) continue;
    while (next < text.size() && is_ascii_space(text[next])) ++next;
    const bool starts_new = next >= text.size() || is_ascii_upper(text[next]) || is_ascii_digit(text[next]) ||
                            static_cast<unsigned char>(text[next]) >= 0x80;
    if (!starts_new) continue;
    sentences.push_back({start, i + 1});
    start = next;
  }
  if (start < text.size()) sentences.push_back({start, text.size()});
  return sentences;
}

bool in_quotation(const MarkdownTree& tree, NodeId id) {
  for (; id != kNoNode; id = tree.node(id).parent) {
    const MarkdownNode& node = tree.node(id);
    if (node.kind == MarkdownKind::BlockQuote) return true;
    if (node.kind == MarkdownKind::Directive && tree.directive(node).name == "quote") return true;
  }
  return false;
}

/// Paragraphs in order; headings, tables and quotations are left out.
std::vector<Block> paragraphs(const MarkdownTree& tree, const Prose& prose) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    if (tree.node(id).kind != MarkdownKind::Paragraph || in_quotation(tree, id)) continue;
    Block block;
    block.node = id;
    walk(tree, id, [&](NodeId at, bool entering) {
      const MarkdownNode& node = tree.node(at);
      if (!entering) return true;
      if (node.kind == MarkdownKind::Role && node.url != "term") {
        // A value stands as its author typed it, up to the expression.
        const std::size_t equals = node.url == "value" ? node.text.find(" = ") : std::string::npos;
        block.text += node.text.substr(0, equals);
      }
      const auto run = prose.run_of.find(at);
      if (run != prose.run_of.end()) {
        block.runs.emplace_back(block.text.size(), &prose.runs[run->second]);
        block.text += prose.runs[run->second].text;
      }
      return node.kind != MarkdownKind::Image;
    });
    std::replace(block.text.begin(), block.text.end(), '\n', ' ');
    if (!block.runs.empty()) blocks.push_back(std::move(block));
  }
  return blocks;
}

class ProseChecker {
 public:
  ProseChecker(std::span<const WordRule> words, Diagnostics& diagnostics)
      : words_(words), diagnostics_(diagnostics) {}

  void check(const Block& block) {
    const auto all = words_of(block.text, 0, block.text.size());
    for (const Word& sentence : sentences_of(block.text)) check_sentence(block, sentence);
    if (all.size() > kLongParagraph) {
      diagnostics_.info("content/long-paragraph", block.place(0, 1),
                        "this paragraph has " + std::to_string(all.size()) + " words",
                        "split it, or make a list of it");
    }
    check_capitals(block, all);
    check_phrases(block);
    check_word_list(block);
    check_dates(block);
  }

 private:
  void check_sentence(const Block& block, const Word& sentence) {
    const std::size_t count = words_of(block.text, sentence.begin, sentence.end).size();
    if (count <= kLongSentence) return;
    const Severity severity = count > kVeryLongSentence ? Severity::Warning : Severity::Info;
    Diagnostic finding;
    finding.severity = severity;
    finding.rule = "content/long-sentence";
    finding.message = "this sentence has " + std::to_string(count) + " words";
    finding.hint = "make two sentences of it; 25 words are plenty";
    finding.place = block.place(sentence.begin, sentence.end);
    diagnostics_.add(std::move(finding));
  }

  void check_capitals(const Block& block, const std::vector<Word>& words) {
    std::size_t run = 0;
    for (std::size_t i = 0; i <= words.size(); ++i) {
      bool capitals = false;
      if (i < words.size()) {
        const std::string_view word =
            std::string_view(block.text).substr(words[i].begin, words[i].end - words[i].begin);
        capitals = word.size() > 1 && std::all_of(word.begin(), word.end(), is_ascii_upper);
      }
      if (capitals) {
        ++run;
        continue;
      }
      if (run >= 4) {
        diagnostics_.warning("content/capitals", block.place(words[i - run].begin, words[i - 1].end),
                             "these words are in capital letters",
                             "write them as usual: capitals are hard to read and sound like shouting");
      }
      run = 0;
    }
  }

  void find_all(const Block& block, std::string_view lower, std::string_view phrase, std::string_view rule,
                Severity severity, const std::string& message, const std::string& hint) {
    for (std::size_t at = lower.find(phrase); at != std::string_view::npos;
         at = lower.find(phrase, at + phrase.size())) {
      const bool starts = at == 0 || !is_word_byte(lower, at - 1);
      const std::size_t end = at + phrase.size();
      const bool ends = end >= lower.size() || !is_word_byte(lower, end) || !is_word_byte(lower, end - 1);
      if (!starts || !ends) continue;
      Diagnostic finding;
      finding.severity = severity;
      finding.rule = rule;
      finding.message = message;
      finding.hint = hint;
      finding.place = block.place(at, end);
      diagnostics_.add(std::move(finding));
    }
  }

  void check_phrases(const Block& block) {
    const std::string lower = to_lower(block.text);
    static constexpr std::array<std::string_view, 12> kDirections = {
        "see below",       "see above",         "see right",        "see left",
        "on the right",    "on the left",       "the chart below",  "the table below",
        "the graph below", "the diagram below", "the figure below", "the table above"};
    for (const std::string_view phrase : kDirections) {
      find_all(block, lower, phrase, "content/directional", Severity::Warning,
               "“" + std::string(phrase) + "” depends on where things stand on a screen",
               "name the heading or table, or link to it");
    }
    static constexpr std::array<std::string_view, 9> kResidue = {
        "lorem ipsum", "[note:", "[name of", "[insert", "[add ", "[date", "[your ", "xxxx", "to be written"};
    for (const std::string_view phrase : kResidue) {
      const std::size_t at = lower.find(phrase);
      if (at == std::string::npos) continue;
      diagnostics_.error("content/template-residue", block.place(at, at + phrase.size()),
                         "this is left over from a template", "replace it by your own words");
    }
  }

  void check_word_list(const Block& block) {
    const std::string lower = to_lower(block.text);
    for (const WordRule& word : words_) {
      if (lower.find(word.term) == std::string::npos) continue;
      std::string hint = word.prefer.empty() ? word.why : "write “" + word.prefer + "”: " + word.why;
      if (!word.source.empty()) hint += " (" + word.source + ")";
      find_all(block, lower, word.term, "content/word", word.severity,
               "“" + word.term + "” is a word to avoid", hint);
    }
  }

  /// 01/02/2020 means two days, depending on the reader.
  void check_dates(const Block& block) {
    const std::string& text = block.text;
    for (std::size_t i = 0; i + 7 < text.size(); ++i) {
      const bool starts =
          is_ascii_digit(text[i]) && (i == 0 || !(is_ascii_digit(text[i - 1]) || text[i - 1] == '/'));
      if (!starts) continue;
      std::size_t at = i;
      int parts = 0;
      std::array<std::size_t, 3> digits{};
      while (at < text.size() && parts < 3) {
        const std::size_t start = at;
        while (at < text.size() && is_ascii_digit(text[at])) ++at;
        digits[static_cast<std::size_t>(parts++)] = at - start;
        if (parts < 3 && at < text.size() && text[at] == '/') {
          ++at;
        } else {
          break;
        }
      }
      const bool is_date = parts == 3 && digits[0] >= 1 && digits[0] <= 2 && digits[1] >= 1 &&
                           digits[1] <= 2 && (digits[2] == 4 || digits[2] == 2);
      if (is_date) {
        diagnostics_.warning("content/date", block.place(i, at), "this date can be read in two ways",
                             "write the month as a word: 1 May 2020");
      }
    }
  }

  std::span<const WordRule> words_;
  Diagnostics& diagnostics_;
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

void check_prose(const Document& document, std::span<const WordRule> words, Diagnostics& diagnostics) {
  const Prose prose = collect_prose(document.tree);
  ProseChecker checker(words, diagnostics);
  for (const Block& block : paragraphs(document.tree, prose)) checker.check(block);
}

ReadingStatistics reading_statistics(const MarkdownTree& tree) {
  ReadingStatistics out;
  const Prose prose = collect_prose(tree);
  for (const Block& block : paragraphs(tree, prose)) {
    for (const Word& sentence : sentences_of(block.text)) {
      const auto words = words_of(block.text, sentence.begin, sentence.end);
      if (words.empty()) continue;
      ++out.sentences;
      out.words += words.size();
      for (const Word& word : words)
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
