// Reads the glossary row by row, then looks at the rows together: heads and forms that clash, names
// that lead nowhere.
#include "content/glossary/reader.h"

#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/spelling.h"
#include "base/text.h"
#include "content/data/csv_columns.h"
#include "content/glossary/index.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 8> kColumns = {"term",  "expansion", "definition", "forms",
                                                      "match", "see",       "status",     "skip_pages"};
constexpr std::array<std::string_view, 1> kRequired = {"term"};
constexpr std::size_t kLongestTerm = 100;  // characters: a term is a name, not a sentence

/// What the checks across rows still need to know about a term.
struct Row {
  std::vector<PlacedText> forms;
  std::vector<PlacedText> see;
};

std::vector<std::string> texts(const std::vector<PlacedText>& pieces) {
  std::vector<std::string> out;
  for (const PlacedText& piece : pieces) out.push_back(piece.text);
  return out;
}

TermMatch read_match(const CsvColumns& columns, std::size_t row, std::string_view term,
                     Diagnostics& diagnostics) {
  const std::string_view value = columns.text(row, "match");
  if (value.empty() || value == "exact") return TermMatch::Exact;
  if (value != "any-case") {
    std::string hint = did_you_mean(value, {"exact", "any-case"});
    if (hint.empty()) hint = "write exact or any-case, or leave the cell empty for exact";
    diagnostics.error("term/value", columns.place(row, "match"),
                      "a term cannot be matched by " + std::string(value), std::move(hint));
    return TermMatch::Exact;
  }
  if (is_acronym(term)) {
    diagnostics.warning(
        "term/value", columns.place(row, "match"),
        std::string(term) + " is an acronym, and acronyms are always matched letter by letter",
        "leave the cell empty");
  }
  return TermMatch::AnyCase;
}

TermStatus read_status(const CsvColumns& columns, std::size_t row, Diagnostics& diagnostics) {
  const std::string_view value = columns.text(row, "status");
  if (value.empty() || value == "live") return TermStatus::Live;
  if (value == "former") return TermStatus::Former;
  if (value == "well-known") return TermStatus::WellKnown;
  std::string hint = did_you_mean(value, {"live", "former", "well-known"});
  if (hint.empty()) hint = "write live, former or well-known, or leave the cell empty for live";
  diagnostics.error("term/value", columns.place(row, "status"), "a term has no status " + std::string(value),
                    std::move(hint));
  return TermStatus::Live;
}

void check_lengths(const CsvColumns& columns, std::size_t row, const Term& term, Diagnostics& diagnostics) {
  const std::size_t length = count_characters(term.definition);
  if (length > kLongestDefinition) {
    diagnostics.warning("term/too-long", columns.place(row, "definition"),
                        "the definition of " + term.term + " has " + std::to_string(length) + " characters",
                        "keep it to " + std::to_string(kLongestDefinition) +
                            ", so that it fits a small screen; give more on a page of its own");
  }
  if (count_characters(term.term) > kLongestTerm) {
    diagnostics.warning("term/too-long", term.place,
                        "this term has " + std::to_string(count_characters(term.term)) + " characters",
                        "a term is a name of a few words; put the rest into the definition");
  }
  if (term.expansion.empty() && term.definition.empty()) {
    diagnostics.error("term/empty", term.place, term.term + " has neither an expansion nor a definition",
                      "say what it stands for, or what it means");
  }
}

/// Reads one row; false when there is no term in it.
bool read_row(const CsvColumns& columns, std::size_t row, Term& term, Row& rest, Diagnostics& diagnostics) {
  term.term = collapse_white_space(columns.text(row, "term"));
  term.place = columns.place(row, "term");
  if (term.term.empty()) {
    diagnostics.error("term/empty", term.place, "this row has no term", "write the term, or delete the row");
    return false;
  }
  term.expansion = collapse_white_space(columns.text(row, "expansion"));
  term.definition = collapse_white_space(columns.text(row, "definition"));
  rest.forms = columns.list(row, "forms");
  rest.see = columns.list(row, "see");
  term.forms = texts(rest.forms);
  term.see = texts(rest.see);
  term.skip_pages = texts(columns.list(row, "skip_pages"));
  term.match = read_match(columns, row, term.term, diagnostics);
  term.status = read_status(columns, row, diagnostics);
  check_lengths(columns, row, term, diagnostics);
  return true;
}

