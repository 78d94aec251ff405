#pragma once
// Words to avoid, with what to write instead: Gazette's own short list and the publisher's.

#include <string>
#include <vector>

#include "base/diagnostics.h"

namespace gazette {

struct WordRule {
  std::string term;    // lower case, words separated by one blank
  std::string prefer;  // what to write; may be empty
  std::string why;
  std::string source;
  Severity severity = Severity::Warning;
  bool quotations_exempt = true;  // words between quotation marks stand as they were said
};

/// Latin short forms and a few words that plain-English guides agree on.
std::vector<WordRule> default_words();

/// Reads a list: columns term, prefer, why, source, severity (error, warning, info; default warning) and
/// quotations (exempt or checked; default exempt). Reports `content/word-list`.
std::vector<WordRule> read_word_list(const SourcePtr& source, Diagnostics& diagnostics);

}  // namespace gazette
