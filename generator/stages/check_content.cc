// Runs the checks on words over all pages, and those that need more than one.
#include "stages/check_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/hash.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "content/prose_checks.h"

namespace gazette {
namespace {

/// What fits a search result's first line.
constexpr std::size_t kLongestTitle = 65;

void check_page(const Site& site, const Page& page, std::span<const WordRule> words,
                Diagnostics& diagnostics) {
  const Document& document = *page.document;
  check_prose(document, words, diagnostics);
  check_structure(document, diagnostics);
  const FrontMatter& front = document.front_matter;
  if (count_characters(front.title.text) > kLongestTitle) {
    diagnostics.info("content/title-length", front.title.place,
                     "this title has " + std::to_string(count_characters(front.title.text)) + " characters",
                     "search results show about 65");
  }
  if (!front.review_by.empty() && !site.build_date.empty() && front.review_by.text < site.build_date) {
    diagnostics.warning("content/review-overdue", front.review_by.place,
                        "this page was to be reviewed by " + front.review_by.text,
                        "read it again, then give it a new date");
  }
  const ReadingStatistics reading = reading_statistics(document.tree);
  if (reading.words >= 100) {
    diagnostics.info("content/reading-age", front.title.place,
                     fmt::format("reading age about {:.0f}, {:.0f} words a sentence", reading.reading_age(),
                                 static_cast<double>(reading.words) / static_cast<double>(reading.sentences)),
                     "9 to 11 suits everybody; short words and sentences lower it");
  }
}

void check_duplicate_titles(const Site& site, Diagnostics& diagnostics) {
  std::map<std::string, const Page*> seen;
  for (const Page& page : site.pages) {
    if (page.origin != PageOrigin::Content || page.document->front_matter.title.empty()) continue;
    const auto [first, fresh] = seen.emplace(to_lower(page.title), &page);
    if (fresh || first->second->section != page.section) continue;
    diagnostics
        .warning("content/duplicate-title", page.document->front_matter.title.place,
                 "another page of this section has the same title", "say in each what sets it apart")
        .notes.push_back({"the other page", first->second->document->front_matter.title.place});
  }
}

/// `checks.statutory`: what a report must contain by law, each with the page that holds it or a reason.
void check_statutory(const Site& site, Diagnostics& diagnostics) {
  const YamlNode* list = site.config.checks.find("statutory");
  if (list == nullptr) return;
  for (const YamlNode& item : list->children) {
    const YamlNode* what = item.find("content");
    const YamlNode* page = item.find("page");
    const YamlNode* reason = item.find("reason");
    const Place place{site.config.source, item.span};
    if (what == nullptr || (page == nullptr && reason == nullptr)) {
      diagnostics.error("content/statutory", place,
                        "a required content needs a page, or the reason why it is missing",
                        "write `- {content: …, page: path.md}`");
    } else if (page != nullptr && site.by_path.count(page->text.substr(0, page->text.find('#'))) == 0) {
      diagnostics.error("content/statutory", {site.config.source, page->span},
                        "required content has no page: " + what->text, "there is no page " + page->text);
    }
  }
}

}  // namespace

ContentChecker::ContentChecker(const Site& site, const std::map<std::string, SourcePtr>& data,
                               Diagnostics& diagnostics)
    : site_(site), references_(site) {
  // The list is of English words.
  if (site.config.language.starts_with("en")) words_ = default_words();
  words_key_ = fingerprint(site.build_date, fingerprint(site.config.language));
  const auto own = data.find("words.csv");
  if (own != data.end()) {
    words_key_ = fingerprint(own->second->text(), words_key_);
    for (WordRule& word : read_word_list(own->second, diagnostics)) {
      std::erase_if(words_, [&](const WordRule& known) { return known.term == word.term; });
      words_.push_back(std::move(word));
    }
  }
}

void ContentChecker::check_page(PageId id, Diagnostics& diagnostics) const {
  const Page& page = site_.page(id);
  if (page.origin != PageOrigin::Content) return;
  Diagnostics found;
  gazette::check_page(site_, page, words_, found);
  references_.check_page(id, found);
  for (Diagnostic& finding : found.items()) finding.page = page.address;
  diagnostics.append(std::move(found));
}

void ContentChecker::check_site(Diagnostics& diagnostics) const {
  check_duplicate_titles(site_, diagnostics);
  check_statutory(site_, diagnostics);
}

std::uint64_t ContentChecker::surroundings(PageId page) const {
  return fingerprint(site_.page(page).address, words_key_ + references_.key());
}

void check_content(const Site& site, const std::map<std::string, SourcePtr>& data, unsigned jobs,
                   Diagnostics& diagnostics) {
  const ContentChecker checker(site, data, diagnostics);
  std::vector<Diagnostics> found(site.pages.size());
  parallel_for(site.pages.size(), jobs,
               [&](std::size_t i) { checker.check_page(static_cast<PageId>(i), found[i]); });
  for (Diagnostics& list : found) diagnostics.append(std::move(list));
  checker.check_site(diagnostics);
}

std::span<const Rule> content_rules() {
  static constexpr Severity kWarning = Severity::Warning;
  static constexpr Severity kInfo = Severity::Info;
  static constexpr Rule kRules[] = {
      {"content/alt-text", kWarning, "Alternative text that does not help", "WCAG 2.2 1.1.1", "1.1.1", "",
       "The text is heard instead of the picture. A file name or the words “image of” waste the listener’s "
       "time.",
       "![image of a map](map.png)", "![Map: the office is opposite the station](map.png)"},
      {"content/bold-heading", kWarning, "Bold line used as a heading", "WCAG 2.2 1.3.1", "1.3.1", "",
       "It looks like a heading, but nobody can jump to it.", "**Fees**", "## Fees"},
      {"content/capitals", kWarning, "Words in capital letters", "GOV.UK style guide", "", "",
       "Capitals are slower to read, and some screen readers spell them out.", "PLEASE READ THIS FIRST",
       "Please read this first"},
      {"content/dangling-reference", kWarning, "Reference to something that is not there", "", "", "",
       "Readers look for it in vain.", "See Table 9 (of eight tables)", "See [the fees](fees.md#table-fees)"},
      {"content/date", kWarning, "Date that can be read in two ways", "GOV.UK style guide", "", "",
       "Write the month as a word.", "01/05/2020", "1 May 2020"},
      {"content/wrong-reference", kWarning, "Link whose number is not that of its table or figure", "", "",
       "",
       "Tables and figures are numbered when the site is built. Add one, and the number typed in a link is "
       "another "
       "table’s.",
       "[Table 5](#table-kpi), where kpi is Table 7", "[the indicators](#table-kpi)"},
      {"content/empty-section", kWarning, "Heading with nothing under it", "WCAG 2.2 2.4.6", "2.4.6", "",
       "Readers who jump from heading to heading arrive at nothing. In a report it is often a chart or list "
       "that was "
       "left out.",
       "## Audits\n\n## Inspections", "## Audits\n\nFour audits were held."},
      {"content/directional", kWarning, "Words that depend on the layout", "WCAG 2.2 1.3.3", "1.3.3", "",
       "On a phone nothing is on the right, and who listens has no below.", "See the table below",
       "See [Fees by year](#table-fees)"},
      {"content/document-link", kWarning, "Link to a document that does not say so", "GOV.UK style guide", "",
       "", "Documents open in other programs and can be large.", "[Our plan](plan.pdf)",
       "[Our plan (PDF)](plan.pdf)"},
      {"content/duplicate-title", kWarning, "Two pages with one title", "WCAG 2.2 2.4.2", "2.4.2", "",
       "In search results and browser tabs nobody can tell them apart.", "Two pages called “Report”",
       "“Report 2019” and “Report 2020”"},
      {"content/empty-cell", kInfo, "Empty cell in a table", "Analysis Function, tables", "", "",
       "Readers cannot tell nothing from not known.", "| A | |", "| A | none |"},
      {"content/fake-list", kWarning, "List typed by hand", "WCAG 2.2 1.3.1", "1.3.1", "",
       "A screen reader says how many items a real list has.", "• one\n• two", "- one\n- two"},
      {"content/link-text", kWarning, "Link text that does not say where it leads", "WCAG 2.2 2.4.4", "2.4.4",
       "", "Many people go from link to link and hear nothing else.", "[Click here](fees.md)",
       "[What it costs](fees.md)"},
      {"content/long-paragraph", kInfo, "Long paragraph", "GOV.UK style guide", "", "",
       "Long blocks are skipped.", "150 words without a break", "Two paragraphs, or a list"},
      {"content/long-sentence", kInfo, "Long sentence", "GOV.UK style guide", "", "",
       "Past 25 words many readers lose the thread. A warning past 40.", "A sentence of 45 words",
       "Two sentences"},
      {"content/reading-age", kInfo, "Reading age of a page", "Flesch–Kincaid", "", "",
       "Tells how old a reader must be to follow most of it. Names and figures raise it.",
       "reading age about 16", "reading age about 10"},
      {"content/review-overdue", kWarning, "Page whose review is overdue", "", "", "",
       "Old advice can do harm. Read it again and set a new date.", "review_by: 2020-01-01",
       "review_by: 2027-01-01"},
      {"content/same-link-text", kWarning, "Two places under one link text", "WCAG 2.2 2.4.4", "2.4.4", "",
       "In a list of links nobody can tell them apart.", "[Report](a.md) … [Report](b.md)",
       "[Report 2019](a.md) … [Report 2020](b.md)"},
      {"content/statutory", Severity::Error, "Required content without a page", "", "", "",
       "What the law asks a report to contain is listed in site.yaml, each with its page or the reason why "
       "it is missing.",
       "- {content: Impact}", "- {content: Impact, page: report/impact.md}"},
      {"content/template-residue", Severity::Error, "Words left over from a template", "", "", "",
       "Nothing tells readers more clearly that nobody read the page.", "[name of organisation]",
       "Example Partnership"},
      {"content/title-length", kInfo, "Long title", "GOV.UK style guide", "", "", "Search results cut it.",
       "A title of 90 characters", "A title of 60 characters"},
      {"content/word", kWarning, "Word to avoid", "GOV.UK style guide", "", "",
       "The message says what to write instead, and whose list it is from.", "e.g. a letter",
       "for example a letter"},
      {"content/word-list", Severity::Error, "Word list that cannot be read", "", "", "",
       "words.csv has the columns term, prefer, why, source, severity.", "word,instead",
       "term,prefer,why,source,severity"},
  };
  return kRules;
}

}  // namespace gazette
