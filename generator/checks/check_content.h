#pragma once
// Checks on words: what plain-English guides, editors and accessibility auditors look for, at the author's
// own line.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "checks/check_references.h"
#include "checks/prose/word_list.h"
#include "model/site.h"

namespace gazette {

class SpellChecker;

/// Checks every page that a content file holds. `data` has the files of content/data, for the publisher's own
/// word lists (words.csv and words-….csv: term, prefer, why, source, severity, quotations) and the words that
/// a dictionary does not know (spelling.csv: word).
void check_content(const Site& site, const std::map<std::string, SourcePtr>& data, unsigned jobs,
                   Diagnostics& diagnostics);

/// The same page by page, for whoever keeps the findings of pages that did not change.
class ContentChecker {
 public:
  /// Reports `content/word-list`, and a dictionary that is not there.
  ContentChecker(const Site& site, const std::map<std::string, SourcePtr>& data, Diagnostics& diagnostics);
  ~ContentChecker();
  ContentChecker(const ContentChecker&) = delete;
  ContentChecker& operator=(const ContentChecker&) = delete;

  void check_page(PageId page, Diagnostics& diagnostics) const;
  /// What needs all pages.
  void check_site(Diagnostics& diagnostics) const;
  /// Changes when anything does that check_page reads beside the page's document.
  std::uint64_t surroundings(PageId page) const;

 private:
  const Site& site_;
  std::vector<WordRule> words_;
  std::unique_ptr<SpellChecker> speller_;
  mutable std::mutex speller_lock_;
  std::uint64_t words_key_ = 0;
  ReferenceBook references_;
};

}  // namespace gazette
