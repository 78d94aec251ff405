#pragma once
// Words and structure of HTML that somebody else made.

#include <cstddef>
#include <string>
#include <vector>

#include "checks/prose/page_content.h"
#include "checks/prose/word_list.h"

namespace gazette {

/// Checks pages of HTML that somebody else made. Pages are handed in one by one, by any thread; what needs
/// all of them comes at the end.
class ForeignContentCheck {
 public:
  explicit ForeignContentCheck(std::size_t pages) : titles_(pages) {}
  void check(std::size_t number, const PageContent& page, Diagnostics& diagnostics);
  /// Titles that more than one page has; faults that most pages repeat are told once.
  void finish(Diagnostics& diagnostics) const;

 private:
  struct Title {
    std::string text;
    Place place;
  };
  std::vector<WordRule> words_ = default_words();
  std::vector<Title> titles_;
};

/// What the title and the length of a page give rise to, for pages of either kind.
void check_title_and_reading_age(const PageContent& page, Diagnostics& diagnostics);

}  // namespace gazette
