#pragma once
// Checks on one page's prose, sentence by sentence.

#include <span>
#include <vector>

#include "content/prose.h"
#include "content/word_list.h"
#include "model/document.h"

namespace gazette {

/// Long sentences and paragraphs, block capitals, words to avoid, directions on the page, dates and template
/// residue. Quotations (the `quote` directive, block quotes) are left alone: they stand as they were said.
void check_prose(const Document& document, std::span<const WordRule> words, Diagnostics& diagnostics);

/// Links, bold paragraphs, lists typed by hand, pictures and tables of one page.
void check_structure(const Document& document, Diagnostics& diagnostics);

/// Words and sentences of a page's paragraphs.
struct ReadingStatistics {
  std::size_t sentences = 0;
  std::size_t words = 0;
  std::size_t syllables = 0;
  /// Flesch–Kincaid grade plus five: the age at which most people can read it.
  double reading_age() const;
};
ReadingStatistics reading_statistics(const MarkdownTree& tree);

}  // namespace gazette
