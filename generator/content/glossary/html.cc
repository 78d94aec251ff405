// Writes terms as markup. Text is escaped here and nowhere else.
#include "content/glossary/html.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "content/words/markup.h"

namespace gazette {
namespace {

std::string entry_address(const Term& term, std::string_view glossary_address) {
  if (glossary_address.empty()) return {};
  return std::string(glossary_address) + "#" + percent_encode(term.slug);
}

/// "Child Protection Plan" as "Child Protection Plans", for a plural form of its term. English only: used
/// where a site asks the generator to write expansions.
std::string plural(const std::string& words) {
  static constexpr std::string_view kVowels = "aeiou";
  const auto ends = [&](std::string_view ending) { return std::string_view(words).ends_with(ending); };
  if (ends("ss") || ends("x") || ends("ch") || ends("sh")) return words + "es";
  if (ends("s")) return words;
  if (ends("y") && words.size() > 1 && kVowels.find(words[words.size() - 2]) == std::string_view::npos) {
    return words.substr(0, words.size() - 1) + "ies";
  }
  return words + "s";
}

std::string expansion_for(const Term& term, FormEnding ending) {
  switch (ending) {
    case FormEnding::Plural:
      return plural(term.expansion);
    case FormEnding::Possessive:
      return term.expansion + (term.expansion.ends_with('s') ? "’" : "’s");
    case FormEnding::PluralPossessive:
      return plural(term.expansion) + "’";
    case FormEnding::None:
      break;
  }
  // "LSOA" where the glossary has the plural "LSOAs" and its plural expansion.
  return term.expansion;
}

std::string tip_html(const Term& term, const TermMark& mark, std::string_view text,
                     const TermHtmlOptions& options, const Wording& wording) {
  const std::string id = options.id_prefix + term.slug + "-" + std::to_string(mark.number);
  const std::string target = attribute("popovertarget", id);
  const std::string form = collapse_white_space(text);
  std::string out = tag("button",
                        "type=\"button\" class=\"term\" " + target + " " +
                            attribute("aria-label", say(wording, "term_button", {{"form", form}})),
                        escape_html(text));
  std::string inside;
  if (!term.expansion.empty()) {
    inside += tag("span", "class=\"tip-x\"", " (" + tag("dfn", "", escape_html(term.expansion)) + ")");
  }
  if (!term.definition.empty()) inside += " " + tag("span", "class=\"tip-d\"", escape_html(term.definition));
  if (!options.glossary_address.empty()) {
    inside += " " + link_html(entry_address(term, options.glossary_address),
                              say(wording, "term_entry_link", {{"term", term.term}}));
  }
  inside += " " + tag("button", "type=\"button\" class=\"tip-c\" " + target + " popovertargetaction=\"hide\"",
                      escape_html(say(wording, "term_close")));
  const std::string_view name = mark.explained || mark.expand ? "tip tip-beside" : "tip";
  out += tag("span",
             attribute("class", name) + " " + attribute("id", id) + " popover=\"\" role=\"note\" " +
                 attribute("aria-label", say(wording, "term_tip", {{"term", term.term}})),
             inside);
  return out;
}

/// Navigation to the letters that have entries.
std::string letters_html(const std::vector<LetterGroup>& groups, const Wording& wording) {
  std::string items;
  for (const LetterGroup& group : groups) items += tag("li", "", link_html("#" + group.id, group.label));
  return tag("nav", "class=\"letters\" " + attribute("aria-label", say(wording, "letters_label")),
             tag("ul", "", items));
}

std::string letter_heading(const LetterGroup& group) {
  return tag("h2", attribute("id", group.id), escape_html(group.label));
}

/// Digits and signs are named in the site's own words.
std::vector<LetterGroup> worded_groups(std::span<const std::string> names, const Wording& wording) {
  std::vector<LetterGroup> groups = group_by_letter(names);
  for (LetterGroup& group : groups) {
    if (group.id == "letter-digits") group.label = say(wording, "letter_digits");
    if (group.id == "letter-signs") group.label = say(wording, "letter_signs");
  }
  return groups;
}

std::string links_list(std::span<const TitledAddress> pages) {
  std::string items;
  for (const TitledAddress& page : pages) items += tag("li", "", link_html(page.address, page.title));
  return tag("ul", "", items);
}

std::string see_html(const Term& term, const Glossary& glossary, const Wording& wording) {
  std::string links;
  for (const std::string& name : term.see) {
    const auto found = std::find_if(glossary.terms.begin(), glossary.terms.end(),
                                    [&](const Term& t) { return t.term == name; });
    if (found == glossary.terms.end()) continue;
    if (!links.empty()) links += ", ";
    links += link_html("#" + percent_encode(found->slug), name);
  }
  if (links.empty()) return {};
  const std::string_view key = term.status == TermStatus::Former ? "glossary_former_see" : "glossary_see";
  return tag("dd", "class=\"glossary-see\"", escape_html(say(wording, key)) + " " + links);
}

/// A definition with a link to the entry of each other term that it uses, at its first place.
std::string definition_html(std::size_t term, const Glossary& glossary, const GlossaryIndex& index) {
  const std::string_view text = glossary.terms[term].definition;
  std::vector<bool> linked(glossary.terms.size(), false);
  linked[term] = true;
  std::string out;
  std::size_t written = 0;
  for (const TermHit& hit : index.find(text)) {
    if (linked[hit.term]) continue;
    linked[hit.term] = true;
    out += escape_html(text.substr(written, hit.begin - written));
    out += link_html("#" + percent_encode(glossary.terms[hit.term].slug),
                     text.substr(hit.begin, hit.end - hit.begin));
    written = hit.end;
  }
  return out + escape_html(text.substr(written));
}

std::string entry_html(std::size_t index_of_term, const Glossary& glossary, const GlossaryIndex& index,
                       std::span<const TitledAddress> uses, const Wording& wording) {
  const Term& term = glossary.terms[index_of_term];
  std::string out = tag("dt", attribute("id", term.slug), tag("dfn", "", escape_html(term.term)));
  if (!term.expansion.empty()) out += tag("dd", "class=\"glossary-expansion\"", escape_html(term.expansion));
  if (!term.definition.empty())
    out += tag("dd", "class=\"glossary-definition\"", definition_html(index_of_term, glossary, index));
  if (term.status == TermStatus::Former) {
    out += tag("dd", "class=\"glossary-status\"", escape_html(say(wording, "glossary_former")));
  }
  out += see_html(term, glossary, wording);
  if (!uses.empty()) {
    out += tag("dd", "class=\"glossary-used\"",
               escape_html(say(wording, "glossary_used")) + " " + links_list(uses));
  }
  return tag("div", "class=\"glossary-entry\"", out);
}

/// The first character of a name in another script, which this program cannot turn into a capital.
std::string capital_as_typed(std::string_view name, const std::string& letter) {
  const DecodedCharacter first = decode_utf8(name, 0);
  const bool same = lower_character(first.value) == decode_utf8(letter, 0).value;
  return same ? std::string(name.substr(0, first.length)) : letter;
}

}  // namespace

std::string term_html(const Term& term, const TermMark& mark, std::string_view text,
                      const TermHtmlOptions& options, const Wording& wording) {
  std::string form = mark.tip ? tip_html(term, mark, text, options, wording) : escape_html(text);
  if (!mark.expand) return form;
  return escape_html(expansion_for(term, mark.ending)) + " (" + form + ")";
}

std::string marked_run_html(std::string_view text, std::span<const TermMark> marks,
                            std::span<const TermEscape> escapes, const Glossary& glossary,
                            const TermHtmlOptions& options, const Wording& wording) {
  std::string out;
  std::size_t at = 0;
  auto escape = escapes.begin();
  const auto copy_to = [&](std::size_t end) {
    for (; escape != escapes.end() && escape->at < end; ++escape) {
      append_escaped_html(out, text.substr(at, escape->at - at));
      at = escape->at + 1;
    }
    append_escaped_html(out, text.substr(at, end - at));
    at = end;
  };
  for (const TermMark& mark : marks) {
    // Browsers may break a line between a bracket and a button, so the two are held together.
    const bool bracketed = mark.tip && !mark.expand && mark.begin > at && text[mark.begin - 1] == '(';
    const bool closed = bracketed && mark.end < text.size() && text[mark.end] == ')';
    if (bracketed) {
      copy_to(mark.begin - 1);
      out += "<span class=\"nb\">";
    }
    copy_to(mark.begin);
    out += term_html(glossary.terms[mark.term], mark, text.substr(mark.begin, mark.end - mark.begin), options,
                     wording);
    at = mark.end;
    if (closed) copy_to(mark.end + 1);
    if (bracketed) out += "</span>";
  }
  copy_to(text.size());
  return out;
}

std::vector<Abbreviation> page_abbreviations(std::span<const TermUse> used, const Glossary& glossary,
                                             std::string_view glossary_address) {
  std::vector<const Term*> terms;
  for (const TermUse& use : used) {
    const Term& term = glossary.terms[use.term];
    if (!term.expansion.empty()) terms.push_back(&term);
  }
  std::sort(terms.begin(), terms.end(), [](const Term* a, const Term* b) {
    return std::tie(a->slug, a->term) < std::tie(b->slug, b->term);
  });
  std::vector<Abbreviation> out;
  for (const Term* term : terms) {
    out.push_back({term->term, term->expansion, entry_address(*term, glossary_address)});
  }
  return out;
}

std::string glossary_page_html(const Glossary& glossary, std::span<const std::vector<TitledAddress>> uses,
                               const Wording& wording) {
  std::vector<std::string> names;
  for (const Term& term : glossary.terms) names.push_back(term.term);
  const std::vector<LetterGroup> groups = worded_groups(names, wording);
  if (groups.empty()) return {};
  const GlossaryIndex index(glossary);
  std::string out = letters_html(groups, wording);
  for (const LetterGroup& group : groups) {
    std::string entries;
    for (const std::size_t i : group.items) {
      const std::span<const TitledAddress> used_on =
          i < uses.size() ? std::span<const TitledAddress>(uses[i]) : std::span<const TitledAddress>();
      entries += entry_html(i, glossary, index, used_on, wording);
    }
    out += letter_heading(group) + tag("dl", "class=\"glossary\"", entries);
  }
  return out;
}

std::string letter_list_html(std::span<const TitledAddress> pages, const Wording& wording) {
  std::vector<std::string> names;
  for (const TitledAddress& page : pages) names.push_back(page.title);
  const std::vector<LetterGroup> groups = worded_groups(names, wording);
  if (groups.empty()) return {};
  std::string out = letters_html(groups, wording);
  for (const LetterGroup& group : groups) {
    std::vector<TitledAddress> items;
    for (const std::size_t i : group.items) items.push_back(pages[i]);
    out += letter_heading(group) + tag("div", "class=\"a-z\"", links_list(items));
  }
  return out;
}

std::vector<LetterGroup> group_by_letter(std::span<const std::string> names) {
  struct Item {
    int kind;         // signs, digits, letters: the order of the groups
    std::string key;  // without case and accents
    std::size_t index;
  };
  std::vector<Item> items;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string key = slugify(names[i]);
    const int kind = key.empty() ? 0 : is_ascii_digit(key.front()) ? 1 : 2;
    items.push_back({kind, key, i});
  }
  std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    return std::tie(a.kind, a.key, names[a.index], a.index) <
           std::tie(b.kind, b.key, names[b.index], b.index);
  });
  std::vector<LetterGroup> groups;
  for (const Item& item : items) {
    std::string letter;
    if (item.kind == 2) letter = item.key.substr(0, decode_utf8(item.key, 0).length);
    const std::string id = "letter-" + (item.kind == 0 ? "signs" : item.kind == 1 ? "digits" : letter);
    if (groups.empty() || groups.back().id != id) {
      std::string label = item.kind == 0 ? "#" : item.kind == 1 ? "0–9" : letter;
      if (letter.size() == 1) label = std::string(1, static_cast<char>(letter[0] - 'a' + 'A'));
      if (letter.size() > 1) label = capital_as_typed(names[item.index], letter);
      groups.push_back({std::move(label), id, {}});
    }
    groups.back().items.push_back(item.index);
  }
  return groups;
}

}  // namespace gazette
