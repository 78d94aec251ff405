// Runs the checks on words over all pages, and those that need more than one.
#include "checks/check_content.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "base/hash.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "checks/foreign_content.h"
#include "checks/links/look_alike.h"
#include "checks/prose/prose_checks.h"
#include "checks/prose/spelling.h"
#include "formats/csv/csv.h"
#include "stages/project/site_settings.h"

namespace gazette {
namespace {

void check_review(const Site& site, const FrontMatter& front, Diagnostics& diagnostics) {
  if (front.review_by.empty() || site.build_date.empty() || front.review_by.text >= site.build_date) return;
  diagnostics.warning("content/review-overdue", front.review_by.place,
                      "this page was to be reviewed by " + front.review_by.text,
                      "read it again, then give it a new date");
}

void check_duplicate_titles(const Site& site, Diagnostics& diagnostics) {
  std::map<std::string, const Page*> seen;
  for (const Page& page : site.pages) {
    if (page.origin != PageOrigin::Content || page.document->front_matter.title.empty()) continue;
    // Chapters of two editions may share a title: the section above sets them apart.
    const std::string key = std::to_string(page.section) + "\n" + to_lower(page.title);
    const auto [first, fresh] = seen.emplace(key, &page);
    if (fresh) continue;
    diagnostics
        .warning("content/duplicate-title", page.document->front_matter.title.place,
                 "another page of this section has the same title", "say in each what sets it apart")
        .notes.push_back({"the other page", first->second->document->front_matter.title.place});
  }
}

/// Addresses that a page writes out without a link, such as `www.exmaple.org`, beside the site's own host.
/// Links are the link checker's.
void check_written_hosts(const Site& site, const Page& page, const PageContent& content,
                         Diagnostics& diagnostics) {
  const std::string origin = to_lower_ascii(site.config.origin());
  const std::string_view own = without_www(std::string_view(origin).substr(origin.find("://") + 3));
  std::string links;
  for (const MarkdownNode& node : page.document->tree.nodes) {
    if (node.kind == MarkdownKind::Link) links += to_lower_ascii(node.url) + '\n';
  }
  const auto in_host = [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '.'; };
  for (const ProseBlock& block : content.blocks) {
    if (block.text.find('.') == std::string::npos) continue;
    const std::string lower = to_lower_ascii(block.text);
    for (std::size_t at = 0; at < lower.size(); ++at) {
      std::size_t end = at;
      while (end < lower.size() && in_host(lower[end])) ++end;
      if (end == at) continue;
      std::size_t last = end;
      while (last > at && (lower[last - 1] == '.' || lower[last - 1] == '-')) --last;
      const std::string_view host = without_www(std::string_view(lower).substr(at, last - at));
      if (host.find('.') != std::string_view::npos && is_look_alike(host, own) &&
          links.find(host) == std::string::npos) {
        diagnostics.warning("link/look-alike", block.place(at, last),
                            std::string(host) + " looks like this site's own host, " + std::string(own),
                            "did you mean " + std::string(own) + "?");
      }
      at = end;
    }
  }
}

/// The page of a required content, with or without a heading behind `#`: what is wrong with it, or "".
std::string missing_content(const Site& site, const std::string& target) {
  const std::size_t hash = target.find('#');
  const std::string path = target.substr(0, hash);
  const auto page = site.by_path.find(path);
  if (page == site.by_path.end()) return "there is no page " + path;
  if (hash == std::string::npos) return {};
  const std::vector<Heading>& headings = site.page(page->second).document->headings;
  const std::string id = target.substr(hash + 1);
  const bool found =
      std::any_of(headings.begin(), headings.end(), [&](const Heading& one) { return one.id == id; });
  return found ? std::string() : path + " has no heading #" + id;
}

/// `checks.statutory`: what a report must contain by law, each with the page that holds it or a reason.
void check_statutory(const Site& site, Diagnostics& diagnostics) {
  const YamlNode* list = site.config.checks.find("statutory");
  if (list == nullptr) return;
  const SourcePtr& source = site.config.source;
  if (!list->is_sequence()) {
    diagnostics.error("content/statutory", {source, list->span}, "`statutory` must be a list",
                      "write `- {content: …, page: path.md}` for each required content");
    return;
  }
  const auto text_of = [](const YamlNode* node) {
    return node != nullptr && node->is_scalar() ? std::string(trim(node->text)) : std::string();
  };
  for (const YamlNode& item : list->children) {
    if (item.is_mapping())
      report_unknown_keys(item, setting_names("checks.statutory"), "config/unknown-key", source, diagnostics);
    const std::string what = text_of(item.find("content"));
    const std::string page = text_of(item.find("page"));
    const Place place{source, item.span};
    if (what.empty()) {
      diagnostics.error("content/statutory", place, "a required content has no name",
                        "write `- {content: …, page: path.md}`");
    } else if (page.empty() && text_of(item.find("reason")).empty()) {
      diagnostics.error("content/statutory", place,
                        "required content has neither a page nor a reason: " + what,
                        "name its page, or say under `reason` why it is missing");
    } else if (!page.empty()) {
      if (std::string wrong = missing_content(site, page); !wrong.empty()) {
        diagnostics.error("content/statutory", {source, item.find("page")->span},
                          "required content has no page: " + what, std::move(wrong));
      }
    }
  }
}

/// Gazette's own words, replaced and added to by the publisher's.
std::vector<WordRule> word_rules(const Site& site, const std::map<std::string, SourcePtr>& data,
                                 Diagnostics& diagnostics) {
  std::vector<WordRule> words;
  const YamlNode* own = site.config.checks.find("words");
  const bool wanted = own == nullptr || own->as_bool() != false;
  // The list is of English words.
  if (wanted && site.config.language.starts_with("en")) words = default_words();
  for (const auto& [path, source] : data) {
    if (!path.ends_with(".csv") || !(path == "words.csv" || path.starts_with("words-"))) continue;
    for (WordRule& word : read_word_list(source, diagnostics)) {
      std::erase_if(words, [&](const WordRule& known) { return known.term == word.term; });
      words.push_back(std::move(word));
    }
  }
  return words;
}

/// `checks.spelling`: true, or the language of the dictionary. Null when it is off or there is no dictionary.
std::unique_ptr<SpellChecker> spell_checker(const Site& site, const std::map<std::string, SourcePtr>& data,
                                            Diagnostics& diagnostics) {
  const YamlNode* wish = site.config.checks.find("spelling");
  if (wish == nullptr || wish->is_null() || wish->as_bool() == false) return nullptr;
  const std::string language = wish->as_bool() == true ? site.config.language : wish->text;
  auto checker = SpellChecker::open(language);
  if (!checker) {
    diagnostics.error("config/bad-value", {site.config.source, wish->span},
                      "there is no dictionary for `" + language + "` on this computer",
                      "install it, for instance with: apt install hunspell-en-gb");
    return nullptr;
  }
  const auto allow_words = [&](std::string_view text) {
    for (const TextRange& word : words_of(text, 0, text.size()))
      checker->allow(std::string(text.substr(word.begin, word.end - word.begin)));
  };
  for (const Term& term : site.glossary.terms) {
    allow_words(term.term);
    allow_words(term.expansion);
  }
  allow_words(site.config.title);
  allow_words(site.config.organisation_name);
  const auto list = data.find("spelling.csv");
  if (list == data.end()) return checker;
  const auto file = parse_csv(list->second, diagnostics);
  const auto column = file ? file->find_column("word") : std::nullopt;
  if (file && !column) {
    diagnostics.error("content/word-list", {list->second, {0, list->second->line(1).size()}},
                      "this word list has no column `word`");
  }
  for (std::size_t i = 0; column && i < file->row_count(); ++i) allow_words(file->row(i).cells[*column].text);
  return checker;
}

}  // namespace

ContentChecker::ContentChecker(const Site& site, const std::map<std::string, SourcePtr>& data,
                               Diagnostics& diagnostics)
    : site_(site),
      words_(word_rules(site, data, diagnostics)),
      speller_(spell_checker(site, data, diagnostics)),
      words_key_(fingerprint(site.build_date, fingerprint(site.config.language + site.config.base_url))),
      references_(site) {
  for (const auto& [path, source] : data) {
    const bool read =
        path.starts_with("words") || path == "spelling.csv" || (speller_ && path == "glossary.csv");
    if (read) words_key_ = fingerprint(source->text(), words_key_);
  }
  if (const YamlNode* words = site.config.checks.find("words"))
    words_key_ = fingerprint(words->text, words_key_);
  if (const YamlNode* node = site.config.checks.find("spelling"))
    words_key_ = fingerprint(node->text, words_key_);
}

ContentChecker::~ContentChecker() = default;

void ContentChecker::check_page(PageId id, Diagnostics& diagnostics) const {
  const Page& page = site_.page(id);
  if (page.origin != PageOrigin::Content) return;
  const PageContent content = read_content(*page.document, site_.config.language.starts_with("en"));
  Diagnostics found;
  check_prose(content, words_, found);
  check_structure(content, found);
  check_written_hosts(site_, page, content, found);
  check_review(site_, page.document->front_matter, found);
  check_title_and_reading_age(content, found);
  references_.check_page(id, found);
  if (speller_) {
    const std::lock_guard lock(speller_lock_);  // Hunspell keeps state
    check_spelling(content, *speller_, found);
  }
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

}  // namespace gazette
