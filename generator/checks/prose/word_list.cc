// Word lists.
#include "checks/prose/word_list.h"

#include <algorithm>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"
#include "formats/csv/csv.h"

namespace gazette {

std::vector<WordRule> default_words() {
  const std::string why_latin = "Some readers do not know it, and screen readers spell it out";
  const std::string guide = "GOV.UK style guide";
  const auto plain = [&](const char* term, const char* prefer) {
    return WordRule{term, prefer, "The short word is read faster", guide, Severity::Info};
  };
  std::vector<WordRule> words = {{"e.g.", "for example", why_latin, guide, Severity::Warning},
                                 {"eg", "for example", why_latin, guide, Severity::Warning},
                                 {"i.e.", "that is", why_latin, guide, Severity::Warning},
                                 {"ie", "that is", why_latin, guide, Severity::Warning},
                                 {"etc.", "and so on", why_latin, guide, Severity::Warning},
                                 {"etc", "and so on", why_latin, guide, Severity::Warning},
                                 {"n.b.", "note", why_latin, guide, Severity::Warning},
                                 {"viz.", "namely", why_latin, guide, Severity::Warning},
                                 {"cf.", "compare", why_latin, guide, Severity::Info},
                                 {"inter alia", "among other things", why_latin, guide, Severity::Info},
                                 {"per annum", "a year", why_latin, guide, Severity::Info},
                                 {"via", "through", why_latin, guide, Severity::Info}};
  static constexpr std::pair<const char*, const char*> kPlain[] = {{"utilise", "use"},
                                                                   {"utilising", "using"},
                                                                   {"in order to", "to"},
                                                                   {"prior to", "before"},
                                                                   {"subsequent to", "after"},
                                                                   {"commence", "start"},
                                                                   {"terminate", "end"},
                                                                   {"facilitate", "help"},
                                                                   {"endeavour", "try"},
                                                                   {"purchase", "buy"},
                                                                   {"amongst", "among"},
                                                                   {"whilst", "while"},
                                                                   {"in respect of", "about"},
                                                                   {"with regard to", "about"},
                                                                   {"going forward", "from now on"},
                                                                   {"at this point in time", "now"},
                                                                   {"due to the fact that", "because"},
                                                                   {"in the event that", "if"},
                                                                   {"for the purpose of", "to"},
                                                                   {"robust", "strong"},
                                                                   {"leverage", "use"}};
  for (const auto& [term, prefer] : kPlain) words.push_back(plain(term, prefer));
  return words;
}

std::vector<WordRule> read_word_list(const SourcePtr& source, Diagnostics& diagnostics) {
  std::vector<WordRule> words;
  const auto file = parse_csv(source, diagnostics);
  if (!file) return words;
  const auto term = file->find_column("term");
  if (!term) {
    diagnostics.error("content/word-list", {source, {0, source->line(1).size()}},
                      "this word list has no column `term`",
                      "its columns are term,prefer,why,source,severity,quotations");
    return words;
  }
  static const std::vector<std::string> kColumns = {"term",   "prefer",   "why",
                                                    "source", "severity", "quotations"};
  for (const CsvCell& header : file->header()) {
    if (std::find(kColumns.begin(), kColumns.end(), trim(header.text)) != kColumns.end()) continue;
    std::string hint = did_you_mean(header.text, kColumns);
    if (hint.empty()) hint = "its columns are " + join(kColumns, ", ");
    diagnostics.warning("content/word-list", file->place(header),
                        "a word list has no column `" + std::string(header.text) + "`", std::move(hint));
  }
  const auto value = [&](const CsvRow& row, const char* name) {
    const auto column = file->find_column(name);
    return column ? std::string(trim(row.cells[*column].text)) : std::string();
  };
  for (std::size_t i = 0; i < file->row_count(); ++i) {
    const CsvRow row = file->row(i);
    WordRule word{to_lower(collapse_white_space(row.cells[*term].text)), value(row, "prefer"),
                  value(row, "why"), value(row, "source"), Severity::Warning};
    const std::string severity = value(row, "severity");
    if (severity == "error") word.severity = Severity::Error;
    if (severity == "info") word.severity = Severity::Info;
    if (!severity.empty() && severity != "error" && severity != "warning" && severity != "info") {
      diagnostics.error("content/word-list", file->place(row.cells[*file->find_column("severity")]),
                        "`" + severity + "` is no severity", "use error, warning or info");
    }
    const std::string quotations = value(row, "quotations");
    word.quotations_exempt = quotations != "checked";
    if (!quotations.empty() && quotations != "checked" && quotations != "exempt") {
      diagnostics.error("content/word-list", file->place(row.cells[*file->find_column("quotations")]),
                        "`" + quotations + "` says nothing about quotations", "use exempt or checked");
    }
    if (!word.term.empty()) words.push_back(std::move(word));
  }
  return words;
}

}  // namespace gazette
