#pragma once
// Markup for glossary terms: the toggletip, the A–Z glossary page and the list of
// abbreviations at the end of a page. Every string given back is well-formed and without line breaks.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "content/glossary/marks.h"
#include "content/words/wording.h"
#include "model/glossary.h"

namespace gazette {

/// A page by name and address.
struct TitledAddress {
  std::string title;
  std::string address;
};

struct TermHtmlOptions {
  std::string glossary_address;  // "/glossary/"; empty: the site has no glossary page, so no link
  std::string id_prefix = "t-";  // ids are <prefix><slug>-<n>; a page made of pages needs one for each
};

/// The markup that stands in place of `text`, the form used: button and popover for a tip, the
/// expansion before it where the mark says so, else the text alone.
std::string term_html(const Term& term, const TermMark& mark, std::string_view text,
                      const TermHtmlOptions& options, const Wording& wording);

/// The text of one run with its marks in place and its escapes dropped. `marks` and `escapes` are
/// those of this run, in order.
std::string marked_run_html(std::string_view text, std::span<const TermMark> marks,
                            std::span<const TermEscape> escapes, const Glossary& glossary,
                            const TermHtmlOptions& options, const Wording& wording);

/// A line of "Abbreviations used on this page".
struct Abbreviation {
  std::string term;
  std::string expansion;
  std::string address;  // of its entry; empty without a glossary page
};
/// The used terms that have an expansion, in alphabetical order.
std::vector<Abbreviation> page_abbreviations(std::span<const TermUse> used, const Glossary& glossary,
                                             std::string_view glossary_address);

/// The `{glossary}` directive: navigation by letter, then a heading and a `dl` for each letter. `uses[i]`
/// names the pages where term i is used; it may be shorter than the glossary. Ids: `letter-m`, and the term's
/// slug.
std::string glossary_page_html(const Glossary& glossary, std::span<const std::vector<TitledAddress>> uses,
                               const Wording& wording);

/// The `{a-z}` directive: all pages by first letter, with the same navigation.
std::string letter_list_html(std::span<const TitledAddress> pages, const Wording& wording);

/// One group of an alphabetical list: digits come under "0–9", other signs under "#".
struct LetterGroup {
  std::string label;               // "M"
  std::string id;                  // "letter-m"
  std::vector<std::size_t> items;  // indexes into the names, in order
};
/// Groups and orders names by their letters, without regard to case or accents; independent of the
/// machine's locale.
std::vector<LetterGroup> group_by_letter(std::span<const std::string> names);

}  // namespace gazette
