#pragma once
// The search index: what the search page of a theme fetches piece by piece, so that a query over
// 10,000 pages stays small (docs/search-format.md tells the format). A pure function of its input.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// A piece of a page that can be linked to: its opening (no id, no heading) or what follows a heading.
struct SearchPart {
  std::string id;
  std::string heading;
  std::string text;  // plain, white space collapsed
};

/// Something that can be found: a page, or a table, figure or glossary entry within one.
struct SearchDocument {
  std::string address;  // as it stands in links, may end in "#fragment"
  std::string title;
  std::string section;                // shown beside the title; may be empty
  std::string description;            // one sentence, shown before the opening; may be empty
  std::vector<std::string> keywords;  // other words readers may type, never shown
  std::vector<SearchPart> parts;
  bool is_exhibit = false;  // a table or figure: the page about a thing comes before them
};

/// A short form and what it stands for: whoever looks for one finds the other.
struct SearchSynonym {
  std::string term;                // "MASH"
  std::vector<std::string> forms;  // other short forms: plurals
  std::string expansion;           // "Multi-Agency Safeguarding Hub"
};

struct SearchFile {
  std::string name;  // below the search page's folder: "index.json", "terms-0.json", "docs-12.json"
  std::string bytes;
};

/// Files of up to about kSearchTermBytes, and texts of up to kSearchTextBytes for a document.
inline constexpr std::size_t kSearchTermBytes = 12'000;
inline constexpr std::size_t kSearchTextBytes = 1'200;
/// What each part of a document may take of these at least, while there are any.
inline constexpr std::size_t kSearchPartBytes = 120;
inline constexpr std::size_t kSearchDocumentsPerFile = 4;
/// Documents kept for one term, the most fitting first: a word that stands on more of them tells little.
inline constexpr std::size_t kSearchPostings = 400;

/// The index of `documents`, whose order decides between equals. `language` picks the Snowball stemmer
/// (https://snowballstem.org) by its first part; without a stemmer for it words stay whole.
std::vector<SearchFile> search_index(std::span<const SearchDocument> documents,
                                     std::span<const SearchSynonym> synonyms, std::string_view language);

/// The words of a text as the index holds them before stemming: lower case, without accents, apostrophes and
/// possessive endings; two characters at a time in scripts without blanks. The theme's search.js folds
/// queries alike.
std::vector<std::string> search_words(std::string_view text);

/// What can be found on a page whose body is `body`, well-formed markup of our own: the page itself, cut at
/// each h2 and h3 with an id, then its captioned tables, charts and glossary entries, each at its own
/// address. Definitions of terms, navigation, controls, drawings and what is hidden are left out.
std::vector<SearchDocument> search_documents(std::string address, std::string title, std::string section,
                                             std::string_view body);

}  // namespace gazette