/// Gives each term its slug; a second one of the same slug gets a number.
void give_slugs(Glossary& glossary, const std::set<std::string>& taken_ids) {
  std::unordered_set<std::string> taken(taken_ids.begin(), taken_ids.end());
  for (Term& term : glossary.terms) {
    std::string slug = slugify(term.term);
    if (slug.empty()) slug = "term";
    term.slug = slug;
    for (int n = 2; !taken.insert(term.slug).second; ++n) term.slug = slug + "-" + std::to_string(n);
  }
}

/// A form may belong to one term only, or nobody could say which is meant. Forms made from a head
/// point at the head, forms typed by the author at themselves.
void check_forms(const Glossary& glossary, const std::vector<Row>& rows, Diagnostics& diagnostics) {
  struct Owner {
    std::size_t term;
    Place place;
  };
  std::unordered_map<std::string, Owner> owners;
  for (std::size_t i = 0; i < glossary.terms.size(); ++i) {
    const Term& term = glossary.terms[i];
    const auto claim = [&](const std::string& form, const Place& place) {
      const bool any_case = term.match == TermMatch::AnyCase && !is_acronym(form);
      const auto [owner, fresh] = owners.try_emplace(any_case ? to_lower(form) : form, Owner{i, place});
      if (fresh || owner->second.term == i) return;
      Diagnostic& found = diagnostics.error(
          "term/duplicate", place,
          form + " is a form of " + term.term + " and of " + glossary.terms[owner->second.term].term,
          "keep it with one of them");
      found.notes.push_back({"the other one is here", owner->second.place});
    };
    claim(term.term, term.place);
    for (const PlacedText& form : rows[i].forms) claim(form.text, form.place);
  }
}

void check_see(const Glossary& glossary, const std::vector<Row>& rows, Diagnostics& diagnostics) {
  std::vector<std::string> heads;
  std::unordered_set<std::string_view> known;
  for (const Term& term : glossary.terms) {
    heads.push_back(term.term);
    known.insert(term.term);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const PlacedText& name : rows[i].see) {
      if (name.text == glossary.terms[i].term) {
        diagnostics.error("term/see", name.place, name.text + " refers to itself",
                          "name another term, or none");
      } else if (!known.contains(name.text)) {
        diagnostics.error("term/see", name.place, "the glossary has no term " + name.text,
                          did_you_mean(name.text, heads));
      }
    }
  }
}

}  // namespace

Glossary read_glossary(const CsvFile& file, const std::set<std::string>& taken_ids,
                       Diagnostics& diagnostics) {
  Glossary glossary;
  glossary.source = file.source();
  const CsvColumns columns(file, {"term/column", kColumns, kRequired}, diagnostics);
  if (!columns.complete()) return glossary;
  std::vector<Row> rows;
  std::unordered_map<std::string, Place> heads;
  for (std::size_t i = 0; i < file.row_count(); ++i) {
    Term term;
    Row rest;
    if (!read_row(columns, i, term, rest, diagnostics)) continue;
    const auto [first, fresh] = heads.try_emplace(term.term, term.place);
    if (!fresh) {
      Diagnostic& found =
          diagnostics.error("term/duplicate", term.place, term.term + " is in the glossary twice",
                            "keep one row, with all that is worth saying");
      found.notes.push_back({"the first is here", first->second});
      continue;
    }
    glossary.terms.push_back(std::move(term));
    rows.push_back(std::move(rest));
  }
  give_slugs(glossary, taken_ids);
  check_forms(glossary, rows, diagnostics);
  check_see(glossary, rows, diagnostics);
  return glossary;
}

}  // namespace gazette
