// Gathers what the pages' marks found into one finding for each word, so that a slip made on forty pages
// is told once.
#include "content/glossary/term_checks.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "base/counted.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/glossary/index.h"

namespace gazette {
namespace {

constexpr std::size_t kMostNotes = 3;

void add_notes(Diagnostic& diagnostic, const std::vector<Place>& further) {
  for (std::size_t i = 0; i < further.size() && i < kMostNotes; ++i) {
    diagnostic.notes.push_back({"also here", further[i]});
  }
  if (further.size() > kMostNotes) {
    diagnostic.notes.push_back({"and in " + counted(further.size() - kMostNotes, "more place"), {}});
  }
}

/// An unknown acronym over all pages.
struct Gathered {
  std::size_t uses = 0;
  std::size_t pages = 0;
  std::vector<Place> unexplained;  // first place on each page that does not explain it
  Place first;
  std::string page;
};

/// One slip away from a head: case alone, two letters swapped, or one letter too many, too few or
/// different in a longer word. Short acronyms differ by one letter as a rule (CSP, CPP, CSPR).
bool is_near_miss(const std::string& word, const std::string& head) {
  if (equals_ignoring_case(word, head)) return true;
  if (word.size() < 4 || head.size() < 4 || word.front() != head.front()) return false;
  if (edit_distance(word, head, 1) > 1) return false;
  return std::max(word.size(), head.size()) > 4 ||
         std::is_permutation(word.begin(), word.end(), head.begin(), head.end());
}

/// The acronyms of the glossary, as heads and as typed forms.
struct KnownAcronym {
  std::string form;
  const Term* term;
};

std::vector<KnownAcronym> known_acronyms(const Glossary& glossary) {
  std::vector<KnownAcronym> known;
  for (const Term& term : glossary.terms) {
    for (TermForm& form : term_forms(term)) {
      const bool head = is_acronym(form.text) && form.ending == FormEnding::None;
      if (head) known.push_back({std::move(form.text), &term});
    }
  }
  return known;
}

void report_unknown(const std::string& word, const Gathered& found, const std::vector<KnownAcronym>& known,
                    Diagnostics& diagnostics) {
  const std::string spread = counted(found.uses, "time") + " on " + counted(found.pages, "page");
  const bool explained_everywhere = found.unexplained.empty();
  const auto near = std::find_if(known.begin(), known.end(),
                                 [&](const KnownAcronym& item) { return is_near_miss(word, item.form); });
  Diagnostic diagnostic;
  diagnostic.severity = Severity::Warning;
  diagnostic.place = explained_everywhere ? found.first : found.unexplained.front();
  diagnostic.page = found.page;
  if (near != known.end()) {
    diagnostic.rule = "term/near-miss";
    diagnostic.message = word + " is used " + spread + "; the glossary has " + near->term->term;
    diagnostic.hint = "did you mean " + near->term->term + "?";
  } else if (explained_everywhere) {
    diagnostic.rule = "term/not-in-glossary";
    diagnostic.severity = Severity::Info;
    diagnostic.message = word + " is explained where it is used but is not in the glossary (" + spread + ")";
    diagnostic.hint = "add it to the glossary, so that it is explained everywhere";
  } else {
    diagnostic.rule = "term/undefined";
    diagnostic.message = word + " is used " + spread + " and nothing says what it means";
    diagnostic.hint = "add it to the glossary, or write it in full";
  }
  if (found.unexplained.size() > 1) {
    add_notes(diagnostic, {found.unexplained.begin() + 1, found.unexplained.end()});
  }
  diagnostics.add(std::move(diagnostic));
}

void check_unknown(const Glossary& glossary, std::span<const PageTermMarks* const> pages,
                   Diagnostics& diagnostics) {
  std::map<std::string, Gathered> words;
  for (const PageTermMarks* page_marks : pages) {
    const PageTermMarks& page = *page_marks;
    for (const UnknownAcronym& unknown : page.unknown) {
      Gathered& gathered = words[unknown.word];
      if (gathered.pages == 0) {
        gathered.first = unknown.first;
        gathered.page = page.address;
      }
      gathered.uses += unknown.count;
      ++gathered.pages;
      if (unknown.explained) continue;
      if (gathered.unexplained.empty()) gathered.page = page.address;
      gathered.unexplained.push_back(unknown.first);
    }
  }
  const std::vector<KnownAcronym> known = known_acronyms(glossary);
  for (const auto& [word, found] : words) report_unknown(word, found, known, diagnostics);
}

void check_different(const Glossary& glossary, std::span<const PageTermMarks* const> pages,
                     Diagnostics& diagnostics) {
  struct Found {
    std::vector<Place> places;
    std::string page;
  };
  std::map<std::pair<std::size_t, std::string>, Found> found;
  for (const PageTermMarks* page_marks : pages) {
    const PageTermMarks& page = *page_marks;
    for (const DifferentExpansion& different : page.different) {
      Found& entry = found[{different.term, collapse_white_space(different.written)}];
      if (entry.places.empty()) entry.page = page.address;
      entry.places.push_back(different.place);
    }
  }
  for (const auto& [key, entry] : found) {
    const Term& term = glossary.terms[key.first];
    Diagnostic& diagnostic = diagnostics.warning(
        "term/expansion-differs", entry.places.front(),
        term.term + " is given here as “" + key.second + "”, in the glossary as “" + term.expansion + "”",
        "use the same words in both");
    diagnostic.page = entry.page;
    add_notes(diagnostic, {entry.places.begin() + 1, entry.places.end()});
  }
}

/// Marks the terms of a text, until none is left to look for.
class DataUses {
 public:
  DataUses(const GlossaryIndex& index, std::vector<bool>& used)
      : index_(index),
        used_(used),
        left_(static_cast<std::size_t>(std::count(used.begin(), used.end(), false))) {}

