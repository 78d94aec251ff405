#pragma once
// Checks on one page's words: sentences, capitals, words to avoid, directions, dates, figures, residue.

#include <span>
#include <vector>

#include "base/rule.h"
#include "checks/prose/page_content.h"
#include "checks/prose/word_list.h"

namespace gazette {

/// Quotations (block quotes, `quote` directives, words between quotation marks) and code are left alone: they
/// stand as they were said. Checks that need to know English are made of English text alone.
void check_prose(const PageContent& page, std::span<const WordRule> words, Diagnostics& diagnostics);

/// Links, bold paragraphs, lists typed by hand, pictures, tables and empty parts of one page.
void check_structure(const PageContent& page, Diagnostics& diagnostics);

/// Words and sentences of a page's paragraphs.
struct ReadingStatistics {
  std::size_t sentences = 0;
  std::size_t words = 0;
  std::size_t syllables = 0;
  /// Flesch–Kincaid grade plus five: the age at which most people can read it.
  double reading_age() const;
};
ReadingStatistics reading_statistics(const PageContent& page);

/// One word or sentence: bytes [begin, end) of a text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};
/// Words with their inner apostrophes, hyphens, full stops and commas: "don't", "10,000".
std::vector<TextRange> words_of(std::string_view text, std::size_t begin, std::size_t end);

/// The rules of all checks on words and structure.
std::span<const Rule> content_rules();

}  // namespace gazette
