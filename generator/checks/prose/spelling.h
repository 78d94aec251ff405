#pragma once
// Spelling by Hunspell's dictionaries (Debian: hunspell-en-gb and the like) and the site's own words. Off
// unless a site asks for it: names of people and places make noise until they are listed.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "checks/prose/page_content.h"

namespace gazette {

class SpellChecker {
 public:
  /// `language` is a tag: "en-GB". Null when there is no dictionary for it; `folders` are looked through in
  /// order.
  static std::unique_ptr<SpellChecker> open(const std::string& language,
                                            const std::vector<std::string>& folders = {
                                                "/usr/share/hunspell", "/usr/share/myspell/dicts"});
  ~SpellChecker();
  SpellChecker(const SpellChecker&) = delete;
  SpellChecker& operator=(const SpellChecker&) = delete;

  /// Words that are right as well, in any spelling of capitals.
  void allow(const std::string& word);
  bool knows(const std::string& word);
  /// The nearest word; "" when there is none.
  std::string suggest(const std::string& word);

 private:
  struct Dictionary;
  SpellChecker();
  std::unique_ptr<Dictionary> dictionary_;
  std::set<std::string> allowed_;  // lower case
};

/// Reports `content/spelling`, once for each word of a page. Words with digits or two capitals, addresses,
/// code, quotations and other languages are left out.
void check_spelling(const PageContent& page, SpellChecker& checker, Diagnostics& diagnostics);

}  // namespace gazette