  void read(std::string_view text) {
    if (left_ == 0 || text.empty()) return;
    for (const TermHit& hit : index_.find(text)) {
      if (used_[hit.term]) continue;
      used_[hit.term] = true;
      --left_;
    }
  }
  void read(const DataSet& set) {
    read(set.title);
    read(set.description);
    for (const Column& column : set.columns) read(column.label);
    for (const DataNote& note : set.notes) read(note.text);
    for (std::size_t i = 0; i < set.columns.size(); ++i) {
      if (is_numeric(set.columns[i].type)) continue;
      for (std::size_t row = 0; row < set.rows.size() && left_ > 0; ++row) read(set.rows[row].cells[i].text);
    }
  }
  void read(const ResponsibilityMatrix& matrix) {
    for (const Board& board : matrix.boards) {
      read(board.name);
      read(board.short_name);
    }
    for (const TopicRow& row : matrix.rows) {
      for (const std::string* text : {&row.topic, &row.includes, &row.note, &row.via.text}) read(*text);
    }
  }

 private:
  const GlossaryIndex& index_;
  std::vector<bool>& used_;
  std::size_t left_;
};

/// A term that the definition of a used term uses is used as well, and so on from there.
void use_in_definitions(const Glossary& glossary, const GlossaryIndex& index, std::vector<bool>& used) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) open.push_back(i);
  }
  while (!open.empty()) {
    const std::size_t term = open.back();
    open.pop_back();
    for (const TermHit& hit : index.find(glossary.terms[term].definition)) {
      if (used[hit.term]) continue;
      used[hit.term] = true;
      open.push_back(hit.term);
    }
  }
}

void check_unused(const Glossary& glossary, std::span<const PageTermMarks* const> pages,
                  const TermsInData& data, Diagnostics& diagnostics) {
  std::vector<bool> used(glossary.terms.size(), false);
  for (const PageTermMarks* page_marks : pages) {
    const PageTermMarks& page = *page_marks;
    for (const TermUse& use : page.used) used[use.term] = true;
  }
  if (data.index != nullptr) {
    find_terms_in_data(data, used);
    use_in_definitions(glossary, *data.index, used);
  }
  for (std::size_t i = 0; i < glossary.terms.size(); ++i) {
    if (used[i]) continue;
    diagnostics.warning("term/unused", glossary.terms[i].place, "no page uses " + glossary.terms[i].term,
                        "delete the row, or check how the pages spell it");
  }
}

/// Addresses and paths are compared without the slashes at their ends.
std::string_view bare(std::string_view name) {
  while (!name.empty() && name.front() == '/') name.remove_prefix(1);
  while (!name.empty() && name.back() == '/') name.remove_suffix(1);
  return name;
}

void check_skip_pages(const Glossary& glossary, std::span<const PageTermMarks* const> pages,
                      Diagnostics& diagnostics) {
  if (std::all_of(glossary.terms.begin(), glossary.terms.end(),
                  [](const Term& term) { return term.skip_pages.empty(); }))
    return;
  std::vector<std::string> names;
  for (const PageTermMarks* page_marks : pages) {
    const PageTermMarks& page = *page_marks;
    names.emplace_back(bare(page.address));
    names.push_back(page.path);
  }
  std::sort(names.begin(), names.end());
  for (const Term& term : glossary.terms) {
    for (const std::string& entry : term.skip_pages) {
      if (entry.ends_with('*')) {
        const std::string_view prefix = bare(std::string_view(entry).substr(0, entry.size() - 1));
        const auto at = std::lower_bound(names.begin(), names.end(), prefix);
        if (at != names.end() && at->starts_with(prefix)) continue;
      } else if (std::binary_search(names.begin(), names.end(), bare(entry))) {
        continue;
      }
      diagnostics.warning("term/unknown-page", term.place,
                          term.term + " is to be left alone on " + entry + ", and there is no such page",
                          did_you_mean(entry, names));
    }
  }
}

}  // namespace

void find_terms_in_data(const TermsInData& data, std::vector<bool>& used) {
  DataUses uses(*data.index, used);
  for (const DataSet& set : data.sets) uses.read(set);
  if (data.matrix != nullptr) uses.read(*data.matrix);
}

void check_terms(const Glossary& glossary, std::span<const PageTermMarks* const> pages,
                 const TermsInData& data, Diagnostics& diagnostics) {
  if (!glossary.source) return;
  check_unknown(glossary, pages, diagnostics);
  check_different(glossary, pages, diagnostics);
  check_unused(glossary, pages, data, diagnostics);
  check_skip_pages(glossary, pages, diagnostics);
}

}  // namespace gazette
