// What the rules on words and structure are for.
#include "checks/prose/prose_checks.h"

namespace gazette {

std::span<const Rule> content_rules() {
  static constexpr Severity kWarning = Severity::Warning;
  static constexpr Severity kInfo = Severity::Info;
  static constexpr Rule kRules[] = {
      {"content/alt-text", kWarning, "Alternative text that does not help",
       "WCAG 2.2 1.1.1; W3C WAI, Images tutorial", "1.1.1", "",
       "The text is heard instead of the picture. A file name, a word like “image” or the caption over again "
       "tells "
       "the listener nothing. Say in one sentence what the picture shows.",
       "![image of a map](map.png)", "![Map: the office is opposite the station](map.png)"},
      {"content/bold-heading", kWarning, "Bold line used as a heading", "WCAG 2.2 1.3.1, failure F2", "1.3.1",
       "",
       "It looks like a heading, but nobody who listens to the page can jump to it, and it is missing in the "
       "contents list. Make it a heading of the right level.",
       "**Fees**", "## Fees"},
      {"content/capitals", kWarning, "Words in capital letters", "GOV.UK style guide, capitalisation", "", "",
       "Capitals are slower to read, look like shouting, and some screen readers spell them out. Four words "
       "in a row "
       "are reported; lists of short forms are not.",
       "PLEASE READ THIS FIRST", "Please read this first"},
      {"content/dangling-reference", kWarning, "Reference to something that is not there",
       "GOV.UK content design, links and references", "", "",
       "Readers look for it in vain. “Table 9”, “Appendix 1” and “the chart below” must be on the page or in "
       "the "
       "report. Link to what is meant, or add what is missing.",
       "See Table 9 (of eight tables)", "See [the fees](fees.md#table-fees)"},
      {"content/date", kWarning, "Date written in figures", "GOV.UK style guide, dates", "", "",
       "01/05/2020 is 1 May to some and 5 January to others. Write the month as a word.", "01/05/2020",
       "1 May 2020"},
      {"content/directional", kWarning, "Words that depend on the layout", "WCAG 2.2 1.3.3, failure F14",
       "1.3.3", "",
       "On a phone nothing is on the right, and who listens has no below. Name the heading, table or button, "
       "or link "
       "to it.",
       "See the table below", "See [Fees by year](#table-fees)"},
      {"content/document-link", kWarning, "Link to a document that does not say so",
       "GOV.UK style guide, links to documents", "", "",
       "Documents open in other programs, can be large, and may not be accessible. Say the format and the "
       "size in "
       "the link: then readers can decide. A missing format is a warning, a missing size is advice.",
       "[Our plan](plan.pdf)", "[Our plan (PDF, 240 KB)](plan.pdf)"},
      {"content/duplicate-title", kWarning, "Two pages with one title", "WCAG 2.2 2.4.2, technique G88",
       "2.4.2", "",
       "In search results, browser tabs and bookmarks nobody can tell them apart. Say in each what sets it "
       "apart.",
       "Two pages called “Report”", "“Report 2019” and “Report 2020”"},
      {"content/emoji", kWarning, "Emoji in place of bullets", "GOV.UK style guide; WCAG 2.2 1.3.1", "1.3.1",
       "",
       "A screen reader says “white heavy check mark” before each line, and does not say how many items "
       "there are. "
       "Make a plain list.",
       "- ✅ Housing\n- ✅ Health", "- Housing\n- Health"},
      {"content/empty-cell", kWarning, "Empty cell in a table",
       "Analysis Function, releasing statistics in spreadsheets", "", "",
       "Readers cannot tell “nothing” from “not known” or “forgotten”. Say which. Tables whose "
       "aria-describedby names a text, such as one that says what an empty cell means, are passed over.",
       "| A | |", "| A | none |"},
      {"content/empty-section", kWarning, "Heading with nothing under it", "WCAG 2.2 2.4.6", "2.4.6", "",
       "Who jumps from heading to heading arrives at nothing. Write the section, or take the heading out.",
       "## Fees\n\n## Opening times\n\nDaily", "## Opening times\n\nDaily"},
      {"content/fake-list", kWarning, "List typed by hand", "WCAG 2.2 1.3.1, failure F2", "1.3.1", "",
       "A screen reader says how many items a real list has, and lets readers step through them. Lines with "
       "typed "
       "bullets are read as one long sentence.",
       "– one\n– two", "- one\n- two"},
      {"content/link-text", kWarning, "Link text that does not say where it leads",
       "WCAG 2.2 2.4.4, failure F63; GOV.UK style guide, links", "2.4.4", "",
       "Many people go from link to link and hear nothing else. Use the title of the page it leads to.",
       "[Click here](fees.md)", "[What it costs](fees.md)"},
      {"content/long-paragraph", kInfo, "Long paragraph", "GOV.UK, writing for GOV.UK", "", "",
       "Long blocks are skipped, and hard to find the way back into. Split it, or make a list of it.",
       "150 words without a break", "Two paragraphs, or a list"},
      {"content/long-sentence", kInfo, "Long sentence", "GOV.UK, sentence length", "3.1.5", "",
       "Past 25 words many readers lose the thread; past 40 it is a warning. Make two sentences of it.",
       "A sentence of 45 words", "Two sentences"},
      {"content/number", kInfo, "Figure that is hard to read", "GOV.UK style guide, numbers; ONS style", "",
       "", "Commas make large figures readable at a glance, and the sign % is shorter than the word.",
       "15000 people, or 38 per cent", "15,000 people, or 38%"},
      {"content/reading-age", kInfo, "Reading age of a page", "Flesch–Kincaid grade level; WCAG 2.2 3.1.5",
       "3.1.5", "",
       "Tells how old a reader must be to follow most of it. Names and figures raise it; short words and "
       "sentences "
       "lower it. 9 to 11 suits everybody.",
       "reading age about 16", "reading age about 10"},
      {"content/review-overdue", kWarning, "Page whose review is overdue",
       "GOV.UK, keeping content up to date", "", "",
       "Old advice can do harm. Read the page again, mend it, and set a new date.", "review_by: 2020-01-01",
       "review_by: 2027-01-01"},
      {"content/same-link-text", kWarning, "Two places under one link text", "WCAG 2.2 2.4.4, 2.4.9", "2.4.4",
       "", "In a list of links nobody can tell them apart. Say in each where it leads.",
       "[Report](a.md) … [Report](b.md)", "[Report 2019](a.md) … [Report 2020](b.md)"},
      {"content/spelling", kWarning, "Word that the dictionary does not know",
       "Hunspell’s dictionary of the language", "", "",
       "Off unless site.yaml says `checks: {spelling: true}`. Words of the site’s own go into "
       "content/data/spelling.csv "
       "(column `word`); glossary terms are known.",
       "The comittee met", "The committee met"},
      {"content/statutory", Severity::Error, "Required content without a page",
       "Working Together to Safeguard Children; the site’s own list", "", "",
       "What the law asks a report to contain is listed in site.yaml, each with its page or the reason why "
       "it is "
       "missing.",
       "- {content: Impact}", "- {content: Impact, page: report/impact.md}"},
      {"content/template-residue", Severity::Error, "Words left over from a template",
       "GOV.UK, sample accessibility statement", "", "",
       "Nothing tells readers more clearly that nobody read the page before it was published. Replace it by "
       "your own "
       "words.",
       "[name of organisation]", "Example Partnership"},
      {"content/title-length", kInfo, "Long title", "GOV.UK style guide, titles", "2.4.2", "",
       "Search results cut titles after about 65 characters. Put the words that matter first and leave the "
       "rest out.",
       "A title of 90 characters", "A title of 60 characters"},
      {"content/word", kWarning, "Word to avoid",
       "GOV.UK style guide, words to avoid; the site’s own words.csv", "", "",
       "The message says what to write instead, and whose list it is from. Words between quotation marks are "
       "left "
       "alone: they stand as they were said. The list is the publisher’s: content/data/words.csv has the "
       "columns "
       "term, prefer, why, source, severity and quotations.",
       "e.g. a letter", "for example a letter"},
      {"content/word-list", Severity::Error, "Word list that cannot be read", "docs/writing.md", "", "",
       "words.csv has the columns term, prefer, why, source, severity (error, warning, info) and quotations "
       "(exempt, "
       "checked). Only term is needed.",
       "word,instead", "term,prefer,why,source,severity"},
      {"content/wrong-reference", kWarning, "Link whose number is not that of its table or figure",
       "GOV.UK content design, links and references", "", "",
       "Tables and figures are numbered when the site is built. Add one, and the number typed in a link is "
       "another "
       "table’s. Write the name of the table instead.",
       "[Table 5](#table-kpi), where kpi is Table 7", "[the indicators](#table-kpi)"},
  };
  return kRules;
}

}  // namespace gazette
